//! Fixed parameters: general rules do not reach them. They are trained, saved and selected as others are.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use std::collections::BTreeMap;

use ndarray::{Array1, Array2};
use paraminit::info::ParamInfo;
use paraminit::io;
use paraminit::plan::{Reason, Verdict};
use paraminit::prelude::*;
use paraminit::stream::Stream;

/// The table of Vaswani et al.: a sine and a cosine of each frequency, by position.
struct Sinusoidal;

impl Initializer for Sinusoidal {
    fn initialize(
        &self,
        param: &ParamInfo,
        mut values: ViewMut<'_>,
        _: &mut Stream,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let width = param.shape()[1];
        let mut next = 0;
        values.fill_with(|| {
            let (position, i) = (next / width, next % width);
            next += 1;
            let angle = position as f64 / 10_000_f64.powf((i / 2 * 2) as f64 / width as f64);
            if i % 2 == 0 { angle.sin() } else { angle.cos() }
        });
        Ok(())
    }
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Positions {
    #[init(shape = [16, 8], fixed, custom(&Sinusoidal))]
    weight: Array2<f32>,
}

/// Mamba's: the step's bias and the decay have initializers that no scheme knows.
#[derive(Clone, Debug, PartialEq, Initialize)]
struct Ssm {
    #[init(shape = [8, 4], axes = [out, in], kaiming_normal)]
    weight: Array2<f32>,
    #[init(shape = [8], fixed, uniform(-4.6, -2.3))]
    dt_bias: Array1<f32>,
    #[init(shape = [4], fixed, values(&[1.0, 2.0, 3.0, 4.0]))]
    decay: Array1<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    tokens: Dense<8, 8>,
    positions: Positions,
    #[init(len = 2)]
    blocks: Vec<Ssm>,
}

fn net(seed: u64) -> Net {
    Net::init(seed).expect("every field says its size")
}

fn own(other: &Net) {
    let net = net(1);
    assert_eq!(other.positions, net.positions);
    assert_eq!(other.blocks[1].dt_bias, net.blocks[1].dt_bias);
    assert_eq!(other.blocks[0].decay, net.blocks[0].decay);
}

#[test]
fn general_rules_do_not_reach_what_is_fixed() {
    let table = net(1).positions.weight;
    assert_eq!((table[[0, 0]], table[[0, 1]]), (0.0, 1.0));
    assert!((table[[3, 0]] - 3_f32.sin()).abs() < 1e-6);
    assert_eq!(net(1).blocks[0].decay, ndarray::arr1(&[1.0, 2.0, 3.0, 4.0]));

    let built = init! { <Net> **.weight => normal(0.0, 0.02), ** => zeros }.build(1).expect("covered");
    own(&built);
    assert!(built.blocks[0].weight != net(1).blocks[0].weight && built.tokens.bias().sum() == 0.0);
    // By kind, by element, by closure: none has the name.
    own(&init! { <Net> <Ssm>.* => |_| init::constant(7.0), ** => zeros }.build(1).expect("covered"));
    own(&init! { <Net> ** => { init::constant(7.0) } }.build(1).expect("covered"));
    own(&init! { <Net> ** => default }.build(1).expect("covered"));
}

#[test]
fn a_rule_that_has_the_name_reaches_it() {
    let rules = init! { <Net>
        positions.weight => zeros,
        <Ssm>.dt_bias => ones,
        blocks[0].decay => constant(2.0),
        **.weight => normal(0.0, 0.02),
        ** => zeros,
    };
    let built = rules.build(1).expect("covered");
    assert_eq!((built.positions.weight.sum(), built.blocks[1].dt_bias.sum()), (0.0, 8.0));
    assert_eq!(built.blocks[0].decay, ndarray::arr1(&[2.0; 4]));
    assert_eq!(built.blocks[1].decay, net(1).blocks[1].decay);
    // The first rule that matches decides, as for every parameter: the second does not come into it.
    let rules = init! { <Net> blocks.** => zeros, positions.weight | blocks[1].decay ?=> ones, ** => default };
    let built = rules.build(1).expect("covered");
    assert_eq!((built.positions.weight.sum(), &built.blocks[1].decay), (128.0, &net(1).blocks[1].decay));
}

#[test]
fn what_exists_already_reaches_it() {
    let mut theirs = net(1);
    theirs.positions.weight.fill(5.0);
    theirs.blocks[0].decay.fill(6.0);
    let built = init! { <Net> ** => from(&theirs) }.build(2).expect("covered");
    assert_eq!(built, theirs);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    io::save(&theirs, &path).expect("there is room");
    let mut loaded = net(3);
    io::load(&mut loaded, init::load(&path)).expect("it was just saved");
    assert_eq!(loaded, theirs);
    let some =
        init! { <Net> **.weight => load(&path, allow_unused = ["**.bias", "**.dt_bias", "**.decay"]), ** => default };
    assert_eq!(some.build(4).expect("covered").positions, theirs.positions);
    init! { <Net> tokens.** => zeros, ** => keep }.apply(&mut loaded, 5).expect("covered");
    assert_eq!(loaded.positions, theirs.positions);
    init! { <Net> ** => default }.apply(&mut loaded, 1).expect("covered");
    own(&loaded);
}

#[test]
fn it_is_trained_counted_and_selected() {
    const DECAY: Selection<Net, f64> = select! { <Net> **.weight => 0.1, ** => 0.0 };
    let mut net = net(1);
    assert_eq!(DECAY.get(&net, "positions.weight").expect("it is a parameter"), &0.1);
    assert_eq!(DECAY.get(&net, "blocks.1.decay").expect("it is a parameter"), &0.0);
    assert_eq!(DECAY.of(&net).expect("covered").len(), 9);
    assert_eq!((net.named_parameters().len(), net.named_parameters_mut().len(), net.named_buffers().len()), (9, 9, 0));
    assert_eq!(net.parameter_count(), 72 + 128 + 2 * (32 + 8 + 4));
}

#[test]
fn plans_and_explanations_say_that_it_is_fixed() {
    let net = net(1);
    let rules = init! { <Net> **.weight => normal(0.0, 0.02), ** => default };
    let plan = rules.plan(&net).to_string();
    assert_eq!(plan.matches(" fixed ").count(), 3, "{plan}");
    let why = rules.explain(&net, "positions.weight").expect("it is there");
    let verdicts: Vec<_> = why.candidates().iter().map(|candidate| candidate.verdict).collect();
    assert_eq!(verdicts, [Verdict::Loses(Reason::Fixed), Verdict::Loses(Reason::Earlier), Verdict::Wins]);
    let text = why.to_string();
    let reason = "loses: the field is fixed: an initializer reaches it only by a rule that has its place and name";
    assert!(text.contains(reason) && text.contains("[16, 8] fixed gets `custom(Sinusoidal)`"), "{text}");
    let why = init! { <Net> positions.weight => zeros, ** => default }.explain(&net, "positions.weight");
    assert_eq!(why.expect("it is there").candidates()[0].verdict, Verdict::Wins);
    let json = serde_json::to_value(rules.plan(&net)).expect("plans are data");
    let flags = json["parameters"].as_array().expect("a list").iter();
    assert_eq!(flags.filter(|entry| entry["fixed"] == true && entry["buffer"] == false).count(), 5);
}

#[test]
fn a_lock_sees_what_becomes_fixed() {
    #[derive(Initialize)]
    struct Before {
        #[init(shape = [4], ones)]
        decay: Array1<f32>,
    }
    #[derive(Initialize)]
    struct After {
        #[init(shape = [4], fixed, ones)]
        decay: Array1<f32>,
    }
    let folder = tempfile::tempdir().expect("a folder");
    let lock = folder.path().join("init.lock");
    Before::plan_init().expect("small").write_lock(&lock).expect("it can be written");
    let error = After::plan_init().expect("small").check_lock(&lock).expect_err("it is fixed now").to_string();
    assert!(error.contains("f32 [4] fixed"), "{error}");
}

/// On a layer, and on containers: the name is that of the field, and what stands within counts.
#[test]
fn layers_and_containers_are_fixed_as_a_whole() {
    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(**.bias => constant(9.0))]
    struct Model {
        #[init(fixed, weight => eye)]
        rotation: Dense<4, 4>,
        #[init(fixed, len = 2, shape = [3], ** => constant(0.5))]
        decays: Vec<Array1<f32>>,
        #[init(fixed, keys = ["a"], ** => ones)]
        scales: BTreeMap<String, [f32; 2]>,
        #[init(fixed, zeros)]
        shift: Option<f32>,
        body: Dense<4, 4>,
    }
    let own = Model::init(1).expect("static");
    // The struct's general rule does not reach the layer's bias either: that has its layer's own.
    assert_eq!(own.rotation.weight(), Array2::<f32>::eye(4));
    assert!(own.rotation.bias().iter().all(|b| b.abs() <= 0.5) && own.body.bias()[0] == 9.0);

    let built = init! { <Model> **.weight | **.bias => constant(7.0), ** => default }.build(1).expect("covered");
    assert_eq!(
        (&built.rotation, &built.decays, &built.scales, built.shift),
        (&own.rotation, &own.decays, &own.scales, Some(0.0))
    );
    assert_eq!(built.body.bias()[0], 7.0);
    // Indices and keys alone are no names of the field, and a name behind `**` is in no place.
    let built = init! { <Model> **[1] | **["a"] | **.shift ?=> ones, ** => default }.build(1).expect("covered");
    assert_eq!(built, own);
    let rules = init! { <Model>
        rotation.** => zeros,
        decays[1] | scales["a"] => constant(2.0),
        shift => ones,
        ** => default,
    };
    let built = rules.build(1).expect("covered");
    assert_eq!((built.rotation.weight().sum(), built.decays[0][0], built.decays[1][0]), (0.0, 0.5, 2.0));
    assert_eq!((built.scales["a"], built.shift), ([2.0; 2], Some(1.0)));
}

/// A set that is mounted on a part means what it means there by itself.
#[test]
fn mounted_sets_leave_fixed_parameters_alone() {
    const BLOCK: Rules<'static, Ssm> = init! { <Ssm> decay => zeros, ** => ones };
    let rules = init! { <Net> blocks[*] => rules(BLOCK), ** => default };
    let built = rules.build(1).expect("covered");
    assert_eq!((built.blocks[1].decay.sum(), built.blocks[1].weight.sum()), (0.0, 32.0));
    assert_eq!(built.blocks[1].dt_bias, net(1).blocks[1].dt_bias);

    #[derive(Initialize)]
    struct Holder {
        #[init(fixed)]
        kept: Ssm,
        other: Ssm,
    }
    let general = init! { <Holder> **.<Ssm> => rules(BLOCK) }.build(1).expect("covered");
    let default = Holder::init(1).expect("static");
    assert_eq!((&general.kept, general.other.weight.sum()), (&default.kept, 32.0));
    let named = init! { <Holder> kept | other => rules(BLOCK) }.build(1).expect("covered");
    assert_eq!((named.kept.weight.sum(), named.kept.decay.sum()), (32.0, 0.0));
    // What is fixed within is not meant by the name of what is around it.
    let unnamed = init! { <Holder> kept.** | other.* => ones }.build(1).expect("covered");
    assert_eq!((unnamed.kept.weight.sum(), unnamed.other.decay), (32.0, default.other.decay));
}
