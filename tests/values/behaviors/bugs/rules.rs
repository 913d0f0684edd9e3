//! Rules that reach too much, too little, or are overwritten.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use paraminit::prelude::*;

#[derive(Initialize)]
struct Numbered {
    layer1: Dense<2, 2>,
    layer10: Dense<2, 2>,
    #[init(len = 12)]
    layers: Vec<Dense<2, 2>>,
}

/// tch's `layer1` is a prefix of `layer10`, burn's groups and many scripts look for substrings, and MXNet's `Mixed`
/// anchors a pattern at the beginning only.
#[test]
fn names_match_whole() {
    let rules = init! { <Numbered>
        layer1.weight | layers[1].weight => zeros,
        ** => ones,
    };
    let net = rules.build(42).expect("sized");
    let sum = |layer: &Dense<2, 2>| (layer.weight().sum(), layer.bias().sum());
    assert_eq!((sum(&net.layer1), sum(&net.layer10)), ((0.0, 2.0), (4.0, 2.0)));
    let sums: Vec<_> = net.layers.iter().map(|layer| sum(layer).0).collect();
    assert_eq!(sums, [4.0, 0.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]);
}

/// MXNet's fused recurrent layers overwrite an initializer that was given, by the default; a model of Hugging Face drew
/// each parameter four times, as parents and parts each did.
#[test]
fn the_rule_that_is_given_is_the_rule_that_is_run_once() {
    use std::sync::Mutex;
    let seen = Mutex::new(Vec::new());
    let note = |p: &ParamInfo| {
        seen.lock().expect("unpoisoned").push(p.path().to_string());
        init::constant(3.0)
    };
    let rules =
        init! { <(Dense<2, 2>, (Dense<2, 2>, Dense<2, 2>))> **.weight => { init::from_fn(note) }, ** => default };
    let net = rules.build(42).expect("static");
    assert!([&net.0, &net.1.0, &net.1.1].iter().all(|layer| layer.weight().sum() == 12.0));
    drop(rules);
    let mut seen = seen.into_inner().expect("unpoisoned");
    seen.sort_unstable();
    assert_eq!(seen, ["0.weight", "1.0.weight", "1.1.weight"]);
}

/// A scale by depth that string comparison never applied, or applied to another projection.
#[test]
fn a_scale_by_depth_reaches_the_projections_it_is_for() {
    #[derive(Initialize)]
    struct Block {
        up: Dense<64, 64>,
        c_proj: Dense<64, 64>,
    }
    #[derive(Initialize)]
    struct Gpt {
        #[init(len = 8)]
        blocks: Vec<Block>,
    }
    let rules = init! { <Gpt>
        **.c_proj.weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
        **.weight => normal(0.0, 0.02),
        **.bias => zeros,
    };
    let net = rules.build(42).expect("sized");
    let plan = rules.plan(&net);
    for entry in plan.entries() {
        let path = entry.info().path().to_string();
        let expected = match path.rsplit_once('.') {
            Some((_, "bias")) => 0.0,
            Some((layer, _)) if layer.ends_with("c_proj") => 0.005,
            _ => 0.02,
        };
        assert_eq!(entry.moments(), Some((0.0, expected)), "{path}");
    }
    assert_eq!(plan.entries().len(), 32);
    let ratio = net.blocks[3].up.weight().std(0.0) / net.blocks[3].c_proj.weight().std(0.0);
    assert!((ratio - 4.0).abs() < 0.2, "{ratio}");
}

/// `net.apply(init)` of PyTorch and its kin draws sinusoidal tables, steps and decays of state-space models anew; Transformers
/// marks them one by one (`_no_reinit`).
#[test]
fn what_is_fixed_is_not_overwritten_by_a_rule_for_all() {
    #[derive(Initialize)]
    struct Ssm {
        #[init(shape = [8, 4], axes = [out, in], kaiming_normal)]
        weight: ndarray::Array2<f32>,
        #[init(shape = [8], fixed, uniform(-6.9, -2.3))]
        dt_bias: ndarray::Array1<f32>,
    }
    let rules = init! { <[Ssm; 2]> **.weight => normal(0.0, 0.02), ** => default };
    let (net, own) = (rules.build(42).expect("sized"), <[Ssm; 2]>::init(42).expect("sized"));
    assert_eq!(net[1].dt_bias, own[1].dt_bias);
    assert!(net[0].dt_bias.iter().all(|b| (-6.9..-2.3).contains(b)) && net[0].weight != own[0].weight);
}

/// `nn.Embedding(padding_idx)` zeroes its row once, and every `init.normal_` of the table undoes that.
#[test]
fn a_padding_row_is_zero_whatever_the_table_gets() {
    use paraminit::layers::Embedding;
    #[derive(Initialize)]
    struct Net {
        #[init(dims { tokens: 10, features: 4 }, rows(weight[3] => zeros))]
        tokens: Embedding,
    }
    let net = init! { <Net> tokens.weight => normal(0.0, 0.02) }.build(42).expect("sized");
    let without =
        init! { <[f32; 40]> ** => normal(0.0, 0.02) }.build(Seed::new(42).at("tokens.weight")).expect("static");
    let expected = without.iter().enumerate().map(|(i, x)| if i / 4 == 3 { 0.0 } else { *x });
    assert!(net.tokens.weight.iter().copied().eq(expected));
}
