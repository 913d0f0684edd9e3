//! Rows with values of their own, such as those of padding: whatever initializer the array gets.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use std::ops::ControlFlow;

use ndarray::{Array1, Array2, s};
use paraminit::FailureKind;
use paraminit::io;
use paraminit::layers::Embedding;
use paraminit::observe::Observer;
use paraminit::prelude::*;

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(words))]
struct Net {
    #[init(dims { tokens: words, features: 8 }, rows(weight[0] => zeros))]
    tokens: Embedding,
    #[init(shape = [words, 4], axes = [in, out], normal(0.0, 1.0), rows([last] => ones, [1..3] => constant(0.5)))]
    kinds: Array2<f32>,
    head: Dense<8, 2>,
}

/// The same without rows.
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(words))]
struct Plain {
    #[init(dims { tokens: words, features: 8 })]
    tokens: Embedding,
    #[init(shape = [words, 4], axes = [in, out], normal(0.0, 1.0))]
    kinds: Array2<f32>,
    head: Dense<8, 2>,
}

fn net(seed: u64) -> Net {
    Net::init_with(NetDims { words: 10 }, seed).expect("small")
}

fn plain(seed: u64) -> Plain {
    Plain::init_with(PlainDims { words: 10 }, seed).expect("small")
}

/// The rows are set, and all others are those of the model without.
fn agree(net: &Net, plain: &Plain) {
    assert!(net.tokens.weight.row(0).iter().all(|x| x.to_bits() == 0));
    assert_eq!(net.tokens.weight.slice(s![1.., ..]), plain.tokens.weight.slice(s![1.., ..]));
    assert_eq!(net.kinds.row(9), Array1::from_elem(4, 1.0));
    assert_eq!(net.kinds.slice(s![1..3, ..]), Array2::from_elem((2, 4), 0.5));
    assert_eq!(net.kinds.slice(s![3..9, ..]), plain.kinds.slice(s![3..9, ..]));
    assert_eq!(net.kinds.row(0), plain.kinds.row(0));
    assert_eq!(net.head, plain.head);
}

#[test]
fn rows_have_their_values_and_all_other_bits_stay() {
    agree(&net(1), &plain(1));
    let mut again = net(1);
    again.reinit(2).expect("covered");
    agree(&again, &plain(2));
}

struct Twos;

impl Initializer for Twos {
    fn initialize(&self, _: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> crate::Initialized {
        values.fill_with(|| 2.0);
        Ok(())
    }
}

/// nn.Embedding(padding_idx): a rule for the table is none for the row, whoever says it.
#[test]
fn no_initializer_undoes_rows() {
    macro_rules! same {
        ($($rules:tt)*) => {{
            let ours = init! { <Net> $($rules)* }.build_with(NetDims { words: 10 }, 7).expect("covered");
            let theirs = init! { <Plain> $($rules)* }.build_with(PlainDims { words: 10 }, 7).expect("covered");
            agree(&ours, &theirs);
        }};
    }
    same!(**.weight => normal(0.0, 0.02), ** => uniform(0.0, 1.0));
    same!(tokens.weight => xavier_uniform, kinds => orthogonal, ** => default);
    same!(tokens.weight | kinds => custom(&Twos), ** => ones);
    same!(tokens.weight => |p| init::constant(p.shape()[0] as f64), ** => { init::sample(rand_distr::StandardNormal) });
    let mut ours = net(1);
    init! { <Net> tokens.weight => eye, ** => keep }.apply(&mut ours, 3).expect("covered");
    assert_eq!((ours.tokens.weight[[0, 0]], ours.tokens.weight[[1, 1]]), (0.0, 1.0));
}

/// What exists already is taken as it is.
#[test]
fn what_is_loaded_or_kept_has_its_own_rows() {
    let mut trained = net(1);
    trained.tokens.weight.fill(3.0);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    io::save(&trained, &path).expect("there is room");
    let mut loaded = net(2);
    io::load(&mut loaded, init::load(&path)).expect("one array each");
    assert_eq!(loaded, trained);
    init! { <Net> head.** => zeros, ** => keep }.apply(&mut loaded, 1).expect("covered");
    assert_eq!(loaded.tokens, trained.tokens);
    let taken = init! { <Net> ** => from(&trained) };
    assert_eq!(taken.build_with(NetDims { words: 10 }, 1).expect("covered"), trained);
    assert_eq!(taken.plan(&loaded).entries()[0].rows(), None);
}

#[test]
fn plans_explanations_and_locks_show_rows() {
    let net = net(1);
    let rules = init! { <Net> **.weight => normal(0.0, 0.02), ** => default };
    let plan = rules.plan(&net);
    let rows: Vec<_> = plan.entries().iter().map(|entry| entry.rows()).collect();
    let of_kinds = Some("rows([last] => ones, [1..3] => constant(0.5))");
    assert_eq!(rows, [Some("rows([0] => zeros)"), of_kinds, None, None]);
    let text = format!("{plan:#}");
    assert!(text.contains("normal(0, 0.02), rows([0] => zeros)"), "{text}");
    let why = rules.explain(&net, "tokens.weight").expect("it is there").to_string();
    assert!(why.contains("gets `normal(0, 0.02), rows([0] => zeros)`"), "{why}");
    let json = serde_json::to_value(&plan).expect("plans are data");
    assert_eq!(json["parameters"][0]["rows"], "rows([0] => zeros)");

    let folder = tempfile::tempdir().expect("a folder");
    let lock = folder.path().join("init.lock");
    let without = init! { <Plain> **.weight => normal(0.0, 0.02), ** => default }.plan(&plain(1));
    without.write_lock(&lock).expect("it can be written");
    let error = plan.check_lock(&lock).expect_err("rows are other bits").to_string();
    assert!(error.contains("rows([0] => zeros)"), "{error}");
    plan.write_lock(&lock).expect("it can be written");
    plan.check_lock(&lock).expect("the same");
}

/// A summary expects the rows, and accuses nobody of them.
#[test]
fn summaries_expect_rows() {
    for words in [4, 10, 1000] {
        let rules = init! { <Net> tokens.weight => normal(3.0, 0.1), ** => default };
        let net = rules.build_with(NetDims { words }, 5).expect("small");
        let summary = rules.summary(&net);
        let table = summary.entries().iter().find(|entry| *entry.path() == "tokens.weight").expect("it is there");
        let mean = 3.0 * (words - 1) as f64 / words as f64;
        assert!((table.statistics().mean - mean).abs() < 0.1, "{summary}");
        let plan = rules.plan(&net);
        let expected = plan.entries()[0].expected().expect("one value, one law");
        assert!((expected.mean - mean).abs() < 1e-12 && (expected.std - table.statistics().std).abs() < 0.1);
        assert_eq!(summary.anomalies().count(), 0, "{summary}");
        // Of rows of two values nothing is promised.
        assert!(plan.entries()[1].expected().is_none());
    }
}

/// Rows that only the model knows to be missing.
#[test]
fn rows_that_are_not_there_are_an_error() {
    let error = Net::init_with(NetDims { words: 2 }, 1).expect_err("two rows").to_string();
    assert!(error.contains("cannot initialize `kinds` [2, 4]"), "{error}");
    assert!(error.contains("`rows(..)` names row 2, and there are 2\nhelp: rows are places"), "{error}");
    let failures = Net::init_with(NetDims { words: 0 }, 1).expect_err("no rows").into_failures();
    assert!(failures.iter().all(|failure| matches!(failure.cause, FailureKind::NoRow { .. })), "{failures:?}");
    assert_eq!(failures.len(), 2);
}

/// Containers, parts, lazy layers, column-major arrays, several fields around one array.
#[test]
fn rows_of_arrays_wherever_they_are() {
    #[derive(Initialize)]
    struct Model {
        #[init(shape = [4, 2], len = 2, ** => constant(7.0), rows([*][last] => zeros, [0][0..2] => ones))]
        tables: Vec<Array2<f32>>,
        #[init(shape = [6, 2], axes = [out, in], parts(q = 4, k = 2), constant(7.0), rows(k[0] => zeros))]
        qk: Array2<f32>,
        #[init(dims { outputs: 3 }, rows(weight[1] => zeros))]
        lazy: LazyDense,
        #[init(dims { words: 5 }, rows(tokens.weight[0] => constant(9.0), tokens.weight[1] => zeros))]
        net: Net,
    }
    let model = Model::init(1).expect("static");
    assert_eq!(
        (model.tables[0].row(0).sum(), model.tables[0].row(2).sum(), model.tables[1].row(3).sum()),
        (2.0, 14.0, 0.0)
    );
    assert_eq!(model.tables[1].row(0).sum(), 14.0);
    assert_eq!((model.qk.row(4).sum(), model.qk.row(0).sum(), model.qk.row(5).sum()), (0.0, 14.0, 14.0));
    // A user of a type has the last word over its author.
    assert_eq!((model.net.tokens.weight[[0, 3]], model.net.tokens.weight[[1, 3]]), (9.0, 0.0));
    assert_eq!(model.net.kinds.row(4).sum(), 4.0);
    let y = model.lazy.forward(&Array2::<f32>::ones((1, 5))).expect("five inputs");
    assert_eq!(y.dim(), (1, 3));
    let weight = model.param("lazy.weight").expect("it is there").to_array::<f32>().expect("f32");
    assert!(weight.index_axis(ndarray::Axis(0), 1).sum() == 0.0 && weight.sum() != 0.0);

    let mut upright = plain_f(3);
    upright.table = Array2::zeros(ndarray::ShapeBuilder::f((4, 3)));
    upright.reinit(3).expect("covered");
    assert_eq!(upright.table, plain_f(3).table);
}

#[derive(Initialize)]
struct Upright {
    #[init(shape = [4, 3], normal(0.0, 1.0), rows([1..last] => zeros))]
    table: Array2<f64>,
}

fn plain_f(seed: u64) -> Upright {
    let upright = Upright::init(seed).expect("static");
    assert!(upright.table.slice(s![1..3, ..]).iter().all(|x| *x == 0.0) && upright.table[[3, 0]] != 0.0);
    upright
}

/// A large table is written piece by piece for an observer.
#[test]
fn observed_runs_set_rows() {
    struct Watch(usize);
    impl Observer for Watch {
        fn progress(&mut self, _: &ParamInfo, _: u64) -> ControlFlow<()> {
            self.0 += 1;
            ControlFlow::Continue(())
        }
    }
    #[derive(Initialize)]
    struct Large {
        #[init(dims { tokens: 600_000, features: 8 }, rows(weight[5] => zeros))]
        table: Embedding,
    }
    let mut watch = Watch(0);
    let rules = init! { <Large> ** => normal(0.0, 1.0) };
    let large = rules.observed(&mut watch).build(1).expect("there is room");
    assert!(watch.0 > 0);
    assert_eq!(large.table.weight.row(5).sum(), 0.0);
    assert_eq!(large.table.weight, rules.build(1).expect("there is room").table.weight);
}
