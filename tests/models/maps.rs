//! Maps from strings to models and parameters.

use std::collections::BTreeMap;

use ndarray::Array1;
use paraminit::prelude::*;

use super::{paths, values};

#[derive(Initialize)]
#[init(dims(tasks))]
struct Net {
    body: Dense<4, 8>,
    #[init(keys = (0..tasks).map(|i| format!("task{i}")), *.weight => normal(0.0, 0.02), ** => zeros)]
    heads: BTreeMap<String, Dense<8, 2>>,
    #[init(keys = ["a", "b"], shape = [3], ** => ones)]
    gains: BTreeMap<String, Array1<f32>>,
    #[init(keys = ["x"], len = 2)]
    lists: BTreeMap<String, Vec<Dense<1, 1>>>,
    #[init(keys = ["x", "y"], len = 2)]
    maps: Vec<BTreeMap<String, Dense<1, 1>>>,
}

fn net(tasks: usize) -> Net {
    Net::init_with(NetDims { tasks }, 42).expect("sizes and keys are given")
}

#[test]
fn keys_are_segments_of_paths() {
    let net = net(2);
    let expected = "body.weight body.bias heads.task0.weight heads.task0.bias heads.task1.weight heads.task1.bias \
        gains.a gains.b lists.x.0.weight lists.x.0.bias lists.x.1.weight lists.x.1.bias \
        maps.0.x.weight maps.0.x.bias maps.0.y.weight maps.0.y.bias \
        maps.1.x.weight maps.1.x.bias maps.1.y.weight maps.1.y.bias";
    assert_eq!(paths(&net).join(" "), expected);
    assert_eq!(net.param("heads.task1.weight").expect("it is there").shape(), [2, 8]);
    assert_eq!(net.param("heads.task1.wieght").expect_err("a typo").nearest(), Some("heads.task1.weight"));
    let info = init! { <Net> ** => default }.plan(&net);
    assert_eq!(info.entries()[2].info().path().segments().count(), 3);
}

#[derive(Initialize)]
struct Heads {
    heads: BTreeMap<String, Dense<2, 2>>,
}

/// An attribute that names an entry, as one may name an element: it has to be there.
#[derive(Initialize)]
struct Declared {
    #[init(["a"].weight => ones, [*].weight => zeros, *.bias => constant(3.0))]
    heads: BTreeMap<String, Dense<2, 2>>,
}

fn heads(keys: &[&str]) -> Heads {
    let heads = keys.iter().map(|key| ((*key).to_owned(), Dense::init(1).expect("static sizes")));
    Heads { heads: heads.collect() }
}

#[test]
fn patterns_name_an_entry_or_all() {
    let mut model = Declared { heads: heads(&["a", "b"]).heads };
    init! { <Declared> ** => default }.apply(&mut model, 1).expect("the key is there");
    assert!(model.heads["a"].weight().iter().all(|&x| x == 1.0));
    assert!(model.heads["b"].weight().iter().all(|&x| x == 0.0));
    assert!(model.heads["b"].bias().iter().all(|&x| x == 3.0));
    let mut lacking = Declared { heads: heads(&["b"]).heads };
    let error = init! { <Declared> ** => default }.apply(&mut lacking, 1).expect_err("no `a`").to_string();
    assert!(error.contains("there is no entry \"a\""), "{error}");
    let mut model = heads(&["a", "b"]);
    let rules = init! { <Heads> heads["b"].weight => constant(5.0), heads[*].weight => ones, **.bias => zeros };
    rules.apply(&mut model, 1).expect("the key is there");
    assert!(model.heads["b"].weight().iter().all(|&x| x == 5.0));
    assert!(model.heads["a"].weight().iter().all(|&x| x == 1.0));
}

#[test]
fn a_key_that_is_not_there_is_an_error() {
    let mut model = heads(&["alpha", "beta"]);
    let before = values(&model);
    let rules = init! { <Heads> heads["alpa"].weight => ones, ** => zeros };
    let error = rules.apply(&mut model, 1).expect_err("a typo").to_string();
    assert!(error.contains("heads[\"alpa\"].weight => ones"), "{error}");
    assert!(
        error.contains("there is no entry \"alpa\"\nhelp: an entry with a similar key exists: \"alpha\""),
        "{error}"
    );
    assert_eq!(values(&model), before, "a failed run leaves the model as it was");
    let far = init! { <Heads> heads["gamma_ray"].weight => ones, ** => zeros };
    let error = far.apply(&mut model, 1).expect_err("no such key").to_string();
    assert!(error.contains("there is no entry \"gamma_ray\"") && !error.contains("similar"), "{error}");
    let roaming = init! { <Heads> **["alpha"].weight => ones, **["beta"].bias => ones, ** => zeros };
    roaming.apply(&mut model, 1).expect("both are there");
    let roaming = init! { <Heads> **["gamma_ray"].weight => ones, ** => zeros };
    assert_eq!(roaming.apply(&mut model, 1).expect_err("nowhere").failures().len(), 1);
}

#[test]
fn the_bits_are_those_of_the_path() {
    let (two, three) = (net(2), net(3));
    assert_eq!(two.heads["task1"].weight(), three.heads["task1"].weight());
    assert_ne!(three.heads["task1"].weight(), three.heads["task2"].weight());
    let mut alone = Array1::<f32>::zeros(2);
    init! { <Heads> ** => normal(0.0, 1.0) }.apply(&mut heads(&["a"]), 1).expect("suits");
    init::normal(0.0, 1.0).fill(&mut alone, &[], StreamId::new(1, "heads.a.bias")).expect("suits");
    let mut model = heads(&["a"]);
    init! { <Heads> ** => normal(0.0, 1.0) }.apply(&mut model, 1).expect("suits");
    assert_eq!(model.heads["a"].bias(), &alone);
}

#[test]
fn keys_with_dots_quotes_or_nothing_in_them() {
    let odd = ["a.b", "\"", "", "]", "weight", "é"];
    let mut model = heads(&odd);
    let rules = init! { <Heads> heads["a.b"].weight => ones, heads["\""].weight => zeros, ** => normal(0.0, 1.0) };
    rules.apply(&mut model, 1).expect("each is a key like any other");
    assert!(model.heads["a.b"].weight().iter().all(|&x| x == 1.0));
    assert!(model.heads["\""].weight().iter().all(|&x| x == 0.0));
    let drawn: Vec<_> = ["", "]", "weight", "é"].map(|key| model.heads[key].weight()[[0, 0]]).to_vec();
    assert!((1..drawn.len()).all(|i| !drawn[..i].contains(&drawn[i])), "{drawn:?}");
    assert!(model.param("heads.a.b.weight").is_ok());

    #[derive(Initialize)]
    struct Nested {
        #[init(** => zeros)]
        map: BTreeMap<String, BTreeMap<String, f32>>,
    }
    let inner = |key: &str| BTreeMap::from([(key.to_owned(), 0.0)]);
    let map = BTreeMap::from([("a.b".to_owned(), inner("c")), ("a".to_owned(), inner("b.c"))]);
    let error = init! { <Nested> ** => normal(0.0, 1.0) }.apply(&mut Nested { map }, 1).expect_err("one path, twice");
    assert!(
        error.to_string().contains("the path `map.a.b.c`: `map[\"a\"][\"b.c\"]` and `map[\"a.b\"][\"c\"]`"),
        "{error}"
    );
}

#[derive(Initialize)]
struct Twice {
    #[init(keys = ["a", "b", "a"])]
    heads: BTreeMap<String, Dense<1, 1>>,
}

#[test]
fn a_key_given_twice_is_an_error() {
    let error = Twice::init(1).map(|_| ()).expect_err("`a` stands twice").to_string();
    assert_eq!(error, "cannot build `heads`: `keys` holds \"a\" twice\nhelp: remove one of the two");
}

#[test]
fn maps_are_models_and_go_to_files() {
    type Model = BTreeMap<String, Dense<2, 2>>;
    let mut model: Model = BTreeMap::from([("x".to_owned(), Dense::init(1).expect("static sizes"))]);
    init! { <Model> ["x"].weight => ones, ** => zeros }.apply(&mut model, 1).expect("the key is there");
    assert!(model["x"].weight().iter().all(|&x| x == 1.0));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    let saved = net(2);
    paraminit::io::save(&saved, &path).expect("a fresh folder");
    let mut loaded = Net::init_with(NetDims { tasks: 2 }, 7).expect("sizes and keys are given");
    paraminit::io::load(&mut loaded, init::load(&path)).expect("the same keys");
    assert_eq!(values(&saved), values(&loaded));
    let mut other = Net::init_with(NetDims { tasks: 2 }, 8).expect("sizes and keys are given");
    paraminit::io::load(&mut other, init::from(&saved)).expect("the same keys");
    assert_eq!(values(&saved), values(&other));
    let mut more = net(3);
    let error = paraminit::io::load(&mut more, init::load(&path)).expect_err("a head more");
    assert!(error.to_string().contains("heads.task2.weight"), "{error}");
}
