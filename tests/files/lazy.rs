//! Parameters that do not exist yet are not left out in silence.

use std::collections::HashMap;

use paraminit::io::{self, SaveError};
use paraminit::prelude::*;

use super::{faults, place};

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
        help: let an input through the model, and save it then";
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
