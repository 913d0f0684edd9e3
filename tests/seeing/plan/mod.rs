//! Plans: as tables, as data, compared, explained, and locked.

mod explained;
mod locked;
mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ndarray::{Array1, Array2};
use paraminit::assert_plan;
use paraminit::init::Initializer as _;
use paraminit::plan::{Change, LockError, Plan, PlanEntry, Reason, Verdict, What};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d))]
struct Block {
    #[init(shape = [3 * d, d], axes = [3 * out, in], xavier_uniform)]
    qkv: Array2<f32>,
    #[init(dims { inputs: d, outputs: d })]
    proj: DynDense,
    #[init(shape = [d], ones)]
    gain: Array1<f64>,
}

#[derive(Initialize)]
#[init(dims(d, layers), **.bias => zeros)]
struct Gpt {
    #[init(dims { d }, len = layers)]
    blocks: Vec<Block>,
    #[init(weight => orthogonal)]
    head: Dense<8, 2, f32, NoBias>,
}

fn dims() -> GptDims {
    GptDims { d: 8, layers: 3 }
}

fn gpt() -> Plan {
    Gpt::plan_init_with(dims()).expect("fits in memory")
}

/// Without the numbers of lines, which editing this file changes.
fn without_lines(text: &str) -> String {
    let line = |line: &str| {
        let end = line.rfind(".rs:").map_or(line.len(), |at| at + 3);
        line[..end].trim_end().to_owned()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_folds_equal_elements() {
    let expected = "\
────────────────────────────────────────────────────────────────────────────────────────────────────
parameter                 shape        fans    initializer             mean     std  rule
════════════════════════════════════════════════════════════════════════════════════════════════════
blocks[0..3].qkv          f32 [24, 8]  8 -> 8  xavier_uniform             0  0.3536  mod.rs
blocks[0..3].proj.weight  f32 [8, 8]   8 -> 8  pytorch:                   0  0.2041  dyn_dense.rs
                                               kaiming_uniform(gain =
                                               LeakyRelu(2.236))
blocks[0..3].proj.bias    f32 [8]      8 -> 8  zeros                      0       0  mod.rs
blocks[0..3].gain         f64 [8]      -       ones                       1       0  mod.rs
head.weight               f32 [2, 8]   8 -> 2  orthogonal                 0  0.3536  mod.rs
────────────────────────────────────────────────────────────────────────────────────────────────────
13 parameters, 832 elements, 3.3 KiB, stream contract 1";
    let text = gpt().to_string();
    assert_eq!(without_lines(&text), expected, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn the_long_form_has_every_stream() {
    let plan = gpt();
    let text = format!("{plan:#}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    for entry in plan.entries() {
        let line = text.lines().find(|line| line.starts_with(&format!("{} ", entry.info().path()))).expect(&text);
        assert!(line.ends_with(&format!("{:016x}", entry.stream_number())), "{line}");
    }
}

#[test]
fn attributes_and_rules_plan_alike() {
    let model = Gpt::init_with(dims(), 42).expect("complete");
    let rules = init! { <Gpt> ** => default };
    for other in [model.plan(), rules.plan(&model), rules.plan_build_with(dims()).expect("fits in memory")] {
        assert!(gpt().diff(&other).is_empty());
        assert_eq!(gpt().to_string(), other.to_string());
    }
}

#[test]
fn a_new_model_has_nothing_to_keep() {
    let rules = init! { <Dense<4, 8>> weight => keep, bias => zeros };
    assert!(rules.plan(&Dense::init(1).expect("static")).check().is_ok());
    let text = rules.plan_build().expect("static").check().expect_err("it is new").to_string();
    assert_eq!(text, rules.build(1).expect_err("it is new").to_string());
}

#[test]
fn expectations_are_those_of_the_initializers() {
    let rules = init! { <[Dense<4, 8>; 6]>
        [0].weight => clamped(uniform(-1.0, 1.0), 0.0, 1.0),
        [1].weight => mixture { 0.5 => constant(1.0), 0.5 => constant(3.0) },
        [2].weight => scaled(trunc_normal(1.0), -2.0),
        [3].weight => |_| init::normal(1.0, 2.0),
        [4].weight => map(uniform(-1.0, 1.0), f64::abs),
        [5].weight => sample(rand_distr::Exp1),
        ** => default,
    };
    let plan = rules.plan_build().expect("static");
    let moments: Vec<_> = plan.entries().iter().step_by(2).map(PlanEntry::moments).collect();
    let near = |at: usize, mean: f64, std: f64| {
        let (m, s) = moments[at].expect("known");
        assert!((m - mean).abs() < 1e-9 && (s - std).abs() < 1e-9, "{at}: {m} {s}");
    };
    near(0, 0.25, (1.0_f64 / 6.0 - 1.0 / 16.0).sqrt());
    near(1, 2.0, 1.0);
    near(2, 0.0, 2.0 * 0.879_625_661_034_239_8);
    near(3, 1.0, 2.0);
    assert_eq!(&moments[4..], [None, None]);
}

#[test]
fn a_plan_as_json() {
    let json = serde_json::to_value(gpt()).expect("plain data");
    assert_eq!(json["contract"], 1);
    let parameters = json["parameters"].as_array().expect("a list");
    assert_eq!(parameters.len(), 13);
    let first = &parameters[0];
    assert_eq!(first["path"], "blocks.0.qkv");
    assert_eq!((&first["element"], &first["shape"]), (&"f32".into(), &[24, 8].into()));
    assert_eq!((&first["axes"], &first["compared"]), (&serde_json::json!(["3 * out", "in"]), &true.into()));
    assert_eq!((&first["fan_in"], &first["fan_out"]), (&8.into(), &8.into()));
    assert_eq!((&first["initializer"], &first["preset_gives"]), (&"xavier_uniform".into(), &serde_json::Value::Null));
    assert!((first["std"].as_f64().expect("known") - 0.125_f64.sqrt()).abs() < 1e-15);
    assert_eq!(first["stream"], format!("{:016x}", paraminit::stream::stream_number("blocks.0.qkv")));
    assert!(first["rule"]["file"].as_str().is_some_and(|file| file.ends_with("plan/mod.rs")));
    assert_eq!(parameters[1]["initializer"], "pytorch");
    let lazy = LazyDense::<f32>::plan_init_with(LazyDenseDims { outputs: 8 }).expect("nothing to allocate");
    let lazy = serde_json::to_value(lazy).expect("plain data");
    assert_eq!(lazy["parameters"][0]["shape"], serde_json::json!([8, null]));
    let map = BTreeMap::from([("w", Array1::<f32>::zeros(8))]);
    let taken = init! { <Array1<f32>> ** => { init::from(&map).rename(|_| "w".to_owned()) } }.plan(&Array1::zeros(8));
    let taken = serde_json::to_value(taken).expect("plain data");
    let taken = &taken["parameters"][0];
    assert_eq!(
        (&taken["axes"], &taken["tensor"], &taken["compared"]),
        (&serde_json::Value::Null, &"w".into(), &false.into())
    );
}

#[test]
fn a_diff_says_what_gets_other_values() {
    #[derive(Initialize)]
    struct Before {
        #[init(shape = [4], zeros)]
        first: Array1<f32>,
        #[init(shape = [4], zeros)]
        old: Array1<f32>,
        #[init(shape = [4], zeros)]
        kept: Array1<f32>,
        #[init(shape = [4, 2], axes = [out, in], lecun_normal)]
        turned: Array2<f32>,
        blocks: [Dense<4, 4>; 3],
    }
    #[derive(Initialize)]
    struct After {
        #[init(shape = [5], zeros)]
        first: Array1<f64>,
        #[init(shape = [4], zeros, key = "old")]
        renamed: Array1<f32>,
        #[init(shape = [4], zeros, key = "other")]
        kept: Array1<f32>,
        #[init(shape = [4, 2], axes = [in, out], lecun_normal)]
        turned: Array2<f32>,
        #[init([*].weight => orthogonal, [*].bias => pytorch)]
        blocks: [Dense<4, 4>; 3],
        #[init(shape = [2], ones)]
        extra: Array1<f32>,
    }
    let (old, new) = (Before::plan_init().expect("static"), After::plan_init().expect("static"));
    assert_eq!(
        old.diff(&new).to_string(),
        "changed first
  shape        f32 [4]
            -> f64 [5]
renamed old -> renamed, the same values
changed kept
  stream       583876d75cd7d1d9
            -> 0a24ad61c2562a55
changed turned
  axes         [out, in]
            -> [in, out]
  fans         2 -> 4
            -> 4 -> 2
changed blocks[0..3].weight
  initializer  pytorch: kaiming_uniform(gain = LeakyRelu(2.23606797749979))
            -> orthogonal
added   extra  f32 [2]  ones
8 parameters differ"
    );
    let back = new.diff(&old);
    assert!(back.to_string().ends_with("\ngone    extra  f32 [2]  ones\n8 parameters differ"), "{back}");
    assert!(matches!(&back.changes()[0], Change::Changed { path, differences }
        if path == "first" && differences[0].what == What::Shape));
    assert_eq!(old.diff(&old).to_string(), "nothing is initialized differently");
}
