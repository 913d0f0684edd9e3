//! A parameter's bits depend on the seed, its path, and the index of the element, and on nothing else.

use ndarray::{Array2, ShapeBuilder};
use paraminit::prelude::*;
use paraminit::stream::StreamId;

#[derive(Initialize)]
struct Before {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

/// The same model with a field more, in another order.
#[derive(Initialize)]
struct After {
    output: Dense<8, 1>,
    norm: (Dense<3, 3>, Dense<3, 3>),
    hidden: Dense<4, 8>,
}

/// The same model with a field renamed.
#[derive(Initialize)]
struct Renamed {
    #[init(key = "hidden")]
    first: Dense<4, 8>,
    output: Dense<8, 1>,
}

#[test]
fn new_and_reordered_fields_leave_the_others_alone() {
    let (before, after) = (Before::init(42).expect("static"), After::init(42).expect("static"));
    assert_eq!(before.hidden, after.hidden);
    assert_eq!(before.output, after.output);
    assert_ne!(before.hidden, Before::init(43).expect("static").hidden);
}

#[test]
fn a_key_keeps_the_bits_through_a_rename() {
    let (before, renamed) = (Before::init(42).expect("static"), Renamed::init(42).expect("static"));
    assert_eq!(before.hidden, renamed.first);
    assert_eq!(before.output, renamed.output);
    let rules = init! { <Renamed> first.weight => normal(0.0, 1.0), ** => keep };
    assert_eq!(rules.plan(&renamed).entries()[0].info().path().to_string(), "first.weight");
}

#[test]
fn one_parameter_alone_gets_what_the_whole_run_gave_it() {
    let whole = init! { <Before> **.weight => xavier_normal, **.bias => zeros };
    let alone = init! { <Before> hidden.weight => xavier_normal, ** => keep };
    let part = init! { <Dense<4, 8>> weight => xavier_normal, ** => keep };
    let built = whole.build(42).expect("static");

    let mut net = Before::init(7).expect("static");
    let output = net.output.clone();
    alone.apply(&mut net, 42).expect("the rule suits");
    assert_eq!(net.hidden.weight(), built.hidden.weight());
    assert_eq!(net.output, output);

    let mut net = Before::init(7).expect("static");
    part.apply(&mut net.hidden, Seed::new(42).at("hidden")).expect("the rule suits");
    assert_eq!(net.hidden.weight(), built.hidden.weight());

    let mut array = Array2::<f32>::zeros((8, 4));
    let stream = StreamId::new(42, "hidden.weight");
    init::xavier_normal().fill(&mut array, &[Out, In], stream).expect("axes are given");
    assert_eq!(&array, built.hidden.weight());
}

#[test]
fn two_places_do_not_share_bits() {
    let a = Dense::<4, 8>::init(Seed::new(42).at("a")).expect("static");
    let b = Dense::<4, 8>::init(Seed::new(42).at("b")).expect("static");
    assert_ne!(a.weight(), b.weight());
}

#[derive(Initialize)]
struct Layouts {
    #[init(axes = [out, in], trunc_normal(1.0))]
    matrix: Array2<f64>,
}

#[test]
fn memory_layout_does_not_matter() {
    let rules = init! { <Layouts> ** => default };
    let mut c = Layouts { matrix: Array2::zeros((37, 19)) };
    let mut f = Layouts { matrix: Array2::zeros((37, 19).f()) };
    rules.apply(&mut c, 1).expect("the rule suits");
    rules.apply(&mut f, 1).expect("the rule suits");
    assert!(!f.matrix.is_standard_layout());
    assert_eq!(c.matrix, f.matrix);
}

#[derive(Debug, PartialEq, Initialize)]
#[init(dims(rows))]
struct Large {
    #[init(shape = [rows, 700], normal(0.0, 1.0))]
    first: Array2<f32>,
    #[init(shape = [rows, 333], mixture { 0.5 => zeros, 0.5 => uniform(1.0, 2.0) })]
    second: Array2<f64>,
    #[init(len = 5, ** => trunc_normal(0.1))]
    small: Vec<[f32; 7]>,
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| Large::init_with(LargeDims { rows: 311 }, 42).expect("sized"))
    };
    let one = build(1);
    for threads in [2, 3, 7] {
        assert!(build(threads) == one, "{threads} threads");
    }
    let alone = init! { <Large> first => normal(0.0, 1.0), ** => zeros };
    assert_eq!(alone.build_with(LargeDims { rows: 311 }, 42).expect("sized").first, one.first);
}

/// The values themselves. A change here is a breaking change of the stream contract.
#[test]
fn golden_values() {
    let net = init! { <Before> hidden.weight => normal(0.0, 1.0), ** => uniform(-1.0, 1.0) }.build(42).expect("static");
    let bits = |values: &[f32]| -> Vec<u32> { values.iter().map(|value| value.to_bits()).collect() };
    let weights: Vec<f32> = net.hidden.weight().iter().copied().take(4).collect();
    let biases: Vec<f32> = net.hidden.bias().iter().copied().take(4).collect();
    assert_eq!(bits(&weights), GOLDEN_NORMAL, "{weights:?}");
    assert_eq!(bits(&biases), GOLDEN_UNIFORM, "{biases:?}");
}

const GOLDEN_NORMAL: [u32; 4] = [0x3f8a_7faf, 0xbd0a_e378, 0xbfc6_34ae, 0xbf53_7582];
const GOLDEN_UNIFORM: [u32; 4] = [0xbf61_16a6, 0xbe9d_3d10, 0xbf07_0ac6, 0x3ec9_9b5c];
