//! Groups, gates and packed matrices along an axis: constants, and numbers that the model keeps.

use ndarray::{Array1, Array2, Array3, ArrayD, IxDyn, s};
use paraminit::axes::Axis;
use paraminit::prelude::*;
use paraminit::{FailureKind, InitErrorKind};

/// The fans of every parameter, as rules see them.
fn fans<M: Initialize>(rules: &Rules<'_, M>, model: &M) -> Vec<(usize, usize)> {
    rules.plan(model).entries().iter().map(|entry| (entry.info().fan_in(), entry.info().fan_out())).collect()
}

const GROUPS: usize = 4;

/// What a layer declares, and the fans that it has: 16 inputs, 32 outputs, 3 taps.
#[derive(Initialize)]
#[init(** => kaiming_uniform)]
struct Convolutions {
    #[init(shape = [32, 16, 3], axes = [out, in, kernel])]
    whole: Array3<f32>,
    #[init(shape = [32, 16 / GROUPS, 3], axes = [GROUPS * out, in, kernel])]
    grouped: Array3<f32>,
    #[init(shape = [3, 16 / GROUPS, 32], axes = [kernel, in, GROUPS * out])]
    grouped_last: Array3<f32>,
    #[init(shape = [16, 1, 3], axes = [16 * out, in, kernel])]
    depthwise: Array3<f32>,
    #[init(shape = [3, 16, 2], axes = [kernel, 16 * in, out])]
    depthwise_last: Array3<f32>,
    #[init(shape = [16, 32 / GROUPS, 3], axes = [GROUPS * in, out, kernel])]
    transposed: Array3<f32>,
    #[init(shape = [3 * 32, 16 / GROUPS, 3], axes = [3 * GROUPS * out, in, kernel])]
    packed: Array3<f32>,
    #[init(shape = [2, 8, 16], axes = [in, in, out])]
    two_inputs: Array3<f32>,
}

#[test]
fn fans_of_groups() {
    let rules = init! { <Convolutions> ** => default };
    let model = Convolutions::init(1).expect("static");
    let expected = [(48, 96), (12, 24), (12, 24), (3, 3), (3, 6), (12, 24), (12, 24), (16, 16)];
    assert_eq!(fans(&rules, &model), expected);
}

/// A number of groups, or heads, that only run time knows, is kept by the layer as its forward pass needs it anyway.
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(inputs, outputs, groups))]
struct Grouped {
    #[init(shape = [outputs, inputs / groups, 3], axes = [groups * out, in, kernel], xavier_uniform)]
    weight: Array3<f64>,
    #[init(shape = [outputs], fans_of = weight, kind = Conv, part = bias, pytorch)]
    bias: Array1<f64>,
    #[init(skip = groups)]
    groups: usize,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(width, heads))]
struct Block {
    #[init(dims { inputs: 2 * width, outputs: width, groups: heads }, len = 2)]
    layers: Vec<Grouped>,
    #[init(shape = [3 * width, width], axes = [(3 * heads) * out, in], ** => orthogonal, len = 2)]
    heads_of: Vec<Array2<f64>>,
    #[init(skip = heads)]
    heads: usize,
}

#[test]
fn groups_that_run_time_knows() {
    let mut block = Block::init_with(BlockDims { width: 12, heads: 3 }, 1).expect("3 divides 12");
    let rules = init! { <Block> ** => default };
    let conv = (8 * 3, 4 * 3);
    // A bias has those of its weight; a head has a ninth of the outputs.
    assert_eq!(fans(&rules, &block), [conv, conv, conv, conv, (12, 4), (12, 4)]);
    let bound = (6.0 / (24.0 + 12.0_f64)).sqrt();
    let farthest = |values: &Array3<f64>| values.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    assert!((0.9 * bound..=bound).contains(&farthest(&block.layers[1].weight)));
    assert!(block.layers[0].bias.iter().all(|x| x.abs() <= 1.0 / 24.0_f64.sqrt()));
    // One orthogonal matrix for each of the nine.
    for rows in block.heads_of[1].exact_chunks((4, 12)) {
        assert!((rows.dot(&rows.t()) - Array2::<f64>::eye(4)).iter().all(|x| x.abs() < 1e-12));
    }
    assert!(block.heads_of[0].slice(s![0..4, ..]).dot(&block.heads_of[0].slice(s![4..8, ..]).t())[[0, 0]].abs() > 1e-6);
    // The model says how many there are, not how it was made.
    block.heads = 1;
    assert_eq!(fans(&rules, &block)[4], (12, 12));
}

#[test]
fn groups_that_do_not_divide() {
    let mut block = Block::init_with(BlockDims { width: 12, heads: 3 }, 1).expect("3 divides 12");
    block.heads = 5;
    block.layers[1].groups = 0;
    let before = block.clone();
    // Whatever the initializer: a declaration that is not true is an error.
    for rules in [init! { <Block> ** => default }, init! { <Block> ** => zeros }] {
        let failures = rules.apply(&mut block, 2).expect_err("neither divides").into_failures();
        assert_eq!(block, before);
        let paths: Vec<_> = failures.iter().map(|failure| failure.path.as_str()).collect();
        for path in ["layers.1.weight", "heads_of.0", "heads_of.1"] {
            assert!(paths.contains(&path), "{paths:?}");
        }
        let of_heads = failures.iter().find(|failure| failure.path == "heads_of.0").expect("it is there");
        let text = of_heads.to_string();
        assert!(text.contains("axis 0 has length 36, which 15 blocks do not divide"), "{text}");
        assert!(
            matches!(
                of_heads.cause,
                FailureKind::Declared { .. } | FailureKind::Initializer(InitErrorKind::Axes { .. })
            ),
            "{of_heads}"
        );
    }
    // What stays as it is needs no axes.
    let rules = init! { <Block> ** => keep };
    rules.apply(&mut block, 2).expect("nothing is initialized");
}

/// The identity among convolutions, group by group.
#[derive(Initialize)]
#[init(** => dirac)]
struct Identities {
    #[init(shape = [4, 2, 3], axes = [2 * out, in, kernel])]
    grouped: Array3<f32>,
    #[init(shape = [4, 2, 3], axes = [2 * in, out, kernel])]
    transposed: Array3<f32>,
    #[init(shape = [4, 2, 3], axes = [out, in, kernel], dirac(groups = 2))]
    by_option: Array3<f32>,
}

#[test]
fn identities_of_groups() {
    let made = Identities::init(1).expect("static");
    assert_eq!(made.grouped, made.by_option);
    // Input 2 of the second group is its first, and its first output.
    assert_eq!(made.transposed.slice(s![.., .., 1]), ndarray::arr2(&[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]));
    assert_eq!(made.transposed.sum(), 4.0);
    // Both at once would be groups of groups.
    let mut values = ArrayD::<f32>::zeros(IxDyn(&[8, 1, 3]));
    let axes = [Axis::packed(2, Out), Axis::of(In), Axis::of(Kernel)];
    let cause = init::dirac().groups(2).fill_with_axes(&mut values, &axes, StreamId::new(1, "w"));
    let text = cause.expect_err("one of the two is too many").to_string();
    assert!(text.starts_with("`groups = 2` of `dirac` divides groups that the axes of the parameter tell"), "{text}");
    assert!(text.contains("help: remove it"), "{text}");
}

#[test]
fn orthogonal_convolutions_of_groups() {
    let mut values = Array3::<f64>::zeros((8, 3, 3));
    let axes = [Axis::packed(2, Out), Axis::of(In), Axis::of(Kernel)];
    init::delta_orthogonal().fill_with_axes(&mut values, &axes, StreamId::new(1, "w")).expect("4 outputs, 3 inputs");
    for group in 0..2 {
        let center: Array2<f64> = values.slice(s![4 * group..4 * group + 4, .., 1]).to_owned();
        assert!((center.t().dot(&center) - Array2::<f64>::eye(3)).iter().all(|x| x.abs() < 1e-12));
    }
}

#[test]
fn the_number_of_a_system_that_gets_fans_wrong() {
    // PyTorch's Xavier on a grouped weight counts the outputs of all groups: so do these roles without groups.
    let mut values = Array3::<f32>::zeros((64, 8, 3));
    let roles = [Out, In, Kernel];
    init::xavier_uniform().fill(&mut values, &roles, StreamId::new(1, "w")).expect("roles");
    let bound = (6.0_f32 / (8.0 * 3.0 + 64.0 * 3.0)).sqrt();
    let farthest = values.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    assert!((0.99 * bound..=bound).contains(&farthest), "{farthest} {bound}");
}
