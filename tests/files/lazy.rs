//! Parameters that do not exist yet are not left out in silence.

use std::collections::HashMap;

use paraminit::io::{self, SaveError};
use paraminit::prelude::*;

use super::{faults, file_of, place};

#[derive(Clone, Debug, Initialize)]
struct Net {
    body: Dense<2, 3>,
    #[init(dims { outputs: 2 })]
    head: LazyDense,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Ready {
    body: Dense<2, 3>,
    head: Dense<3, 2>,
}

#[test]
fn a_lazy_layer_is_not_left_out_of_a_file() {
    let (folder, path) = place();
    let net = Net::init(1).expect("static");
    let error = io::save(&net, io::to(&path).parts(true)).expect_err("the head would be missing");
    assert!(matches!(&error, SaveError::Pending(paths) if *paths == ["head.weight", "head.bias"]), "{error}");
    let text = "no input has decided the shape of `head.weight`, `head.bias` yet\n\
        help: let an input through the model, or call the layer's `ready(inputs)`, and save it then";
    assert_eq!(error.to_string(), text);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);

    net.head.ready(3).expect("it was initialized");
    io::save(&net, &path).expect("there is room");
    let mut ready = Ready::init(2).expect("static");
    io::load(&mut ready, path.as_path()).expect("all is there");
    assert_eq!(ready, Ready::init(1).expect("static"));
}

#[test]
fn a_summary_counts_what_does_not_exist_yet() {
    let net = Net::init(1).expect("static");
    let rules = init! { <Net> ** => default };
    for summary in [net.summary(), rules.summary(&net)] {
        let text = summary.to_string();
        assert!(text.ends_with("\n2 parameters, 9 elements of f32, 36 B; not there yet: 2 parameters"), "{text}");
    }
    net.head.ready(3).expect("it was initialized");
    assert!(net.summary().to_string().ends_with("\n4 parameters, 17 elements of f32, 68 B"));
}

#[test]
fn a_lazy_layer_of_another_model_has_nothing_to_give() {
    let net = Net::init(1).expect("static");
    let mut ready = Ready::init(2).expect("static");
    let before = ready.clone();
    let error = io::load(&mut ready, init::from(&net)).expect_err("the head does not exist");
    let unused = [": unused head.bias", ": unused head.weight"];
    let pending = ["head.weight: pending head.weight", "head.bias: pending head.bias"];
    assert_eq!(faults(&error)[..2], pending);
    assert!(error.to_string().contains("`head.weight` in `from(Net)` does not exist yet: its layer has not seen"));
    assert_eq!(ready, before);
    // In a map as well.
    let map = HashMap::from([("model", net.clone())]);
    let error = io::load(&mut ready, init::from(&map).prefix("model.")).expect_err("the head does not exist");
    assert_eq!(faults(&error)[0], "head.weight: pending model.head.weight");

    // Its names count as those of other parameters do: taken, or allowed to be left.
    let error = io::load(&mut ready.body, init::from(&net).prefix("body.")).expect_err("nobody takes the head");
    assert_eq!(faults(&error), unused);
    io::load(&mut ready.body, init::from(&net).prefix("body.").allow_unused(["head.*"])).expect("said, not assumed");
    assert_eq!(ready.body, net.body);
    let options = init::from(&net).allow_missing(["head.*"]).allow_unused(["head.*"]);
    io::load(&mut ready, options).expect("the head may stay as it is");
    assert_eq!(ready, Ready { body: net.body.clone(), head: before.head });

    net.head.ready(3).expect("it was initialized");
    io::load(&mut ready, init::from(&net)).expect("all is there");
    assert_eq!(ready, Ready::init(1).expect("static"));
}

#[test]
fn what_a_lazy_layer_would_take_is_not_left_over() {
    let ready = Ready::init(1).expect("static");
    let (_folder, path) = file_of(&ready);
    let mut net = Net::init(2).expect("static");
    let expected = ["head.weight: not ready for head.weight", "head.bias: not ready for head.bias"];
    for error in [
        io::load(&mut net, path.as_path()).expect_err("the head has no shape"),
        io::load(&mut net, init::from(&ready)).expect_err("the head has no shape"),
        init! { <Net> ** => load(&path) }.plan(&net).check().expect_err("the plan knows"),
        init! { <Net> body.** => from(&ready), head.** => from(&ready) }.apply(&mut net, 1).expect_err("two rules"),
    ] {
        assert_eq!(faults(&error), expected);
    }
    assert_eq!(net.body, Net::init(2).expect("static").body, "a failed run wrote something");
    let error = io::load(&mut net, init::from(&ready)).expect_err("the head has no shape").to_string();
    let text = "cannot initialize `head.weight` [2]: it does not exist yet, and cannot take `head.weight` in `from(Ready)`: \
        its layer has not seen an input\n\
        help: let an input through this model first, or call the layer's `ready(inputs)`, and load then\n";
    assert!(error.starts_with(text), "{error}");

    // The name that a file does not have is the mistake to mend first.
    let error = io::load(&mut net, init::load(&path).rename(|ours| ours.replace("head.w", "head.W")));
    let expected = ["head.weight: missing head.Weight", "head.bias: not ready for head.bias", ": unused head.weight"];
    assert_eq!(faults(&error.expect_err("a typo")), expected);
    // What may be missing, and is, waits for what it was to get anyway.
    let body = std::collections::BTreeMap::from([("body", ready.body.clone())]);
    io::load(&mut net, init::from(&body).allow_missing(["head.*"])).expect("the head may be missing");
    assert_eq!(net.body, ready.body);
    net.head.ready(3).expect("it is still decided");
    assert_eq!(
        net.head.get().map(|head| head.weight().clone()),
        Some(Ready::init(2).expect("static").head.weight().clone())
    );

    io::load(&mut net, path.as_path()).expect("all is there");
    assert_eq!(net.head.weight().ok(), Some(ready.head.weight()));
}

/// An attribute waits for the first input with the file.
#[derive(Clone, Debug, Initialize)]
#[init(** => load(file()))]
struct Kept {
    body: Dense<2, 3>,
    #[init(dims { outputs: 2 })]
    head: LazyDense,
}

fn file() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("paraminit-{}-kept.safetensors", std::process::id()))
}

#[test]
fn an_attribute_s_file_is_for_the_lazy_layer_too() {
    let ready = Ready::init(1).expect("static");
    io::save(&ready, file()).expect("there is room");
    let kept = Kept::init(2);
    let loaded = kept.map(|kept| kept.head.ready(3).map(|head| head.weight().clone()).ok());
    io::save(&ready.body, io::to(file()).prefix("body.")).expect("there is room");
    let missing = Kept::init(2).expect_err("the head is not there");
    std::fs::remove_file(file()).expect("it is there");
    assert_eq!(loaded.expect("nothing is left over"), Some(ready.head.weight().clone()));
    assert_eq!(faults(&missing), ["head.weight: missing head.weight", "head.bias: missing head.bias"]);
}

#[derive(Clone, Debug, Initialize)]
struct Cut {
    #[init(required, axes = [out, in], parts(q = 2, k = 1))]
    qkv: ndarray::Array2<f32>,
    #[init(ones)]
    scale: f32,
}

#[test]
fn an_array_that_cannot_be_cut_is_not_left_over_either() {
    let values = ndarray::Array2::<f32>::ones((3, 2));
    let map = std::collections::BTreeMap::from([("qkv", values.into_dyn()), ("scale", ndarray::arr0(1.0).into_dyn())]);
    let mut cut = Cut { qkv: ndarray::Array2::zeros((4, 2)), scale: 0.0 };
    let error = io::load(&mut cut, init::from(&map)).expect_err("4 is not 2 + 1");
    assert_eq!(error.failures().len(), 1, "{error}");
    assert!(error.to_string().starts_with("cannot initialize `qkv` [4, 2]: the declared axes"), "{error}");
}
