//! Verdicts of summaries: none on what is right, some on what is wrong.

use ndarray::{ArrayD, IxDyn};

use super::anomaly::judge;
use super::{Anomaly, Statistics};
use crate::axes::{Axis, Role};
use crate::dtype::DType;
use crate::info::ParamInfo;
use crate::init::Mode::FanOut;
use crate::init::catalogue::ENTRIES;
use crate::init::*;
use crate::sample::Stored;
use crate::stream::StreamId;
use crate::view::View;

const THIRDS: &[f64] = &[0.1, 0.7, -0.3];
const FAR: &[f64] = &[1e6, 1e6 + 0.5];

/// Shapes with their axes.
type Shapes = Vec<(Vec<usize>, Vec<Axis>)>;

fn blocks(blocks: usize) -> Axis {
    Axis::packed(blocks, Role::Out)
}

/// Any axis: lengths at the limits of blocks, of lanes and of groups, and between them.
fn vectors() -> Shapes {
    let lens = [1, 2, 3, 7, 16, 100, 997, 1000, 16_060, 23_000, 65_535, 65_536, 65_537, 99_000, 200_001];
    lens.iter().map(|len| (vec![*len], vec![Axis::of(Role::Out)])).collect()
}

fn gates_of(lens: &[usize]) -> Shapes {
    lens.iter().map(|len| (vec![4 * len], vec![blocks(4)])).collect()
}

fn matrices() -> Shapes {
    let shapes = [[1, 1], [3, 2], [2, 3], [300, 100], [100, 300], [64, 64], [1, 1000], [255, 257]];
    shapes.iter().map(|shape| (shape.to_vec(), vec![Axis::of(Role::Out), Axis::of(Role::In)])).collect()
}

fn kernels() -> Shapes {
    let shapes = [[2, 2, 1, 1], [8, 4, 3, 3], [16, 16, 4, 4], [32, 32, 5, 7]];
    let axes = [Role::Out, Role::In, Role::Kernel, Role::Kernel].map(Axis::of);
    shapes.iter().map(|shape| (shape.to_vec(), axes.to_vec())).collect()
}

/// Every initializer of the catalogue, and every combinator, each with shapes that it suits.
fn initializers() -> Vec<(Init, Shapes)> {
    let (v, m, k) = (vectors, matrices, kernels);
    let rare = |init| mixture([(0.999, zeros()), (0.001, init)]);
    vec![
        (zeros(), v()),
        (ones(), v()),
        (constant(0.1), v()),
        (constant(-0.7), v()),
        (constant(1e-7), v()),
        (scaled(scaled(scaled(constant(0.1), 0.3), 7.0), 0.1), v()),
        (uniform(-0.1, 0.3), v()),
        (uniform(1000.0, 1000.5), v()),
        (normal(0.0, 0.02), v()),
        (normal(100.0, 1e-3), v()),
        (normal(0.0, 1e-6), v()),
        (trunc_normal(0.02), v()),
        (trunc_normal(1.0).low(3.0).high(4.0), v()),
        (xavier_uniform(), m()),
        (xavier_normal(), k()),
        (kaiming_uniform(), m()),
        (kaiming_normal().mode(FanOut), k()),
        (glorot_uniform(), m()),
        (glorot_normal(), m()),
        (he_uniform(), m()),
        (he_normal(), k()),
        (lecun_uniform(), m()),
        (lecun_normal(), m()),
        (variance_scaling(0.7), m()),
        (orthogonal().gain(Gain::Relu), m()),
        (delta_orthogonal(), vec![(vec![8, 4, 3, 3], k()[1].1.clone())]),
        (siren(), m()),
        (sparse(0.9).std(0.7), m()),
        (sparse(1.0), m()),
        (eye(), m()),
        (eye().gain(Gain::Value(0.1)), m()),
        (scaled(eye(), 0.3), m()),
        (dirac(), k()),
        (zero_init(), m()),
        (zero_init(), k()),
        (bilinear(), k()),
        (lstm_bias(), gates_of(&[1, 25, 1000, 4015])),
        (lstm_bias().forget(0.7), gates_of(&[1, 3, 25, 1000, 4015, 25_000])),
        (chrono(100.0), gates_of(&[1, 25, 1000])),
        (stft(), vec![(vec![64, 1, 33], k()[0].1[..3].to_vec())]),
        (values(THIRDS), vec![(vec![3], v()[0].1.clone())]),
        (values(FAR), vec![(vec![2], v()[0].1.clone())]),
        (map(normal(0.0, 1.0), f64::abs), v()),
        (clamped(normal(0.0, 1.0), 0.0, f64::INFINITY), v()),
        (clamped(eye(), 0.0, 0.5), m()),
        (icnr(2, kaiming_normal()), vec![(vec![16, 8, 3, 3], k()[0].1.clone())]),
        (gates([zeros(), constant(0.7), zeros(), uniform(-1.0, 1.0)]), gates_of(&[1, 25, 4015])),
        (gates([eye(), eye(), eye(), eye()]), vec![(vec![400, 100], vec![blocks(4), Axis::of(Role::In)])]),
        (
            gates([eye(), orthogonal(), normal(0.0, 0.1), zeros()]),
            vec![(vec![64, 64], vec![blocks(4), Axis::of(Role::In)])],
        ),
        (mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]), v()),
        (mixture([(0.3, constant(0.1)), (0.7, constant(0.1))]), v()),
        (mixture([(0.5, eye()), (0.5, zeros())]), m()),
        (rare(ones()), v()),
        (rare(normal(0.0, 1.0)), v()),
        (rare(orthogonal()), m()),
    ]
}

fn verdicts<S: Stored>(init: &Init, shape: &[usize], axes: &[Axis], seed: u64, spoil: fn(&mut [S])) -> Vec<Anomaly>
where
    for<'v> View<'v>: From<ndarray::ArrayViewD<'v, S>>,
{
    let info = ParamInfo::bare(shape, Some(axes), S::DTYPE);
    let resolved = init.resolve(&info).unwrap_or_else(|fault| panic!("{init} {shape:?}: {fault}"));
    let mut values = crate::fill::buffer(shape.iter().product()).unwrap();
    resolved.fill(StreamId { seed, number: 7 }, 0, &mut values).unwrap();
    spoil(&mut values);
    let expected = resolved.expected(values.len());
    let values = ArrayD::from_shape_vec(IxDyn(shape), values).unwrap();
    judge(&Statistics::of(&View::from(values.view())), S::DTYPE, expected)
}

#[test]
fn no_initializer_is_accused_of_what_it_promises() {
    let all = initializers();
    for entry in ENTRIES {
        let name = entry.signature.name;
        assert!(all.iter().any(|(init, _)| init.to_string().starts_with(name)), "{name} is missing");
    }
    let mut accused = Vec::new();
    for (init, shapes) in &all {
        for (shape, axes) in shapes {
            for seed in 0..3 {
                let mut note = |element: DType, anomalies: Vec<Anomaly>| {
                    accused.extend(anomalies.iter().map(|it| format!("{init} {shape:?} {element} {seed}: {it}")));
                };
                note(DType::F64, verdicts::<f64>(init, shape, axes, seed, |_| {}));
                note(DType::F32, verdicts::<f32>(init, shape, axes, seed, |_| {}));
                #[cfg(feature = "half")]
                if init.any_fault(crate::dtype::DTypeSet::NONE.with(DType::F16).with(DType::Bf16)).is_none() {
                    note(DType::F16, verdicts::<half::f16>(init, shape, axes, seed, |_| {}));
                    note(DType::Bf16, verdicts::<half::bf16>(init, shape, axes, seed, |_| {}));
                }
            }
        }
    }
    assert!(accused.is_empty(), "{}", accused.join("\n"));
}

/// What rounding explains hides no fault: one wrong element of a constant, a wrong last digit of all, a wrong scale.
#[test]
fn what_is_wrong_is_accused() {
    let axes = [Axis::of(Role::Out), Axis::of(Role::In)];
    let spoiled = |init: Init, spoil: fn(&mut [f32])| verdicts(&init, &[300, 100], &axes, 1, spoil).len();
    assert_eq!(spoiled(constant(0.1), |values| values[12_345] = 0.2), 2);
    assert_eq!(spoiled(zeros(), |values| values[0] = 1e-30), 2);
    assert_eq!(spoiled(constant(0.1), |values| values.fill(0.100_01)), 1);
    assert_eq!(spoiled(eye(), |values| values[1] = 1.0), 2);
    assert_eq!(spoiled(eye(), |values| values.fill(0.0)), 2);
    assert!(spoiled(sparse(0.9), |values| values.iter_mut().for_each(|x| *x += 0.1)) > 0);
    assert!(spoiled(normal(0.0, 0.02), |values| values.iter_mut().for_each(|x| *x *= 1.05)) > 0);
    assert!(spoiled(uniform(-1.0, 1.0), |values| values.iter_mut().for_each(|x| *x = x.abs())) > 0);
    let lstm = |spoil: fn(&mut [f32])| verdicts(&lstm_bias().forget(0.7), &[400], &[blocks(4)], 1, spoil).len();
    assert_eq!(lstm(|values| values.swap(0, 100)), 0);
    assert_eq!(lstm(|values| values.fill(0.7)), 2);
}

#[test]
fn only_all_elements_are_a_hundred_percent() {
    let share = |init: Init, shape: &[usize]| {
        let info = ParamInfo::bare(shape, None, DType::F32);
        let mut values = vec![0.0_f32; shape.iter().product()];
        init.resolve(&info).unwrap().fill(StreamId { seed: 1, number: 1 }, 0, &mut values).unwrap();
        let values = ArrayD::from_shape_vec(IxDyn(shape), values).unwrap();
        super::table::percent(&Statistics::of(&View::from(values.view())))
    };
    assert_eq!(share(eye(), &[300, 100]), ">99%");
    assert_eq!([share(zeros(), &[3]), share(ones(), &[3])], ["100%", "0%"]);
    assert_eq!(share(mixture([(0.999, ones()), (0.001, zeros())]), &[100_000]), "<1%");
    assert_eq!(share(eye(), &[10, 10]), "90%");
}
