//! Names with dots in them: keys of maps are whole segments, whoever matches them.

use std::collections::BTreeMap;

use ndarray::Array1;
use paraminit::plan::LockError;
use paraminit::prelude::*;
use paraminit::selection::SelectErrorKind;
use paraminit::{FailureKind, io};

use super::faults;

#[derive(Initialize)]
struct Net {
    #[init(keys = ["a.b", "c"], *.weight => normal(0.0, 0.02), ** => ones)]
    heads: BTreeMap<String, Dense<2, 2>>,
}

#[test]
fn a_key_with_dots_is_one_segment_for_rules_selections_and_files() {
    let net = init! { <Net> heads.*.weight => zeros, heads["a.b"].bias => constant(3.0), ** => default }.build(42);
    let net = net.expect("covered");
    assert_eq!((net.heads["a.b"].weight().sum(), net.heads["a.b"].bias()[0]), (0.0, 3.0));
    let decay = select! { <Net> heads.*.weight => true, ** => false };
    assert_eq!(decay.get(&net, "heads.a.b.weight").expect("selected"), &true);

    let none = BTreeMap::<String, Array1<f32>>::new();
    let load = |patterns: &[&str]| {
        let mut net = Net::init(1).expect("sizes are given");
        io::load(&mut net, init::from(&none).allow_missing(patterns.iter().copied()))
    };
    load(&["heads.*.*"]).expect("the key is one segment");
    load(&["heads.*.weight", "heads.a.b.bias", "heads.c.bias"]).expect("names are spelled as they are printed");
    let error = load(&["heads.*.*.weight", "**"]).expect_err("no parameter has five segments");
    assert_eq!(faults(&error), [": allow_missing heads.*.*.weight, not None"]);
    let error = load(&["heads.a.*", "**"]).expect_err("no segment is called `a`");
    assert_eq!(faults(&error).len(), 1);
}

/// In a file nothing says which dots belong to a key.
#[test]
fn every_dot_of_a_name_in_a_file_ends_a_segment() {
    let theirs = BTreeMap::from([("weight", Array1::<f32>::ones(3)), ("old.a.b", Array1::ones(1))]);
    let load = |pattern: &str| {
        #[derive(Initialize)]
        struct Weight {
            #[init(shape = [3], zeros)]
            weight: Array1<f32>,
        }
        let mut model = Weight::init(1).expect("sizes are given");
        io::load(&mut model, init::from(&theirs).allow_unused([pattern]))
    };
    load("old.*.*").expect("three segments");
    load("old.**").expect("any number");
    assert_eq!(faults(&load("old.*").expect_err("two segments")).len(), 2);
}

/// Keys with dots whose paths read differently all the same.
#[derive(Initialize)]
struct Twice {
    #[init(keys = ["b.weight", "b"], ** => ones)]
    a: BTreeMap<String, Either>,
}

#[derive(Initialize)]
struct Either {
    #[init(shape = [1], key = "other", zeros)]
    weight: Array1<f32>,
}

#[derive(Initialize)]
struct Maps {
    #[init(keys = ["a", "a.b"])]
    maps: BTreeMap<String, Inner>,
}

#[derive(Initialize)]
struct Inner {
    #[init(keys = ["c", "b.c"], shape = [2], ** => ones)]
    arrays: BTreeMap<String, Array1<f32>>,
}

#[test]
fn two_parameters_of_one_printed_path_are_refused_while_planning() {
    let plan = Twice::plan_init().expect("small");
    assert!(plan.failures().is_empty(), "`a.b.weight.weight` and `a.b.weight` read differently: {plan}");
    let plan = Maps::plan_init().expect("small");
    assert!(plan.failures().is_empty(), "a field is between the keys: {plan}");

    type Deep = BTreeMap<String, BTreeMap<String, Dense<1, 1>>>;
    let layer = || Dense::<1, 1>::init(1).expect("static sizes");
    let deep: Deep = BTreeMap::from([
        ("a".to_owned(), BTreeMap::from([("b.c".to_owned(), layer())])),
        ("a.b".to_owned(), BTreeMap::from([("c".to_owned(), layer())])),
    ]);
    let plan = init! { <Deep> ** => zeros }.plan(&deep);
    let failures: Vec<_> = plan.failures().iter().map(ToString::to_string).collect();
    assert_eq!(failures.len(), 2, "{failures:?}");
    assert_eq!(
        failures[0],
        "cannot initialize `a.b.c.weight` [1, 1] by the rule `** => zeros` (tests/files/names.rs:LINE): two parameters \
         have the path `a.b.c.weight`: `[\"a\"][\"b.c\"].weight` and `[\"a.b\"][\"c\"].weight`\n\
         help: give the entry \"b.c\" a key without a dot"
            .replace("tests/files/names.rs:LINE", &plan.failures()[0].rule.expect("a rule").location().to_string())
    );
    let folder = tempfile::tempdir().expect("a folder");
    let lock = plan.write_lock(folder.path().join("init.lock"));
    assert!(matches!(lock, Err(LockError::Fails { .. })));
    let mut deep = deep;
    assert!(init! { <Deep> ** => zeros }.apply(&mut deep, 1).is_err());
    // Nobody takes one of the two: all say what planning says.
    let same = match &plan.failures()[0].cause {
        FailureKind::SamePath(same) => same.to_string(),
        other => panic!("{other}"),
    };
    let path = "a.b.c.weight";
    assert_eq!(deep.param(path).expect_err("there are two").to_string(), same);
    assert_eq!(deep.param_mut(path).expect_err("there are two").to_string(), same);
    assert_eq!(deep.explain(path).expect_err("there are two").to_string(), same);
    assert!(deep.param("a.c").expect_err("there is none").same_path().is_none());
    let saved = io::save(&deep, folder.path().join("deep.safetensors")).expect_err("one name");
    assert_eq!(saved.to_string(), same);
    let selection = select! { <Deep> ["a"]["b.c"].** => 1, ** => 2 };
    let error = selection.get(&deep, path).expect_err("there are two");
    assert_eq!(error.kinds().len(), 2);
    assert!(matches!(error.kinds()[0], SelectErrorKind::SamePath(_)));
    assert!(error.to_string().starts_with(&same), "{error}");
    assert!(selection.visit_mut(&mut deep, |_, _, _| panic!("it is refused")).is_err());
    // Whoever follows the help can go on.
    let renamed: Deep = BTreeMap::from([
        ("a".to_owned(), BTreeMap::from([("b_c".to_owned(), layer())])),
        ("a.b".to_owned(), BTreeMap::from([("c".to_owned(), layer())])),
    ]);
    init! { <Deep> ** => zeros }.plan(&renamed).check().expect("paths differ");
}
