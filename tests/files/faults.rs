//! What does not fit is reported, all of it, and the model is as it was.

use std::collections::BTreeMap;
use std::fmt::Debug;

use half::f16;
use ndarray::{Array1, Array2, ArrayD, IxDyn};
use paraminit::io::{self, Pretrained, ReplaceError, SaveError, Tensors};
use paraminit::prelude::*;

use super::{faults, file_of, place, raw};

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    body: Dense<2, 3>,
    head: Dense<3, 2>,
}

/// Loads what cannot be loaded, checks that nothing was written, and gives the error.
fn refused<'r, M: Initialize + Clone + Debug + PartialEq>(model: &M, from: impl Into<Pretrained<'r>>) -> InitError {
    let mut changed = model.clone();
    let error = io::load(&mut changed, from).expect_err("it does not fit");
    assert_eq!(&changed, model, "a failed run wrote something");
    error
}

#[test]
fn everything_at_once() {
    let net = Net::init(1).expect("static");
    let shape = |shape: &[usize]| ArrayD::<f32>::ones(IxDyn(shape));
    let mut infinite = shape(&[2, 3]);
    infinite[[1, 2]] = f32::NAN;
    let map = BTreeMap::from([
        ("body.weight", shape(&[2, 3])),
        ("body.biases", shape(&[3])),
        ("head.weight", infinite),
        ("head.bias", shape(&[2])),
        ("step", shape(&[])),
    ]);
    let (_folder, path) = place();
    // Written by hand: `save` refuses what is not finite.
    let mut header = Vec::new();
    let (mut values, mut start) = (Vec::new(), 0);
    for (name, array) in &map {
        values.extend(array.iter().flat_map(|value| value.to_le_bytes()));
        let offsets = [start, values.len()];
        header.push(format!(
            "\"{name}\": {{\"dtype\": \"F32\", \"shape\": {:?}, \"data_offsets\": {offsets:?}}}",
            array.shape()
        ));
        start = values.len();
    }
    std::fs::write(&path, raw(&format!("{{{}}}", header.join(", ")), &values)).expect("there is room");

    let expected = [
        "body.weight: shape [2, 3] of body.weight",
        "body.bias: missing body.bias",
        ": unused body.biases",
        ": unused step",
    ];
    let error = refused(&net, path.as_path());
    assert_eq!(faults(&error), expected);
    assert_eq!(faults(&refused(&net, init::from(&map))), expected);
    let text = error.to_string();
    for part in [
        "cannot initialize `body.weight` [3, 2]: `body.weight` in `load(",
        "has the shape [2, 3]",
        "help: there is `body.biases`: `rename` maps",
        "no parameter takes `step`",
        "help: `allow_unused = [\"step\"]`, or the method `.allow_unused([\"step\"])`, where that is meant",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }

    // What can be read only while writing comes second.
    let mapped = |from: Pretrained<'static>| {
        from.rename(
            |name| if name == "body.bias" { "body.biases".into() } else { name.replace("body.weight", "head.weight") },
        )
        .allow_unused(["step", "body.weight"])
    };
    let turned = Turned { body: Wide { weight: Array2::zeros((2, 3)), bias: net.body.bias().clone() }, head: None };
    let error = refused(&turned, mapped(init::load(&path)).allow_unused(["head.*"]));
    assert_eq!(faults(&error), ["body.weight: not finite at 5"]);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Wide {
    #[init(required)]
    weight: Array2<f32>,
    #[init(required)]
    bias: Array1<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Turned {
    body: Wide,
    head: Option<Wide>,
}

#[test]
fn allowances() {
    let net = Net::init(1).expect("static");
    let body = Net::init(2).expect("static").body;
    let map = BTreeMap::from([("body", body.clone())]);
    let mut changed = net.clone();
    io::load(&mut changed, init::from(&map).allow_missing(["head.**"])).expect("the head may be missing");
    assert_eq!(changed, Net { body: body.clone(), head: net.head.clone() });

    let error = refused(&net, init::from(&map).allow_missing(["head.weight"]));
    assert_eq!(faults(&error), ["head.bias: missing head.bias"]);
    // A new model has nothing to keep.
    let rules = init! { <Net> ** => from(&map, allow_missing = ["head.**"]) };
    let error = rules.build(1).expect_err("the head is missing");
    assert_eq!(error.failures().len(), 2);
    assert!(error.to_string().contains("the model is new"), "{error}");
    // Names match whole.
    let error =
        refused(&body, init::from(&net).prefix("body.").allow_unused(["head", "hea", "head.weigh", "*.weight"]));
    let mut lines = faults(&error);
    lines.sort();
    let expected = [
        ": allow_unused hea, not None",
        ": allow_unused head, not None",
        ": allow_unused head.weigh, not Some(\"head.weight\")",
        ": unused head.bias",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn patterns_that_match_nothing() {
    let net = Net::init(1).expect("static");
    let options = || init::from(&net).allow_unused(["haed.**"]).allow_missing(["wieght", "body.wieght", "**.bias"]);
    let error = refused(&net, options());
    let expected = [
        ": allow_unused haed.**, not Some(\"head.**\")",
        ": allow_missing wieght, not None",
        ": allow_missing body.wieght, not Some(\"body.weight\")",
    ];
    assert_eq!(faults(&error), expected);
    let text = error.to_string();
    for part in [
        "\"haed.**\" in `allow_unused` matches no tensor in `from(Net)`\nhelp: \"head.**\" matches something",
        "\"wieght\" in `allow_missing` matches no parameter that reads `from(Net)`\nhelp: remove it",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }

    // A pattern counts for its own rule. What is used, or there, may be allowed to be neither.
    let rules = init! { <Net>
        body.** => from(&net, allow_missing = ["head.bias"], allow_unused = ["body.*"]),
        head.** => from(&net, allow_missing = ["head.bias", "bias"]),
    };
    let error = rules.apply(&mut net.clone(), 1).expect_err("two patterns are dead");
    let expected = [": allow_missing head.bias, not None", ": allow_missing bias, not Some(\"**.bias\")"];
    assert_eq!(faults(&error), expected);
    let sites: Vec<_> = error.failures().iter().map(|failure| failure.rule.map(|rule| rule.text())).collect();
    assert!(matches!(&sites[..], [Some(body), Some(head)] if body.starts_with("body") && head.starts_with("head")));
    assert_eq!(rules.plan(&net).check().expect_err("the plan knows").to_string(), error.to_string());
}

#[test]
fn similar_names_help() {
    let net = Net::init(1).expect("static");
    let (_folder, path) = place();
    io::save(&net, &path).expect("there is room");
    let all = || init::load(&path).allow_unused(["**"]);
    let help = |error: InitError| error.to_string().lines().nth(1).map(str::to_owned).expect("there is a help");
    let expected =
        "help: there is `body.weight`: `prefix = \"body.\"`, or the method `.prefix(\"body.\")`, leads to it";
    assert_eq!(help(refused(&net.body, all())), expected);
    io::load(&mut net.body.clone(), all().prefix("body.")).expect("the help is right");

    io::save(&net.body, &path).expect("there is room");
    let expected = "help: there is `weight`: `strip = \"body.\"`, or the method `.strip(\"body.\")`, leads to it";
    assert_eq!(help(refused(&net, all())), expected);
    let some = || all().allow_missing(["head.**"]);
    io::load(&mut net.clone(), some().strip("body.")).expect("the help is right");
    // The options that are there count.
    let expected = "help: there is `weight`: without the prefix \"model.\" the name leads to it";
    assert_eq!(help(refused(&net.body, all().prefix("model."))), expected);
    let outer = (net.clone(), 1.0_f32);
    let expected = "help: there is `weight`: `strip = \"0.body.\"`, or the method `.strip(\"0.body.\")`, leads to it";
    assert_eq!(help(refused(&outer, all().strip("0."))), expected);

    io::save(&net, &path).expect("there is room");
    let expected =
        "help: there is `body.weight`: `prefix = \"body.\"`, or the method `.prefix(\"body.\")`, leads to it";
    assert_eq!(help(refused(&net.body, all().prefix("model.body."))), expected);
}

#[test]
fn other_elements_only_on_request() {
    let saved = [1.0 + 2.0_f64.powi(-30), -0.1, 1e-300, 3.0e4];
    let (_folder, path) = file_of(&saved);
    let error = refused(&[0.0_f32; 4], path.as_path());
    assert_eq!(faults(&error), [": element `f64` of "]);
    assert!(error.to_string().contains("help: `convert = true`, or the method `.convert(true)`, rounds"), "{error}");

    let mut single = [9.0_f32; 4];
    io::load(&mut single, init::load(&path).convert(true)).expect("all are finite in `f32`");
    assert_eq!(single, [1.0, -0.1, 0.0, 3.0e4]);
    let mut half = [f16::ONE; 4];
    io::load(&mut half, init::from(&saved).convert(true)).expect("all are finite in `f16`");
    assert_eq!(half, [1.0, -0.1, 0.0, 3.0e4].map(f16::from_f32));
    let mut double = [9.0_f64; 4];
    io::save(&half, &path).expect("there is room");
    io::load(&mut double, init::load(&path).convert(true)).expect("every `f16` is an `f64`");
    assert_eq!(double, half.map(f64::from));

    // Finite there, infinite here.
    let error = refused(&[f16::ONE; 2], init::from(&[1.0_f32, 65520.0]).convert(true));
    assert_eq!(faults(&error), [": not finite at 1"]);
    // Whole numbers are no parameters, not even on request.
    let header = r#"{"": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}"#;
    std::fs::write(&path, raw(header, &1_i64.to_le_bytes())).expect("there is room");
    let error = refused(&[0.0_f64], init::load(&path).convert(true));
    assert_eq!(faults(&error), [": element I64 of "]);
    assert!(!error.to_string().contains("help"), "{error}");
}

struct Doubled(Array1<f32>);

impl Tensors for Doubled {
    fn tensors(&self) -> Vec<(String, View<'_>)> {
        let view = || View::F32(self.0.view().into_dyn());
        vec![("a".to_owned(), view()), ("a".to_owned(), view())]
    }
}

#[test]
fn one_name_for_two() {
    let doubled = Doubled(Array1::ones(2));
    let error = refused(&[0.0_f32; 2], init::from(&doubled).rename(|_| "a".to_owned()));
    assert_eq!(faults(&error), [": twice a"]);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Reserved {
    #[init(ones)]
    __metadata__: f32,
}

#[test]
fn a_model_without_parameters_takes_nothing() {
    let net = Net::init(1).expect("static");
    let (_folder, path) = file_of(&net);
    let left: Vec<String> =
        ["body.bias", "body.weight", "head.bias", "head.weight"].map(|name| format!(": unused {name}")).into();
    let none: Vec<Dense<2, 3>> = Vec::new();
    assert_eq!(faults(&refused(&none, path.as_path())), left);
    assert_eq!(faults(&refused(&none, init::from(&net))), left);
    io::load(&mut Relu, init::load(&path).allow_unused(["**"])).expect("said, not assumed");
    let found = faults(&refused(&none, init::load(path.with_file_name("none"))));
    assert!(found.len() == 1 && found[0].starts_with(": file Io("), "{found:?}");
    // A rule for parts that may be absent needs no file then.
    let rules = init! { <(Vec<Dense<2, 3>>, Dense<1, 1>)> [0].** => load("none"), ** => default };
    rules.apply(&mut (none, Dense::init(1).expect("static")), 1).expect("there is nothing to load");
}

#[test]
fn what_cannot_be_saved_leaves_the_file() {
    let (folder, path) = place();
    std::fs::write(&path, "as it was").expect("there is room");
    let mut net = Net::init(1).expect("static");
    net.head.weight_mut()[[1, 0]] = f32::INFINITY;
    net.body.bias_mut()[2] = f32::NAN;
    match io::save(&net, &path) {
        Err(SaveError::NotFinite(parameters)) => {
            assert_eq!(parameters, [("body.bias".to_owned(), 2), ("head.weight".to_owned(), 3)]);
        }
        other => panic!("{other:?}"),
    }
    let reserved = Reserved::init(1).expect("static");
    assert!(matches!(io::save(&reserved, &path), Err(SaveError::Name(name)) if name == "__metadata__"));
    let nowhere = folder.path().join("nowhere/model.safetensors");
    let error = io::save(&[1.0_f32], &nowhere).expect_err("there is no such folder");
    assert!(matches!(&error, SaveError::Write(path, ReplaceError::Io { .. }) if *path == nowhere));
    let text = error.to_string();
    assert!(text.contains("could not open the folder `") && text.ends_with("\nhelp: make the folder first"), "{text}");
    let taken = folder.path().join("folder");
    std::fs::create_dir(&taken).expect("there is room");
    assert!(matches!(io::save(&[1.0_f32], &taken), Err(SaveError::Write(_, ReplaceError::NotAFile))));
    assert_eq!(std::fs::read(&path).expect("it is there"), b"as it was");
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    left.sort();
    assert_eq!(left, ["folder", "model.safetensors"]);
}

#[cfg(unix)]
#[test]
fn a_saved_file_has_the_rights_of_a_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    let plain = folder.path().join("plain");
    std::fs::write(&plain, "").expect("there is room");
    io::save(&[1.0_f32], &path).expect("there is room");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode();
    assert_eq!(mode(&path), mode(&plain));
}
