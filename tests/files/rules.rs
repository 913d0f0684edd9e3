//! `load(..)` and `from(..)` on the right of a rule.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use std::time::Instant;

use ndarray::{Array1, Array2};
use paraminit::io;
use paraminit::prelude::*;

use super::{faults, file_of, place, raw};

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    body: Dense<2, 3>,
    head: Dense<3, 2>,
}

#[test]
fn a_body_from_a_file_and_a_new_head() {
    let pretrained = Net::init(1).expect("static");
    let (_folder, path) = file_of(&pretrained);
    let rules = init! { <Net>
        body.** => load(&path, allow_unused = ["head.**"]),
        head.weight => xavier_uniform,
        head.bias => zeros,
    };
    let fresh = init! { <Net> **.weight => xavier_uniform, **.bias => zeros }.build(5).expect("static");
    let expected = Net { body: pretrained.body.clone(), head: fresh.head };
    assert_eq!(rules.build(5).expect("the file fits"), expected);
    // The rest has the bits that it has without a file.
    let mut net = Net::init(9).expect("static");
    rules.apply(&mut net, 5).expect("the file fits");
    assert_eq!(net, expected);
    let text = rules.plan(&net).to_string();
    assert_eq!(text.matches(r#"load("model.safetensors")"#).count(), 2, "{text}");
    assert!(rules.plan(&net).check().is_ok());
}

#[test]
fn in_braces_and_by_name() {
    let pretrained = Net::init(1).expect("static");
    let (_folder, path) = file_of(&pretrained);
    let turn = String::from("body");
    // Ours are `0.weight` .., theirs `body.weight` ..
    let rules = init! { <(Dense<2, 3>, Dense<3, 2>)>
        [0].** => { init::load(&path).rename(|path| path.replace('0', &turn)) },
        [1].** => load(&path).strip("1.").prefix("head."),
    };
    let (body, head) = rules.build(3).expect("every name is mapped");
    assert_eq!(Net { body, head }, pretrained);
}

#[test]
fn what_no_rule_takes_is_reported_once() {
    let (_folder, path) = place();
    let mut net = Net::init(1).expect("static");
    io::save(&net, &path).expect("there is room");
    let before = net.clone();
    let rules = init! { <Net> body.weight => load(&path), body.bias => load(&path), head.** => default };
    let error = rules.apply(&mut net, 1).expect_err("nobody takes the head");
    assert_eq!(faults(&error), [": unused head.bias", ": unused head.weight"]);
    assert_eq!(net, before);
    let text = error.to_string();
    assert!(text.starts_with("in the rule `body.weight => load(&path)` ("), "{text}");
    assert_eq!(rules.plan(&net).check().expect_err("the plan knows").to_string(), text);
    // Two rules share a file.
    let rules = init! { <Net> body.** => load(&path), head.** => load(&path) };
    assert_eq!(rules.build(1).expect("all is taken"), net);
    // Each object is another.
    let other = before.clone();
    let rules = init! { <Net> body.** => from(&before), head.** => from(&other) };
    let expected = [": unused head.bias", ": unused head.weight", ": unused body.bias", ": unused body.weight"];
    assert_eq!(faults(&rules.build(1).expect_err("half of each is left")), expected);
}

#[cfg(unix)]
#[test]
fn one_file_under_several_paths() {
    let pretrained = Net::init(1).expect("static");
    let (folder, path) = file_of(&pretrained);
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(&path, at("link")).expect("there is room");
    std::fs::hard_link(&path, at("name")).expect("there is room");
    std::fs::create_dir(at("sub")).expect("there is room");
    let (link, name, dots) = (at("link"), at("name"), at("sub/../model.safetensors"));
    let rules = init! { <Net>
        body.weight => load(&path),
        body.bias => load(&link),
        head.weight => load(&name),
        head.bias => load(&dots),
    };
    assert_eq!(rules.build(2).expect("together they take all"), pretrained);
    // Each is called as its rule calls it.
    let text = rules.plan(&pretrained).to_string();
    assert!(text.contains(r#"load("link")"#) && text.contains(r#"load("name")"#), "{text}");

    // What is left over is so once, and allowed to be by any of them.
    let rules = init! { <Net> body.weight => load(&link), body.bias => load(&dots), head.** => default };
    assert_eq!(faults(&rules.build(2).expect_err("the head")), [": unused head.bias", ": unused head.weight"]);
    let rules = init! { <Net>
        body.weight => load(&link),
        body.bias => load(&dots, allow_unused = ["head.*"]),
        head.** => default,
    };
    rules.build(2).expect("said, not assumed");
    // Another file is another, whatever it holds.
    std::fs::copy(&path, at("copy")).expect("there is room");
    let copy = at("copy");
    let rules = init! { <Net> body.** => load(&path), head.** => load(&copy) };
    assert_eq!(rules.build(2).expect_err("half of each").failures().len(), 4);
}

#[test]
fn a_read_that_fails_is_not_tried_again() {
    const COUNT: usize = 20_000_000;
    let (_folder, path) = place();
    let header = format!(r#"{{"": {{"dtype": "F32", "shape": [{COUNT}], "data_offsets": [0, {}]}}}}"#, 4 * COUNT);
    std::fs::write(&path, raw(&header, &[])).expect("there is room");
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("it is there");
    let start = file.metadata().expect("it is there").len();
    file.set_len(start + 4 * COUNT as u64).expect("it takes no room");

    let info = ParamInfo::bare(&[COUNT], None, paraminit::dtype::DType::F32);
    let source = init::Source::from(init::load(&path));
    let task = source.resolve(&info).expect("it is there");
    file.set_len(start).expect("nobody holds it");
    let mut values = Array1::<f32>::zeros(COUNT);
    let clock = Instant::now();
    let view = ViewMut::F32(values.view_mut().into_dyn());
    let error = task.fill(&info, StreamId { seed: 1, number: 1 }, view).expect_err("the values are gone");
    assert!(error.to_string().contains("cannot be read: "), "{error}");
    // It took a minute where each element tried.
    assert!(clock.elapsed().as_secs() < 5, "{:?}", clock.elapsed());
}

#[test]
fn maps() {
    let weights = HashMap::from([("body.weight".to_owned(), Array2::<f32>::ones((3, 2)))]);
    let biases = BTreeMap::from([("body.bias", Array1::<f32>::zeros(3))]);
    let heads = HashMap::from([("best", Dense::<3, 2>::init(4).expect("static"))]);
    let rules = init! { <Net>
        body.weight => from(&weights),
        body.bias => from(&biases),
        head.** => from(&heads, strip = "head.", prefix = "best."),
    };
    let net = rules.build(1).expect("all is there");
    assert_eq!((net.body.weight(), net.body.bias()), (&weights["body.weight"], &biases["body.bias"]));
    assert_eq!(net.head, heads["best"]);
    let plan = rules.plan(&net).to_string();
    assert!(plan.contains("from(HashMap)") && plan.contains("from(BTreeMap)"), "{plan}");
}

static PRETRAINED: LazyLock<HashMap<&'static str, Array1<f32>>> =
    LazyLock::new(|| HashMap::from([("scale", Array1::from(vec![1.0, 2.0])), ("inner.bias", Array1::ones(1))]));

#[derive(Debug, Initialize)]
struct Attributes {
    #[init(shape = [2], from(&*PRETRAINED))]
    scale: Array1<f32>,
    #[init(bias => from(&*PRETRAINED))]
    inner: Dense<1, 1>,
}

#[test]
fn attributes_too() {
    let model = Attributes::init(1).expect("all is there");
    assert_eq!(model.scale, PRETRAINED["scale"]);
    assert_eq!(model.inner.bias()[0], 1.0);
    let error =
        Attributes::init(1).map(|_| ()).and(init! { <Attributes> scale => zeros, ** => default }.build(1).map(|_| ()));
    assert_eq!(faults(&error.expect_err("one is left over")), [": unused scale"]);
}

#[test]
fn a_source_alone() {
    let net = Net::init(1).expect("static");
    let info = ParamInfo::bare(&[3, 2], None, paraminit::dtype::DType::F32);
    let source = init::Source::from(init::from(&net).rename(|_| "body.weight".to_owned()));
    let mut values = Array2::<f32>::zeros((3, 2));
    let view = ViewMut::F32(values.view_mut().into_dyn());
    source
        .resolve(&info)
        .expect("it is there")
        .fill(&info, StreamId { seed: 1, number: 1 }, view)
        .expect("all are finite");
    assert_eq!(&values, net.body.weight());
}
