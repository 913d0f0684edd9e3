//! Parameters that follow from others: `derived = f(v)`.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::cast_possible_truncation,
    reason = "the functions have one signature, and the numbers are small"
)]

use std::error::Error;

use ndarray::{Array1, Array2, ArrayD, Axis};
use paraminit::init::{DeriveErrorKind, Given};
use paraminit::observe::{Done, Observer, Totals};
use paraminit::prelude::*;
use paraminit::{FailureKind, io};

type Made = Result<ArrayD<f64>, Box<dyn Error + Send + Sync>>;

/// The norm of each output's weights.
fn norms(given: Given<'_>) -> Made {
    Ok(given.array.map_axis(Axis(1), |row| row.mapv(|w| w * w).sum().sqrt()))
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct WeightNorm {
    #[init(shape = [3], derived = norms(v))]
    g: Array1<f32>,
    #[init(shape = [3, 5], axes = [out, in], normal(0.0, 1.0))]
    v: Array2<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    layers: [WeightNorm; 2],
}

fn follows(layer: &WeightNorm) -> bool {
    let norm = |row: ndarray::ArrayView1<'_, f32>| row.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>().sqrt() as f32;
    layer.g.iter().zip(layer.v.rows()).all(|(g, row)| *g == norm(row))
}

#[test]
fn it_follows_in_every_run() {
    let mut net = Net::init(1).expect("static");
    assert!(net.layers.iter().all(follows));
    // General rules mean the array, not what follows from it.
    let rules = init! { <Net> ** => uniform(-1.0, 1.0) };
    rules.apply(&mut net, 2).expect("it suits");
    assert!(net.layers.iter().all(follows));
    assert_eq!(rules.build(2).expect("it suits"), net);
    // One layer anew: the other keeps what training made of it.
    net.layers[0].g.fill(7.0);
    let some = init! { <Net> layers[1].v => xavier_normal, ** => keep };
    some.apply(&mut net, 3).expect("it suits");
    assert!(follows(&net.layers[1]) && net.layers[0].g == Array1::from_elem(3, 7.0));
    // Alone at its place.
    let alone = WeightNorm::init(Seed::new(1).at("layers").at("1")).expect("static");
    assert_eq!(alone, Net::init(1).expect("static").layers[1]);
}

#[test]
fn a_rule_that_names_it_beats_it() {
    let net = init! { <Net> <WeightNorm>.g => ones, ** => zeros }.build(1).expect("it suits");
    assert!(
        net.layers.iter().all(|layer| layer.g == Array1::<f32>::ones(3) && layer.v == Array2::<f32>::zeros((3, 5)))
    );
    let mut net = Net::init(1).expect("static");
    let before = net.layers[1].g.clone();
    init! { <Net> **.g => keep, ** => default }.apply(&mut net, 2).expect("it suits");
    assert_eq!(net.layers[1].g, before);
}

// DoRA: the magnitude follows from weights that were loaded, and a checkpoint's own is taken where there is one.
#[test]
fn it_follows_from_loaded_values_and_is_loaded_itself() {
    let trained = Net::init(5).expect("static");
    let mut bare = Net::init(6).expect("static");
    let weights = std::collections::BTreeMap::from([
        ("layers.0.v", trained.layers[0].v.clone()),
        ("layers.1.v", trained.layers[1].v.clone()),
    ]);
    io::load(&mut bare, init::from(&weights).allow_missing(["**.g"])).expect("it fits");
    assert_eq!(bare, trained);
    let built = init! { <Net> **.v => from(&weights), ** => default }.build(1).expect("it fits");
    assert_eq!(built, trained);
    let mut trained = trained;
    trained.layers[1].g.fill(2.0);
    let loaded = init! { <Net> ** => from(&trained) }.build(1).expect("it fits");
    assert_eq!(loaded, trained);
}

#[test]
fn plans_and_explanations_say_from_what_it_follows() {
    let net = Net::init(1).expect("static");
    let rules = init! { <Net> ** => zeros };
    let plan = rules.plan(&net);
    assert_eq!(plan.entries()[0].initializer(), "norms(v)");
    assert!(plan.check().is_ok());
    let why = rules.explain(&net, "layers.0.g").expect("there is one").to_string();
    assert!(why.contains("norms(v)") && why.contains("fixed"), "{why}");
    let kept = init! { <Net> ** => keep }.plan(&net);
    assert_eq!(kept.entries()[0].initializer(), "keep");
}

/// What was reported, in order.
struct Log(Vec<String>);

impl Observer for Log {
    fn start(&mut self, totals: Totals) -> core::ops::ControlFlow<()> {
        self.0.push(format!("start {}", totals.parameters));
        core::ops::ControlFlow::Continue(())
    }

    fn done(&mut self, done: &Done<'_>) -> core::ops::ControlFlow<()> {
        self.0.push(done.info.path().to_string());
        core::ops::ControlFlow::Continue(())
    }
}

#[test]
fn observers_see_it_after_its_source() {
    let mut log = Log(Vec::new());
    let mut net = Net::init(1).expect("static");
    init! { <Net> ** => zeros }.observed(&mut log).apply(&mut net, 2).expect("it suits");
    assert_eq!(log.0[0], "start 4");
    let at = |path: &str| log.0.iter().position(|seen| seen == path).expect("it was reported");
    assert!(at("layers.1.v") < at("layers.1.g"), "{:?}", log.0);
    assert_eq!(log.0.len(), 5);
    assert!(net.layers.iter().all(follows));
}

fn failing(_: Given<'_>) -> Made {
    Err("not today".into())
}

fn infinite(given: Given<'_>) -> Made {
    Ok(given.array / 0.0)
}

fn transposed(given: Given<'_>) -> Made {
    Ok(given.array.reversed_axes())
}

fn asking(given: Given<'_>) -> Made {
    Ok(given.other("w")?)
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Faulty {
    #[init(shape = [2, 3], ones)]
    w: Array2<f64>,
    #[init(shape = [2, 3], derived = failing(w))]
    fails: Array2<f64>,
    #[init(shape = [2, 3], derived = infinite(w))]
    infinite: Array2<f64>,
    #[init(shape = [2, 3], derived = transposed(w))]
    turned: Array2<f64>,
    #[init(shape = [2, 3], derived = asking(w))]
    asks: Array2<f64>,
    #[init(shape = [2, 3], derived = transposed(layer))]
    of_a_layer: Array2<f64>,
    #[init(skip)]
    note: u8,
    layer: Dense<2, 3>,
}

#[test]
fn what_cannot_follow_is_an_error_and_the_model_stays() {
    let zeros = || Array2::zeros((2, 3));
    let layer = Dense::init(1).expect("static");
    let (fails, infinite, turned, asks, of_a_layer) = (zeros(), zeros(), zeros(), zeros(), zeros());
    let mut net = Faulty { w: zeros(), fails, infinite, turned, asks, of_a_layer, note: 0, layer };
    let before = net.clone();
    let error = net.reinit(7).unwrap_err();
    assert_eq!(net, before);
    let causes: Vec<String> = error.failures().iter().map(|failure| failure.cause.to_string()).collect();
    assert_eq!(causes[0], "`failing(w)`: not today");
    assert!(matches!(error.failures()[1].cause, FailureKind::Initializer(_)), "{}", causes[1]);
    assert_eq!(
        causes[2],
        "`transposed(w)` makes [3, 2], and the parameter has [2, 3]\nhelp: return an array of the parameter's shape"
    );
    let FailureKind::Derived(kind) = &error.failures()[4].cause else { panic!("{error}") };
    assert!(matches!(&**kind, DeriveErrorKind::Unreadable { path } if path == "layer"), "{kind}");
}
