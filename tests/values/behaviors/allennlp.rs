//! `allennlp.nn.initializers`: the nearest peer with rules for a whole model, and one matrix for each gate.

use ndarray::{ArrayD, s};
use paraminit::axes::Axis;
use paraminit::init::{Gain, kaiming_uniform, orthogonal};
use paraminit::prelude::*;

use crate::values::behaviors::sample::{deviation, elements, fill, fill_axes, follows, try_fill_axes, uniform_cdf};

#[derive(Initialize)]
struct Funky {
    conv: Dense<4, 4>,
    name: Dense<4, 4>,
    pretrained: Dense<4, 4>,
}

#[test]
fn a_rule_reaches_what_its_pattern_matches_and_no_more() {
    let net = Funky::init(42).expect("static");
    let rules = init! { <Funky>
        conv.* => constant(5.0),
        name.bias => constant(7.0),
        ** => default,
    };
    let built = rules.build(42).expect("static");
    assert!(built.conv.weight().iter().chain(built.conv.bias()).all(|&x| x == 5.0));
    assert!(built.name.bias().iter().all(|&x| x == 7.0));
    assert_eq!((built.name.weight(), built.pretrained), (net.name.weight(), net.pretrained));
}

#[test]
fn what_is_kept_stays_whatever_other_rules_say() {
    let mut net = Funky::init(42).expect("static");
    let before = net.pretrained.clone();
    let rules = init! { <Funky> pretrained.** => keep, ** => zeros };
    rules.apply(&mut net, 43).expect("the rules suit");
    assert_eq!(net.pretrained, before);
    assert_eq!((net.conv.weight().sum(), net.name.bias().sum()), (0.0, 0.0));
}

#[test]
fn each_block_along_both_axes_is_orthogonal() {
    let axes = [Axis::packed(2, Out), Axis::packed(2, In)];
    let filled: ArrayD<f64> = fill_axes(orthogonal(), &[10, 6], &axes);
    let filled = filled.into_dimensionality::<ndarray::Ix2>().expect("a matrix");
    for block in filled.exact_chunks((5, 3)) {
        assert!(deviation(block, 1.0) < 1e-14);
    }
    assert_ne!(filled.slice(s![..5, ..3]), filled.slice(s![5.., ..3]));
}

#[test]
fn blocks_that_do_not_divide_an_axis_are_refused() {
    let axes = [Axis::packed(7, Out), Axis::packed(2, In)];
    let refused = try_fill_axes::<f64>(orthogonal(), &[10, 6], &axes).expect_err("7 does not divide 10");
    assert!(refused.to_string().contains("axis 0 has length 10, which 7 blocks do not divide"), "{refused}");
}

/// `uniform_unit_scaling`, with their gain for a ReLU.
#[test]
fn uniform_unit_scaling() {
    for gain in [1.0, 1.43] {
        let bound = (3.0_f64 / 10.0).sqrt() * gain;
        let filled = fill::<f32>(kaiming_uniform().gain(Gain::Value(gain)), &[1000, 10], &[Out, In]);
        follows("unit scaling", &elements(&filled), uniform_cdf(-bound, bound));
    }
}
