//! Buffers: values that a model keeps and nobody trains.

use std::collections::BTreeMap;

use ndarray::{Array1, Array2};
use paraminit::io;
use paraminit::plan::{Reason, Verdict};
use paraminit::prelude::*;

/// The guide's batch normalization.
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(kind = BatchNorm, dims(channels))]
struct Norm {
    #[init(shape = [channels], part = scale, ones)]
    scale: Array1<f32>,
    #[init(shape = [channels], part = offset, zeros)]
    offset: Array1<f32>,
    #[init(shape = [channels], buffer, part = mean, zeros)]
    mean: Array1<f32>,
    #[init(shape = [channels], buffer, part = variance, ones)]
    variance: Array1<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    body: Dense<4, 8>,
    #[init(dims { channels: 8 })]
    norm: Norm,
    head: Dense<8, 2>,
    #[init(buffer, zeros)]
    batches: f32,
}

const BUFFERS: [&str; 3] = ["norm.mean", "norm.variance", "batches"];

fn trained(seed: u64) -> Net {
    let mut net = Net::init(seed).expect("sizes are given");
    net.norm.mean.fill(0.25);
    net.norm.variance.fill(4.0);
    net.batches = 1000.0;
    net
}

// torch/nn 1165, pytorch 5766: statistics that were neither in the file nor reset.
#[test]
fn running_statistics_are_saved_loaded_and_reset() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    let net = trained(1);
    io::save(&net, &path).expect("it can be saved");
    let tensors = safetensors_names(&path);
    assert_eq!(tensors.len(), 9, "{tensors:?}");

    let mut again = Net::init(2).expect("sizes are given");
    io::load(&mut again, init::load(&path)).expect("all nine are there");
    assert_eq!(again, net);
    let mut copied = Net::init(3).expect("sizes are given");
    io::load(&mut copied, init::from(&net)).expect("all nine are there");
    assert_eq!(copied, net);

    again.reinit(2).expect("attributes cover everything");
    assert_eq!(again, Net::init(2).expect("sizes are given"));
    assert_eq!((again.norm.mean.sum(), again.norm.variance.sum(), again.batches), (0.0, 8.0, 0.0));
}

/// The names in the header of a file.
fn safetensors_names(path: &std::path::Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("it was written");
    let (len, rest) = bytes.split_first_chunk().expect("a length");
    let header = usize::try_from(u64::from_le_bytes(*len)).expect("short");
    let header: serde_json::Value = serde_json::from_slice(&rest[..header]).expect("JSON");
    header.as_object().expect("a map").keys().filter(|name| !name.starts_with("__")).cloned().collect()
}

#[test]
fn a_file_without_the_statistics_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    io::save(&Dense::<4, 8>::init(1).expect("static"), &path).expect("it can be saved");
    let mut net = trained(1);
    let load = init::load(&path).prefix("").strip("body.").allow_missing(["norm.scale", "norm.offset", "head.*"]);
    let error = io::load(&mut net, load).expect_err("nothing is there for the buffers").to_string();
    assert!(BUFFERS.iter().all(|name| error.contains(&format!("`{name}`"))), "{error}");
}

#[test]
fn an_initializer_behind_a_wildcard_is_not_for_buffers() {
    let buffers = |net: &Net| (net.norm.mean[0], net.norm.variance[0], net.batches);
    let own = (0.0, 1.0, 0.0);
    // Not even `kaiming_normal`, which suits none of them.
    let net = init! { <Net> **.weight => kaiming_normal, ** => constant(7.0) }.build(42).expect("covered");
    assert_eq!((buffers(&net), net.norm.scale[0], net.head.bias()[0]), (own, 7.0, 7.0));
    let net =
        init! { <Net> norm.* => |_| init::constant(7.0), ** => { init::constant(7.0) } }.build(42).expect("covered");
    assert_eq!((buffers(&net), net.norm.offset[0]), (own, 7.0));
    let net = init! { <Net> ** => pytorch }.build(42).expect("it knows the layers, and passes what is none");
    assert_eq!(buffers(&net), own);

    // A rule whose pattern ends in the name is.
    let net = init! { <Net> **.mean => constant(3.0), batches => constant(5.0), ** => default }.build(42);
    assert_eq!(buffers(&net.expect("covered")), (3.0, 1.0, 5.0));
    let net = init! { <Net> <BatchNorm>.variance => constant(2.0), ** => ones }.build(42).expect("covered");
    assert_eq!(buffers(&net), (0.0, 2.0, 0.0));

    // What keeps, and what brings values, means all of it.
    let mut net = trained(1);
    init! { <Net> head.** => zeros, ** => keep }.apply(&mut net, 42).expect("covered");
    assert_eq!(buffers(&net), (0.25, 4.0, 1000.0));
    let other = trained(2);
    let net = init! { <Net> ** => from(&other) }.build(42).expect("covered");
    assert_eq!(net, other);
    // `apply` resets what it does not keep.
    let mut net = trained(1);
    init! { <Net> ** => default }.apply(&mut net, 42).expect("covered");
    assert_eq!(buffers(&net), own);
}

#[test]
fn attributes_of_outer_structs_leave_buffers_alone() {
    #[derive(Initialize)]
    #[init(** => constant(9.0))]
    struct Outer {
        #[init(norm.mean => constant(2.0))]
        net: Net,
        #[init(** => ones)]
        other: Net,
    }

    let outer = Outer::init(42).expect("sizes are given");
    assert_eq!((outer.net.norm.mean[0], outer.net.norm.variance[0], outer.net.norm.scale[0]), (2.0, 1.0, 9.0));
    assert_eq!((outer.other.norm.mean[0], outer.other.batches, outer.other.norm.offset[0]), (0.0, 0.0, 1.0));
}

#[test]
fn explanations_say_why_a_wildcard_passes() {
    let net = trained(1);
    let rules = init! { <Net> ** => constant(7.0) };
    let why = rules.explain(&net, "norm.variance").expect("it is there");
    let verdicts: Vec<_> = why.candidates().iter().map(|candidate| candidate.verdict).collect();
    assert_eq!(verdicts, [Verdict::Loses(Reason::Buffer), Verdict::Wins]);
    assert!(why.to_string().contains("loses: the field is a buffer: a wildcard's initializer is not for it"), "{why}");
    let by_block = init! { <Net> ** => { init::zeros() } };
    let why = by_block.explain(&net, "norm.variance").expect("it is there");
    assert_eq!(why.candidates()[0].verdict, Verdict::Loses(Reason::Buffer));
    let why = init! { <Net> **.variance => zeros, ** => ones }.explain(&net, "norm.variance").expect("it is there");
    assert_eq!(why.candidates()[0].verdict, Verdict::Wins);
}

#[test]
fn selections_are_about_what_is_trained() {
    const DECAY: Selection<Net, f64> = select! { <Net> **.bias | <BatchNorm>.* => 0.0, ** => 0.1 };
    // Without a rule for buffers, and without one for the rest.
    const RATE: Selection<Net, u32> = select! { <Net> **.weight | **.bias => 1, norm.scale | norm.offset => 2 };
    const NAMED: Selection<Net, u32> = select! { <Net> norm.mean => 7, ** => 1 };
    let mut net = trained(1);
    let selected = |selection: Vec<paraminit::path::ParamPath>| {
        selection.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let all = "body.weight body.bias norm.scale norm.offset head.weight head.bias";
    let paths = |selection: &Selection<Net, u32>| {
        selection.of(&net).expect("covered").into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(selected(paths(&RATE)), all);
    assert_eq!(selected(DECAY.of(&net).expect("covered").into_iter().map(|(path, _)| path).collect()), all);
    assert_eq!(selected(paths(&NAMED)), all.replace("offset", "offset norm.mean"));
    let error = DECAY.get(&net, "norm.mean").expect_err("no rule names it").to_string();
    assert_eq!(
        error,
        "`norm.mean` is a buffer: nobody trains it, and no rule of the selection names it\n\
         help: a rule that has its name has a value for it, `norm.mean => ..`"
    );
    assert_eq!(NAMED.get(&net, "norm.mean").expect("it is named"), &7);
    assert!(DECAY.get(&net, "norm.maen").expect_err("there is none").to_string().contains("no parameter has the path"));

    // Each value with the array of its own path.
    let mut seen = Vec::new();
    NAMED.visit(&net, |path, value, view| seen.push((path.to_string(), *value, view.count()))).expect("covered");
    let mut written = Vec::new();
    NAMED
        .visit_mut(&mut net, |path, value, mut values| {
            values.fill_with(|| f64::from(*value));
            written.push((path.to_string(), *value, values.count()));
        })
        .expect("covered");
    assert_eq!(seen, written);
    assert_eq!((net.norm.mean[0], net.norm.variance[0], net.norm.scale[0], net.batches), (7.0, 4.0, 1.0, 1000.0));
}

#[test]
fn buffers_are_shown_and_counted_apart() {
    let mut net = trained(1);
    let parameters = 4 * 8 + 8 + 8 + 8 + 8 * 2 + 2;
    assert_eq!((net.parameter_count(), net.parameter_bytes()), (parameters, 4 * parameters));
    assert_eq!((net.named_parameters().len(), net.named_parameters_mut().len()), (6, 6));
    let names: Vec<_> = net.named_buffers().iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(names, BUFFERS);
    net.param_mut("norm.mean").expect("it is there").fill_with(|| 0.0);

    let rules = init! { <Net> ** => default };
    for text in [rules.plan(&net).to_string(), rules.summary(&net).to_string(), net.summary().to_string()] {
        assert!(text.contains("6 parameters and 3 buffers, 91 elements"), "{text}");
        assert_eq!(text.matches(" buffer ").count(), 3, "{text}");
    }
    // A summary judges them by what resets them.
    let anomalies: Vec<_> = rules.summary(&net).anomalies().map(|(entry, _)| entry.path().to_string()).collect();
    assert_eq!(anomalies, ["norm.variance", "batches"]);
    let json = serde_json::to_value(rules.plan(&net)).expect("plans are data");
    let flags: Vec<_> = json["parameters"].as_array().expect("a list").iter().map(|entry| &entry["buffer"]).collect();
    assert_eq!(flags.iter().filter(|flag| **flag == true).count(), 3);
}

#[test]
fn a_lock_sees_what_becomes_a_buffer() {
    #[derive(Initialize)]
    struct Before {
        #[init(shape = [4], zeros)]
        mean: Array1<f32>,
    }
    #[derive(Initialize)]
    struct After {
        #[init(shape = [4], buffer, zeros)]
        mean: Array1<f32>,
    }
    let folder = tempfile::tempdir().expect("a folder");
    let lock = folder.path().join("init.lock");
    Before::plan_init().expect("small").write_lock(&lock).expect("it can be written");
    let error = After::plan_init().expect("small").check_lock(&lock).expect_err("it is a buffer now").to_string();
    assert!(error.contains("f32 [4] buffer"), "{error}");
    After::plan_init().expect("small").write_lock(&lock).expect("it can be written");
    After::plan_init().expect("small").check_lock(&lock).expect("the same");
}

/// A buffer in a declaration of another crate's layer, and one that is cut.
#[test]
fn buffers_of_declared_layers_and_in_parts() {
    struct Foreign {
        mean: Array1<f32>,
    }
    #[derive(Initialize)]
    #[init(remote = Foreign, new = Foreign { mean: Array1::zeros(3) })]
    struct ForeignDef {
        #[init(shape = [3], buffer, constant(2.0))]
        mean: Array1<f32>,
    }
    #[derive(Initialize)]
    struct Holder {
        #[init(with = ForeignDef)]
        layer: Foreign,
        #[init(shape = [4, 2], axes = [out, in], parts(a = 1, b = 3), buffer, ones)]
        cut: Array2<f32>,
    }
    let holder = init! { <Holder> cut.b => zeros, ** => default }.build(42).expect("covered");
    assert_eq!((holder.layer.mean[0], holder.cut[[0, 0]], holder.cut[[1, 0]]), (2.0, 1.0, 0.0));
    assert_eq!(holder.named_buffers().len(), 2);
    assert_eq!(holder.parameter_count(), 0);
}

/// A key, an index and what stands in brackets with `last` name a buffer; `*` does not.
#[test]
fn keys_and_indices_name_a_buffer() {
    #[derive(Initialize)]
    enum Held {
        #[init(build)]
        Value(#[init(buffer, zeros)] f32),
    }
    #[derive(Initialize)]
    struct Model {
        row: [Held; 3],
        #[init(keys = ["x", "y"])]
        map: BTreeMap<String, Held>,
        #[init(ones)]
        weight: f32,
    }
    let value = |Held::Value(value): &Held| *value;
    let rules = init! { <Model> map["x"] => constant(2.0), row[last] => constant(3.0), row[..last] => constant(4.0), ** => default };
    let model = rules.build(1).expect("static");
    assert_eq!((value(&model.map["x"]), value(&model.map["y"])), (2.0, 0.0));
    assert_eq!(model.row.each_ref().map(value), [4.0, 4.0, 3.0]);
    assert_eq!(model.weight.to_bits(), 1.0_f32.to_bits());
    let model = init! { <Model> **.* => constant(2.0) }.build(1).expect("static");
    assert_eq!((value(&model.map["x"]), value(&model.row[0])), (0.0, 0.0));
}
