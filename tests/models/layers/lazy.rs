//! Lazy layers: what a run decides before the sizes are known comes out as if they had been.

use std::error::Error;

use ndarray::{Array1, Array2};
use paraminit::init::{from_fn, normal};
use paraminit::layers::{LayerError, LayerErrorKind};
use paraminit::prelude::*;
use paraminit::{FailureKind, InitErrorKind};
use rand_distr::Gamma;

use crate::Initialized;

#[derive(Clone, Debug, Initialize)]
struct Lazy {
    #[init(dims { outputs: 8 })]
    hidden: LazyDense,
    #[init(dims { outputs: 1 })]
    output: LazyDense,
}

impl Lazy {
    fn forward(&self, x: &Array2<f32>) -> Result<Array2<f32>, Box<dyn Error>> {
        Ok(self.output.forward(&Relu.forward(&self.hidden.forward(x)?)?)?)
    }
}

#[derive(Initialize)]
struct Eager {
    hidden: Dense<4, 8>,
    #[init(dims { inputs: 8, outputs: 1 })]
    output: DynDense,
}

fn x() -> Array2<f32> {
    Array2::from_shape_fn((2, 4), |(r, c)| (r + c) as f32 / 3.0)
}

fn assert_same(lazy: &Lazy, eager: &Eager) {
    assert_eq!(lazy.hidden.weight().expect("ready"), eager.hidden.weight());
    assert_eq!(lazy.hidden.bias().expect("ready"), eager.hidden.bias());
    assert_eq!(lazy.output.weight().expect("ready"), eager.output.weight());
    assert_eq!(lazy.output.bias().expect("ready"), eager.output.bias());
}

/// Both models by the same rules.
macro_rules! both {
    ($($rules:tt)*) => { (init! { <Lazy> $($rules)* }, init! { <Eager> $($rules)* }) };
}

#[test]
fn the_default_is_that_of_the_eager_layer() -> Result<(), Box<dyn Error>> {
    let (lazy, eager) = (Lazy::init(42)?, Eager::init(42)?);
    lazy.forward(&x())?;
    assert_same(&lazy, &eager);
    // The bias took the fans of its weight: all within 1/sqrt(4), not all within 1/sqrt(8).
    let most = lazy.hidden.bias()?.iter().fold(0.0_f32, |most, b| most.max(b.abs()));
    assert!(most <= 0.5 && most > 0.36, "{most}");
    Ok(())
}

#[test]
fn rules_of_every_kind() -> Result<(), Box<dyn Error>> {
    let depth = 3.0;
    let check = |(lazy, eager): (Rules<'_, Lazy>, Rules<'_, Eager>)| -> Result<(), Box<dyn Error>> {
        let (lazy, eager) = (lazy.build(7)?, eager.build(7)?);
        lazy.forward(&x())?;
        assert_same(&lazy, &eager);
        Ok(())
    };
    check(both! { **.weight => kaiming_normal(mode = FanOut), **.bias => constant(0.1) })?;
    check(both! { **.weight => orthogonal(gain = Relu), **.bias => uniform(-1.0, 1.0) })?;
    check(both! { ** => pytorch })?;
    check(both! { ** => keras })?;
    check(both! { ** => flax })?;
    check(both! { **.weight => sparse(0.5), **.bias => default })?;
    check(both! { **.weight => |_p| normal(0.0, 0.02 / depth), **.bias => { init::constant(depth) } })?;
    check(both! { **.weight => map(xavier_uniform, double), **.bias => mixture { 0.5 => zeros, 0.5 => ones } })
}

const fn double(x: f64) -> f64 {
    2.0 * x
}

#[test]
fn seeds_have_places_and_arrays_have_elements() -> Result<(), Box<dyn Error>> {
    let lazy = LazyDense::<f64>::init_with(LazyDenseDims { outputs: 8 }, Seed::new(42).at("a.b"))?;
    let eager = Dense::<4, 8, f64>::init(Seed::new(42).at("a.b"))?;
    assert_eq!(lazy.ready(4)?.weight(), eager.weight());
    assert_eq!(lazy.bias()?, eager.bias());
    let bare = LazyDense::<f32, NoBias>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    assert_eq!(bare.ready(4)?.weight(), Dense::<4, 8, f32, NoBias>::init(42)?.weight());
    Ok(())
}

/// `|p|`, `custom` and `sample` in an attribute outlive the run.
#[derive(Initialize)]
struct Kept<L: Initialize> {
    #[init(weight => |p| normal(0.0, 1.0 / p.fan_in() as f64), bias => sample(Gamma::new(2.0, 1.0).expect("positive")))]
    layer: L,
}

impl Kept<LazyDense> {
    fn new() -> Result<Self, InitError> {
        Ok(Self { layer: LazyDense::init_with(LazyDenseDims { outputs: 8 }, 0)? })
    }
}

#[test]
fn code_in_attributes_can_wait() -> Result<(), Box<dyn Error>> {
    let mut lazy = Kept::new()?;
    init! { <Kept<LazyDense>> ** => default }.apply(&mut lazy, 42)?;
    let mut eager = Kept { layer: Dense::<4, 8>::init(0)? };
    init! { <Kept<Dense<4, 8>>> ** => default }.apply(&mut eager, 42)?;
    assert_eq!(lazy.layer.ready(4)?.weight(), eager.layer.weight());
    assert_eq!(lazy.layer.bias()?, eager.layer.bias());
    Ok(())
}

struct Ones;

impl Initializer for Ones {
    fn initialize(&self, _: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        values.fill_with(|| 1.0);
        Ok(())
    }
}

#[test]
fn code_in_rules_cannot_wait() -> Result<(), Box<dyn Error>> {
    let rules = init! { <Lazy>
        hidden.weight => custom(&Ones),
        hidden.bias => sample(Gamma::new(2.0, 1.0).expect("positive")),
        output.weight => |p| normal(0.0, 1.0 / p.fan_in() as f64),
        output.bias => { from_fn(|p| normal(0.0, 1.0 / p.shape()[0] as f64)) },
    };
    let error = rules.build(42).expect_err("three cannot wait");
    let causes: Vec<_> = error.failures().iter().map(|failure| (&*failure.path, &failure.cause)).collect();
    assert!(
        matches!(
            causes[..],
            [
                ("hidden.weight", FailureKind::CannotWait { .. }),
                ("hidden.bias", FailureKind::CannotWait { .. }),
                ("output.weight", FailureKind::NoFans { .. }),
            ]
        ),
        "{error}"
    );
    assert!(error.to_string().contains("hold"), "{error}");
    // The plan says the same before.
    let plan = rules.plan(&Lazy::init(0)?);
    assert!(plan.to_string().contains("error: `custom("), "{plan}");
    assert!(plan.check().is_err());

    // Once the sizes are known, all of them work.
    let mut net = Lazy::init(1)?;
    net.forward(&x())?;
    rules.apply(&mut net, 42)?;
    assert!(net.hidden.weight()?.iter().all(|w| *w == 1.0));
    Ok(())
}

#[test]
fn a_failed_run_changes_nothing() -> Result<(), Box<dyn Error>> {
    let mut net = Lazy::init(42)?;
    let rules = init! { <Lazy> output.weight => custom(&Ones), ** => constant(3.0) };
    rules.apply(&mut net, 1).expect_err("custom cannot wait");
    net.forward(&x())?;
    assert_same(&net, &Eager::init(42)?);
    Ok(())
}

#[test]
fn another_run_replaces_the_decision() -> Result<(), Box<dyn Error>> {
    let mut net = Lazy::init(42)?;
    init! { <Lazy> **.weight => constant(3.0), **.bias => keep }.apply(&mut net, 1)?;
    let other = net.clone();
    net.forward(&x())?;
    assert!(net.hidden.weight()?.iter().all(|w| *w == 3.0));
    assert_eq!(net.hidden.bias()?, Eager::init(42)?.hidden.bias(), "kept what the first run decided");
    // What exists is initialized at once; a copy made before is on its own.
    init! { <Lazy> ** => constant(4.0) }.apply(&mut net, 1)?;
    assert!(net.hidden.weight()?.iter().all(|w| *w == 4.0));
    assert!(other.hidden.weight().is_err());
    Ok(())
}

#[test]
fn a_new_model_has_nothing_to_keep() {
    let error = init! { <Lazy> **.weight => keep, ** => default }.build(42).expect_err("it is new");
    assert!(error.failures().iter().all(|failure| matches!(failure.cause, FailureKind::NothingToKeep)), "{error}");
    assert_eq!(error.failures().len(), 2);
}

#[test]
fn before_the_first_input_everything_says_so() -> Result<(), Box<dyn Error>> {
    let mut net = Lazy::init(42)?;
    assert_eq!(net.named_parameters().len(), 0);
    assert_eq!(net.pending_parameters(), ["hidden.weight", "hidden.bias", "output.weight", "output.bias"]);
    let unknown = net.param("hidden.weight").expect_err("it does not exist");
    assert!(unknown.is_pending());
    assert_eq!(
        unknown.to_string(),
        "the parameter `hidden.weight` does not exist yet: its layer has not seen an input"
    );
    assert!(!net.param("hidden.wieght").expect_err("a slip").is_pending());
    assert!(net.param_mut("output.bias").expect_err("it does not exist").is_pending());
    for error in [net.hidden.weight().err(), net.hidden.bias().err(), net.output.weight_mut().err()] {
        assert!(matches!(error.as_ref().map(LayerError::kind), Some(LayerErrorKind::NotReady)), "{error:?}");
    }
    net.forward(&x())?;
    assert_eq!(net.param("hidden.weight")?.shape(), [8, 4]);
    assert!(net.pending_parameters().is_empty());
    Ok(())
}

#[test]
fn a_plan_knows_what_is_known() -> Result<(), Box<dyn Error>> {
    let rules = init! { <Lazy> hidden.weight => normal(0.0, 0.01), ** => default };
    let plan = rules.plan(&Lazy::init(42)?);
    let entries: Vec<_> = plan
        .entries()
        .iter()
        .map(|entry| (entry.info().outline(), entry.initializer().to_owned(), entry.moments()))
        .collect();
    let pytorch = || "pytorch".to_owned();
    assert_eq!(
        entries,
        [
            ("[8, ?]".to_owned(), "normal(0, 0.01)".to_owned(), Some((0.0, 0.01))),
            ("[8]".to_owned(), pytorch(), None),
            ("[1, ?]".to_owned(), pytorch(), None),
            ("[1]".to_owned(), pytorch(), None),
        ]
    );
    assert!(plan.to_string().contains("[8, ?]"), "{plan}");
    plan.check()?;
    Ok(())
}

#[test]
fn without_a_run_there_are_no_parameters() -> Result<(), Box<dyn Error>> {
    let layer = <LazyDense as Allocate>::allocate(&LazyDenseDims { outputs: 8 })?;
    let error = layer.forward(&x()).expect_err("nothing was decided");
    assert!(matches!(error.kind(), LayerErrorKind::NotInitialized), "{error}");
    Ok(())
}

/// What only the shape shows is found by the first input, and the layer stays as it was.
#[test]
fn what_the_first_input_finds_wrong() -> Result<(), Box<dyn Error>> {
    let rules = init! { <LazyDense> weight => values(&[1.0, 2.0, 3.0, 4.0]), bias => zeros };
    let layer = rules.build_with(LazyDenseDims { outputs: 2 }, 42)?;
    let error = layer.forward(&Array1::<f32>::ones(3)).expect_err("6 values are needed");
    let LayerErrorKind::Init(init) = error.kind() else { panic!("{error}") };
    assert!(matches!(init.failures()[0].cause, FailureKind::Initializer(InitErrorKind::Mismatch(_))), "{init}");
    assert_eq!(init.failures()[0].shape, [2, 3]);
    assert!(error.to_string().contains("weight"), "{error}");
    assert!(layer.get().is_none());
    assert_eq!(layer.forward(&Array1::<f32>::ones(2))?.to_vec(), [3.0, 7.0]);
    // From now on it has two inputs.
    let error = layer.forward(&Array1::<f32>::ones(3)).expect_err("it is made for 2");
    assert!(matches!(error.kind(), LayerErrorKind::Input { expected: 2, .. }), "{error}");
    // What is wrong with the number of outputs is found by the run.
    let error = init! { <LazyDense> weight => zeros, bias => values(&[1.0]) };
    let error = error.build_with(LazyDenseDims { outputs: 2 }, 42).expect_err("2 values are needed");
    assert_eq!(error.failures()[0].shape, [2]);
    Ok(())
}

#[test]
fn no_memory_holds_so_many_inputs() -> Result<(), Box<dyn Error>> {
    let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    let error = layer.ready(usize::MAX / 8).expect_err("too many");
    assert!(matches!(error.kind(), LayerErrorKind::Init(_)), "{error}");
    assert!(layer.get().is_none());
    Ok(())
}

#[test]
fn threads_may_race() -> Result<(), Box<dyn Error>> {
    let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 64 }, 42)?;
    let made: Vec<usize> = std::thread::scope(|scope| {
        let handles: Vec<_> =
            (0..8).map(|_| scope.spawn(|| layer.ready(64).map(|dense| core::ptr::from_ref(dense).addr()))).collect();
        handles.into_iter().map(|handle| handle.join().expect("no panic").expect("ready")).collect()
    });
    assert!(made.iter().all(|at| *at == made[0]));
    assert_eq!(layer.weight()?, Dense::<64, 64>::init(42)?.weight());
    Ok(())
}

/// A pair of layers that methods give.
struct Pair {
    first: LazyDense,
    second: LazyDense,
}

impl Pair {
    fn new() -> Self {
        let layer = || LazyDense::init_with(LazyDenseDims { outputs: 2 }, 0).expect("static");
        Self { first: layer(), second: layer() }
    }

    fn first(&self) -> &LazyDense {
        &self.first
    }

    fn first_mut(&mut self) -> &mut LazyDense {
        &mut self.first
    }

    fn second(&self) -> &LazyDense {
        &self.second
    }

    fn second_mut(&mut self) -> &mut LazyDense {
        &mut self.second
    }
}

#[derive(Initialize)]
#[init(remote = Pair, new = Pair::new())]
struct Twins {
    #[init(get = first, get_mut = first_mut)]
    first: LazyDense,
    #[init(get = second, get_mut = second_mut, key = "first")]
    second: LazyDense,
}

#[derive(Initialize)]
struct Holder {
    #[init(with = Twins)]
    pair: Pair,
}

#[test]
fn layers_that_methods_give_share_no_stream() {
    let mut holder = Holder { pair: Pair::new() };
    let rules = init! { <Holder> ** => default };
    let planned = rules.plan(&holder).check().expect_err("both hash to `pair.first`");
    let error = rules.apply(&mut holder, 42).expect_err("both hash to `pair.first`");
    assert_eq!(error.failures().len(), 2, "{error}");
    assert_eq!(error.to_string(), planned.to_string());
    // What the layer was made with is still decided.
    let alone = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 2 }, 0).expect("static");
    let weight = |layer: &LazyDense| layer.ready(4).expect("decided").weight().clone();
    assert_eq!(weight(&holder.pair.first), weight(&alone));
}
