//! Parameters of half types: beside others in a model, with every kind of initializer.

use std::error::Error;

use half::{bf16, f16};
use ndarray::{Array1, Array2, Array4, ArrayD, Zip};
use paraminit::axes::Role;
use paraminit::dtype::DType;
use paraminit::init::{self, InitErrorKind};
use paraminit::prelude::*;
use paraminit::sample::Stored;
use rand::RngExt;
use rand_distr::Exp;

use crate::Initialized;

#[derive(Initialize, Debug, PartialEq)]
#[init(** => pytorch)]
struct Mixed {
    single: Dense<4, 8>,
    brain: Dense<8, 3, bf16>,
    half: Dense<4, 8, f16>,
    double: Dense<2, 3, f64>,
    #[init(shape = [3, 5], trunc_normal(0.02))]
    embedding: Array2<bf16>,
    #[init(ones)]
    scale: f16,
    #[init(normal(0.0, 1.0))]
    raw: [[bf16; 4]; 3],
    #[init(shape = [7], uniform(0.0, 1.0))]
    list: Vec<f16>,
    #[init(shape = [6], mixture { 0.5 => zeros, 0.5 => uniform(5.0, 10.0) })]
    maybe: Option<Array1<f16>>,
}

/// The same paths in `f32`.
#[derive(Initialize)]
#[init(** => pytorch)]
struct Single {
    brain: Dense<8, 3>,
    half: Dense<4, 8>,
    #[init(normal(0.0, 1.0))]
    raw: [[f32; 4]; 3],
}

fn widened(view: &View<'_>) -> Vec<f64> {
    view.values().collect()
}

fn rounded(element: DType, view: &View<'_>) -> Vec<f64> {
    view.values().map(|value| element.round(value)).collect()
}

#[test]
fn a_model_of_many_types() -> Result<(), Box<dyn Error>> {
    let net = Mixed::init(42)?;
    let single = Single::init(42)?;
    for (path, element) in
        [("brain.weight", DType::Bf16), ("brain.bias", DType::Bf16), ("half.weight", DType::F16), ("raw", DType::Bf16)]
    {
        let view = net.param(path)?;
        assert_eq!(view.dtype(), element, "{path}");
        assert_eq!(widened(&view), rounded(element, &single.param(path)?), "{path}");
    }
    assert_eq!(net.scale, f16::ONE);
    assert_eq!(net.param("raw")?.shape(), [3, 4]);
    assert_eq!(net.list.len(), 7);
    assert!(net.embedding.iter().all(|x| *x != bf16::ZERO && x.to_f32().abs() <= 0.04));
    let output = net.half.forward(&Array2::from_elem((2, 4), f16::ONE))?;
    assert_eq!(output.dim(), (2, 8));
    Ok(())
}

#[test]
fn rules_apply_and_plan() -> Result<(), Box<dyn Error>> {
    let mut net = Mixed::init(42)?;
    let rules = init! { <Mixed>
        brain.weight | half.weight => orthogonal,
        raw => values(&[0.1, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]),
        list => |p| init::constant(if p.shape() == [7] { 7.0 } else { 0.0 }),
        ** => default,
    };
    let plan = rules.plan(&net).to_string();
    assert!(plan.contains("orthogonal") && plan.contains("embedding"), "{plan}");
    rules.apply(&mut net, 7)?;
    assert_eq!(net.list, [f16::from_f32(7.0); 7]);
    assert_eq!(net.raw[0][0], bf16::from_f32(0.1));
    assert_eq!(net, rules.build(7)?);
    Ok(())
}

/// `custom` sees a view of the parameter's own type; values are rounded, and infinite ones refused.
#[test]
fn initializers_of_the_user() -> Result<(), Box<dyn Error>> {
    struct Large(f64);

    impl Initializer for Large {
        fn initialize(&self, param: &ParamInfo, mut values: ViewMut<'_>, stream: &mut Stream) -> Initialized {
            assert!(matches!(values, ViewMut::F16(_)) && param.dtype() == DType::F16);
            values.fill_with(|| self.0 * stream.random_range(0.5..1.0));
            Ok(())
        }
    }

    let mut net = Mixed::init(42)?;
    let before = net.list.clone();
    let failed = init! { <Mixed> list => custom(&Large(200_000.0)), ** => keep }.apply(&mut net, 1).unwrap_err();
    assert!(failed.to_string().contains("too large for `f16`\nhelp: the largest `f16` is 65504"), "{failed}");
    assert_eq!(net.list, before);
    init! { <Mixed> list => custom(&Large(2.0)), ** => keep }.apply(&mut net, 1)?;
    assert!(net.list.iter().all(|x| (1.0..=2.0).contains(&x.to_f32())));

    let rules = init! { <Mixed> embedding => sample(Exp::new(1.0)?), ** => keep };
    rules.apply(&mut net, 1)?;
    let drawn = net.embedding.clone();
    assert!(drawn.iter().all(|x| x.to_f32() >= 0.0));
    rules.apply(&mut net, 1)?;
    assert_eq!(net.embedding, drawn);

    let failed = init! { <Mixed> scale => map(constant(60000.0), double), ** => keep }.apply(&mut net, 1);
    assert!(failed.unwrap_err().to_string().contains("too large for `f16`"));
    Ok(())
}

const fn double(x: f64) -> f64 {
    2.0 * x
}

/// Every initializer computes in `f32` and rounds once.
#[test]
fn every_initializer_rounds_the_values_of_f32() {
    use Role::{In, Kernel, Out};
    fn check<T: Scalar<Computed = f32>>(initializer: &Init, shape: &[usize], roles: &[Role]) {
        let mut single = ArrayD::<f32>::zeros(shape);
        let mut half = ArrayD::<T>::from_elem(shape, T::default());
        initializer.fill(&mut single, roles, StreamId::new(42, "w")).unwrap();
        initializer.fill(&mut half, roles, StreamId::new(42, "w")).unwrap();
        Zip::from(&single).and(&half).for_each(|&single, &half| {
            let expected = <T as Stored>::DTYPE.round(f64::from(single));
            assert_eq!(f64::from(half.to_computed()), expected, "{initializer}: {single}");
        });
    }
    let matrix: (&[usize], &[Role]) = (&[37, 60], &[Out, In]);
    let kernel: (&[usize], &[Role]) = (&[12, 8, 3, 3], &[Out, In, Kernel, Kernel]);
    let cases = vec![
        (init::constant(0.1), matrix),
        (init::normal(0.0, 0.02), matrix),
        (init::kaiming_normal(), matrix),
        (init::xavier_normal(), kernel),
        (init::orthogonal(), matrix),
        (init::orthogonal().gain(Gain::Tanh), kernel),
        (init::delta_orthogonal(), kernel),
        (init::sparse(0.3), matrix),
        (init::eye().gain(Gain::Value(0.1)), matrix),
        (init::dirac(), kernel),
        (init::zero_init(), kernel),
        (init::bilinear(), kernel),
        (init::stft(), (&[16, 1, 9], &[])),
        (init::lstm_bias().forget(0.3), (&[20], &[])),
        (init::icnr(2, init::kaiming_normal()), kernel),
        (init::scaled(init::scaled(init::normal(0.0, 0.3), 0.1), 3.3), matrix),
        (init::scaled(init::orthogonal(), 0.3), matrix),
        (init::clamped(init::normal(0.0, 1.0), -0.3, 1.1), matrix),
        (init::map(init::normal(0.0, 1.0), f64::abs), matrix),
        (init::mixture([(0.3, init::normal(0.0, 1.0)), (0.7, init::constant(0.1))]), matrix),
        (init::mixture([(0.3, init::orthogonal()), (0.7, init::normal(0.0, 1.0))]), matrix),
    ];
    for (initializer, (shape, roles)) in cases {
        check::<f16>(&initializer, shape, roles);
        check::<bf16>(&initializer, shape, roles);
    }
}

#[test]
fn orthogonal_up_to_the_rounding() {
    // Each entry is off by half a unit of its last place at most, relative to its size; a column has norm 1. So a
    // product of two columns is off by twice that at most, and by the square.
    fn check<T: Scalar>(unit: f64) {
        let mut w = Array2::<T>::from_elem((96, 40), T::default());
        init::orthogonal().fill(&mut w, &[], StreamId::new(42, "w")).unwrap();
        let view: ArrayD<f64> =
            ArrayD::from_shape_vec(vec![96, 40], T::view(w.view().into_dyn()).values().collect()).unwrap();
        let w = view.into_dimensionality::<ndarray::Ix2>().unwrap();
        let difference = w.t().dot(&w) - Array2::<f64>::eye(40);
        let largest = difference.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        assert!(largest <= 2.0 * unit + unit * unit + 1e-5, "{largest:e}");
        assert!(largest > unit / 100.0, "it was rounded: {largest:e}");
    }
    check::<f16>(2.0_f64.powi(-11));
    check::<bf16>(2.0_f64.powi(-8));
}

/// Threads and views in any layout leave the bits alone.
#[test]
fn large_and_strided_parameters() -> Result<(), InitErrorKind> {
    #[derive(Initialize)]
    struct Large {
        #[init(shape = [1000, 301], uniform(0.0, 1.0))]
        w: Array2<bf16>,
    }
    let large = Large::init(42).unwrap();
    let mut alone = Array2::from_elem((1000, 301), bf16::ZERO);
    init::uniform(0.0, 1.0).fill(&mut alone, &[], StreamId::new(42, "w"))?;
    assert_eq!(large.w, alone);
    let mut turned = Array2::from_elem((301, 1000), bf16::ZERO).reversed_axes();
    init::uniform(0.0, 1.0).fill(&mut turned, &[], StreamId::new(42, "w"))?;
    assert_eq!(turned, alone);
    assert!(alone.iter().all(|x| (bf16::ZERO..bf16::ONE).contains(x)));
    Ok(())
}

#[test]
fn what_a_half_type_does_not_hold() {
    let faults = |initializer: &Init| {
        let mut values = Array4::from_elem((1, 2, 3, 4), f16::ONE);
        let cause = initializer.fill(&mut values, &[], StreamId::new(42, "w")).unwrap_err();
        assert!(values.iter().all(|&x| x == f16::ONE));
        cause.to_string()
    };
    assert!(faults(&init::constant(70000.0)).contains("`v` is too large for `f16`"));
    assert!(faults(&init::constant(1e-9)).contains("too small for `f16`"));
    assert!(faults(&init::normal(0.0, 7000.0)).contains("too large for `f16`"));
    assert!(faults(&init::uniform(1.0001, 1.0002)).contains("one number in `f16`"));
    assert!(faults(&init::uniform(1.0004, 1.0006)).contains("no number of `f16`"));
    assert!(faults(&init::scaled(init::constant(40000.0), 2.0)).contains("too large for `f16`"));
    // What is computed on the way must fit into f32 only, and so must the span.
    let mut values = Array1::from_elem(9, f16::ZERO);
    let back = init::scaled(init::scaled(init::constant(40000.0), 2.0), 0.5);
    back.fill(&mut values, &[], StreamId::new(42, "w")).unwrap();
    assert!(values.iter().all(|x| x.to_f32() == 40000.0));
    init::uniform(-60000.0, 60000.0).fill(&mut values, &[], StreamId::new(42, "w")).unwrap();
    assert!(values.iter().all(|x| x.is_finite()));
}
