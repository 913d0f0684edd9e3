//! Fused parameters: an initializer for each packed block.

use ndarray::{Array1, Array2, Array3, Array4, ArrayD, IxDyn, s};

use super::text;
use crate::axes::{
    Axis,
    Role::{Batch, In, Kernel, Out},
};
use crate::dtype::{DType, DTypeSet};
use crate::init::Mode::*;
use crate::init::fit::target::Target;
use crate::init::*;
use crate::stream::StreamId;

const PATH: &str = "lstm.weight";

fn stream() -> StreamId {
    StreamId::new(42, PATH)
}

fn filled(init: Init, shape: &[usize], axes: &[Axis]) -> ArrayD<f64> {
    let mut values = ArrayD::from_elem(IxDyn(shape), f64::NAN);
    init.fill_with_axes(&mut values, axes, stream()).unwrap();
    values
}

fn resolved(init: Init, shape: &[usize], axes: &[Axis]) -> Result<Resolved, InitErrorKind> {
    init.resolve_for(&Target::bare(shape, Some(axes), DType::F64))
}

fn square() -> Init {
    gates([orthogonal(), normal(0.0, 2.0), zeros(), scaled(orthogonal(), 0.5)])
}

#[test]
fn an_element_drawn_alone_has_the_bits_of_the_whole_parameter() {
    let mixed = mixture([(0.5, uniform(1.0, 2.0)), (0.5, normal(0.0, 1.0))]);
    let clipped = clamped(xavier_normal(), -0.1, 0.1);
    let init = gates([xavier_uniform(), mixed, clipped]);
    for (shape, axes, at) in [
        (&[3 * 40, 7][..], &[Axis::packed(3, Out), In.into()][..], 0),
        (&[7, 3 * 40], &[In.into(), Axis::packed(3, Out)], 1),
        (&[2, 3 * 5, 4], &[Batch.into(), Axis::packed(3, In), Out.into()], 1),
        (&[300], &[Axis::packed(3, Out)], 0),
    ] {
        let init = if shape.len() == 1 { gates([ones(), mixed, map(uniform(0.0, 1.0), ln)]) } else { init };
        let alone = if shape.len() == 1 {
            [ones(), mixed, map(uniform(0.0, 1.0), ln)]
        } else {
            [xavier_uniform(), mixed, clipped]
        };
        let values = filled(init, shape, axes);
        let len = shape[at] / 3;
        for (block, alone) in alone.into_iter().enumerate() {
            let expected = filled(alone, shape, axes);
            let of = |values: &ArrayD<f64>| {
                values.slice_axis(ndarray::Axis(at), (block * len..(block + 1) * len).into()).to_owned()
            };
            assert_eq!(of(&values), of(&expected), "{alone} in {shape:?}");
        }
    }
}

#[test]
fn orthogonal_blocks_are_orthogonal_and_differ() {
    for (shape, axes, at) in
        [([4 * 9, 9], [Axis::packed(4, Out), In.into()], 0), ([9, 4 * 9], [In.into(), Axis::packed(4, Out)], 1)]
    {
        let values = filled(square(), &shape, &axes).into_dimensionality::<ndarray::Ix2>().unwrap();
        let block = |i: usize| values.slice_axis(ndarray::Axis(at), (9 * i..9 * (i + 1)).into()).to_owned();
        let product = |i: usize| block(i).t().dot(&block(i));
        assert!((product(0) - Array2::<f64>::eye(9)).iter().all(|x| x.abs() < 1e-12));
        assert!((product(3) - Array2::<f64>::eye(9) * 0.25).iter().all(|x| x.abs() < 1e-12));
        assert!((block(0) - block(3) * 2.0).iter().any(|x| x.abs() > 0.1));
        assert_eq!(block(2).sum(), 0.0);
        // A block that is computed at once has the same values as the parameter of that name.
        for (i, alone) in [(0, orthogonal()), (3, scaled(orthogonal(), 0.5))] {
            let mut expected = Array2::<f64>::zeros((9, 9));
            let roles = if at == 0 { [Out, In] } else { [In, Out] };
            alone.fill(&mut expected, &roles, StreamId::new(42, &format!("{PATH}.{i}"))).unwrap();
            assert_eq!(block(i), expected);
        }
    }
}

#[test]
fn a_block_has_fans_and_a_shape_of_its_own() {
    // The fans are those of one block, not of all three: fan_in 300, fan_out 200.
    let values = filled(
        gates([xavier_uniform(), kaiming_normal().mode(FanOut), lecun_normal()]),
        &[600, 300],
        &[Axis::packed(3, Out), In.into()],
    );
    let values = values.into_dimensionality::<ndarray::Ix2>().unwrap();
    let bound = (6.0_f64 / 500.0).sqrt();
    let largest = values.slice(s![..200, ..]).iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    assert!(largest <= bound && largest > 0.999 * bound);
    assert!((values.slice(s![200..400, ..]).std(0.0) - 0.1).abs() < 1e-3);
    assert!((values.slice(s![400.., ..]).std(0.0) - (1.0_f64 / 300.0).sqrt()).abs() < 1e-3);

    const TABLE: Init = values_of_a_block();
    let gate = filled(gates([zeros(), TABLE]), &[2, 4], &[In.into(), Axis::packed(2, Out)]);
    assert_eq!(gate.into_raw_vec_and_offset().0, [0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 3.0, 4.0]);
    let biases = filled(gates([lstm_bias(), ones()]), &[8], &[Axis::packed(2, Out)]);
    assert_eq!(biases.into_raw_vec_and_offset().0, [0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    let grouped =
        filled(gates([dirac().groups(2), zeros()]), &[8, 2, 3], &[Axis::packed(2, Out), In.into(), Kernel.into()]);
    assert_eq!((grouped.sum(), grouped[[3, 1, 1]], grouped[[4, 0, 1]]), (4.0, 1.0, 0.0));
}

const fn values_of_a_block() -> Init {
    values(&[1.0, 2.0, 3.0, 4.0])
}

#[test]
fn under_and_over_other_combinators() {
    let axes = [Axis::packed(2, Out), In.into(), Kernel.into(), Kernel.into()];
    let plain = filled(gates([ones(), constant(3.0)]), &[8, 1, 2, 2], &axes);
    assert_eq!(filled(scaled(gates([ones(), constant(3.0)]), 2.0), &[8, 1, 2, 2], &axes), &plain * 2.0);
    assert_eq!(filled(clamped(gates([ones(), constant(3.0)]), 0.0, 2.0), &[8, 1, 2, 2], &axes).sum(), 48.0);
    assert_eq!(filled(icnr(2, gates([ones(), constant(3.0)])), &[8, 1, 2, 2], &axes), plain);
    let mut inside = Array4::<f64>::zeros((8, 1, 2, 2));
    gates([icnr(2, normal(0.0, 1.0)), zeros()]).fill_with_axes(&mut inside, &axes, stream()).unwrap();
    assert_eq!(inside.slice(s![0, .., .., ..]), inside.slice(s![3, .., .., ..]));
    assert_ne!(inside[[0, 0, 0, 0]], inside[[0, 0, 0, 1]]);
    let either = filled(mixture([(0.5, gates([ones(), constant(3.0)])), (0.5, zeros())]), &[8, 1, 2, 2], &axes);
    let mut seen: Vec<_> = either.iter().copied().collect();
    seen.sort_by(f64::total_cmp);
    seen.dedup();
    assert_eq!(seen, [0.0, 1.0, 3.0]);
    let can_fail = |init: Init| resolved(init, &[4], &[Axis::packed(2, Out)]).unwrap().can_fail();
    assert!(can_fail(gates([map(ones(), f64::sqrt), zeros()])) && !can_fail(gates([ones(), zeros()])));
}

#[test]
fn slices_are_slices_of_the_whole() {
    let bias = gates([chrono(50.0), normal(0.0, 1.0)]);
    for (init, shape, axes) in [
        (square(), &[4 * 9, 9][..], &[Axis::packed(4, Out), In.into()][..]),
        (square(), &[9, 4 * 9], &[In.into(), Axis::packed(4, Out)]),
        (square(), &[3, 4 * 9, 9], &[Batch.into(), Axis::packed(4, Out), In.into()]),
        (bias, &[2 * 40], &[Axis::packed(2, Out)]),
    ] {
        let resolved = resolved(init, shape, axes).unwrap();
        let whole = filled(init, shape, axes).into_raw_vec_and_offset().0;
        let count = whole.len();
        for (start, end) in [(0, count), (1, count - 1), (count / 3, count / 2), (count - 1, count), (5, 5)] {
            let mut out = vec![f64::NAN; end - start];
            resolved.fill(StreamId::new(42, PATH), start as u64, &mut out).unwrap();
            assert_eq!(out, whole[start..end], "{init} {start}..{end}");
        }
        let mut beyond = [0.0; 2];
        assert!(matches!(
            resolved.fill(StreamId { seed: 42, number: 0 }, count as u64 - 1, &mut beyond),
            Err(InitErrorKind::Count { .. })
        ));
    }
}

#[test]
fn moments_are_those_of_all_elements() {
    let init = gates([normal(1.0, 0.5), orthogonal(), zeros(), constant(-2.0)]);
    let shape = [4 * 250, 200];
    let axes = [Axis::packed(4, Out), In.into()];
    let (mean, std) = resolved(init, &shape, &axes).unwrap().moments().unwrap();
    assert!((mean + 0.25).abs() < 1e-12);
    let expected = (0.25 * (1.25 + 1.0 / 250.0 + 4.0) - 0.0625_f64).sqrt();
    assert!((std - expected).abs() < 1e-12);
    let values = filled(init, &shape, &axes);
    assert!((values.mean().unwrap() - mean).abs() < 2e-3 && (values.std(0.0) - std).abs() < 2e-3);
    let unknown = gates([zeros(), map(ones(), f64::abs), zeros(), zeros()]);
    assert_eq!(resolved(unknown, &shape, &axes).unwrap().moments(), None);
}

#[test]
fn empty_parameters() {
    assert_eq!(filled(square(), &[0, 9], &[Axis::packed(4, Out), In.into()]).len(), 0);
    assert_eq!(filled(square(), &[36, 0], &[Axis::packed(4, Out), In.into()]).len(), 0);
}

#[test]
fn what_has_no_place_for_the_blocks() {
    let of = |init: Init, shape: &[usize], axes: &[Axis]| text(resolved(init, shape, axes));
    let two = gates([zeros(), ones()]);
    let none = "`gates` needs blocks packed along an axis, but the parameter declares none\n\
                help: say on its field where they are, such as `#[init(axes = [";
    assert_eq!(of(two, &[4, 4], &[Out.into(), In.into()]), format!("{none}2 * out, in])]`"));
    assert_eq!(of(two, &[4], &[Out.into()]), format!("{none}2 * out])]`"));
    let mut bare = Array1::<f32>::zeros(4);
    assert_eq!(text(two.fill(&mut bare, &[], stream())), format!("{none}2 * out])]`"));
    assert_eq!(
        of(two, &[4, 4], &[Axis::packed(2, Out), Axis::packed(2, In)]),
        "`gates` needs blocks packed along one axis, but the parameter declares them along 2\n\
         help: narrow the pattern, or mend `axes` on its field"
    );
    assert_eq!(
        of(two, &[4, 9], &[In.into(), Axis::packed(3, Out)]),
        "`gates` lists 2 initializers, but the parameter has 3 blocks\n\
         help: list one for each block, in the order in which they are packed"
    );
    assert!(of(gates([zeros()]), &[9], &[Axis::packed(3, Out)]).starts_with("`gates` lists 1 initializer, but"));
    assert!(of(two, &[5], &[Axis::packed(2, Out)]).contains("axis 0 has length 5, which 2 blocks do not divide"));
    let eye_in_a_bias = of(gates([zeros(), eye()]), &[4], &[Axis::packed(2, Out)]);
    assert!(eye_in_a_bias.starts_with("`eye` needs rank 2, but the parameter has rank 1"), "{eye_in_a_bias}");
    let wrong = of(gates([zeros(), values(&[0.0; 4])]), &[4], &[Axis::packed(2, Out)]);
    assert!(wrong.starts_with("`values` has 4 values, but the parameter has 2 elements"), "{wrong}");
    // The check before a run uses the facts of one block.
    let mut matrix = Array3::<f32>::zeros((2, 8, 3));
    let axes = [Batch.into(), Axis::packed(2, Out), In.into()];
    assert_eq!(text(gates([values(&[0.0; 24]), zeros()]).fill_with_axes(&mut matrix, &axes, stream())), "fine");
}

#[test]
fn what_is_wrong_with_any_parameter() {
    const EMPTY: Init = gates([]);
    const NESTED: Init = gates([zeros(), scaled(gates([ones(), zeros()]), 2.0)]);
    const FULL: Init = gates([ones(); 15]);
    const OVER: Init = gates([ones(); 16]);
    const WRONG: Init = gates([zeros(), normal(0.0, -1.0)]);
    let of = |init: Init| init.any_fault(DTypeSet::NONE).map_or_else(|| "fine".to_owned(), |fault| fault.to_string());
    assert_eq!(of(EMPTY), "in `gates`: `gates` must have an initializer for each block");
    assert_eq!(
        of(NESTED),
        "`gates` cannot stand in `gates`: a block has no blocks of its own\n\
         help: list an initializer for each block of the parameter in one `gates`"
    );
    assert_eq!(of(FULL), "fine");
    assert!(of(OVER).starts_with("an initializer can have 16 nodes at most"));
    assert_eq!(of(WRONG), "in `normal`: `std` must be a finite number, not negative");
    assert_eq!(of(gates([zeros().gain(Gain::Relu)])), "`zeros` takes no `gain`");
    assert_eq!(of(gates([zeros()]).gain(Gain::Relu)), "`gates` takes no `gain`");
    assert_eq!(gates([zeros(), xavier_uniform()]).needs().fans, Some("xavier_uniform"));
    assert_eq!(gates([zeros()]).needs().form, Some("gates"));
    for init in [EMPTY, NESTED, OVER] {
        let _ = format!("{init} {init:?} {:?}", init.needs());
        assert!(resolved(init, &[4], &[Axis::packed(2, Out)]).is_err());
    }
}
