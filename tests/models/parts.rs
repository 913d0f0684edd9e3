//! Arrays that are cut into parts of unequal size: each part is a parameter of its own.

#![expect(clippy::cast_precision_loss, reason = "small numbers")]

use half::f16;
use ndarray::{Array1, Array2, Array3, Axis as Along, Dimension, IxDyn, ShapeBuilder, Slice, s};
use paraminit::FailureKind;
use paraminit::axes::Axis;
use paraminit::init::Init;
use paraminit::prelude::*;

/// Path, shape and fans.
type Entry = (String, Vec<usize>, Option<(usize, usize)>);

/// Every entry of a plan.
fn listed<M: Initialize>(rules: &Rules<'_, M>, model: &M) -> Vec<Entry> {
    let plan = rules.plan(model);
    let entries = plan.entries().iter().map(|entry| {
        let info = entry.info();
        let fans = info.fans().ok().map(|fans| (fans.fan_in, fans.fan_out));
        (info.path().to_string(), info.shape().to_vec(), fans)
    });
    entries.collect()
}

/// The array that this initializer makes of a parameter with that path, on its own.
fn alone(init: Init, shape: &[usize], axes: &[Axis], seed: u64, path: &str) -> ndarray::ArrayD<f32> {
    let mut values = ndarray::ArrayD::zeros(IxDyn(shape));
    init.fill_with_axes(&mut values, axes, StreamId::new(seed, path)).expect("it suits");
    values
}

fn part<D: Dimension>(values: &ndarray::Array<f32, D>, axis: usize, from: usize, to: usize) -> ndarray::ArrayD<f32> {
    values.view().into_dyn().slice_axis(Along(axis), Slice::from(from..to)).to_owned()
}

const MATRIX: [Axis; 2] = [Axis::of(Out), Axis::of(In)];
const TRANSPOSED: [Axis; 2] = [Axis::of(In), Axis::of(Out)];

/// Grouped-query attention: many queries, few keys and values.
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(width, heads, groups))]
struct Attention {
    #[init(
        shape = [(heads + 2 * groups) * (width / heads), width],
        axes = [out, in],
        parts(q = heads * head, k = groups * head, v = groups * head),
        q => xavier_uniform,
        k | v => normal(0.0, 0.02),
    )]
    qkv: Array2<f32>,
    #[init(
        shape = [(heads + 2 * groups) * (width / heads)],
        axes = [out],
        fans_of = qkv,
        parts(q = heads * head, k = groups * head, v = groups * head),
        kind = Dense, part = bias, pytorch
    )]
    bias: Array1<f32>,
    #[init(skip = heads)]
    heads: usize,
    #[init(skip = groups)]
    groups: usize,
    #[init(skip = width / heads)]
    head: usize,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(width, heads, groups, layers))]
struct Net {
    #[init(dims { width, heads, groups }, len = layers)]
    blocks: Vec<Attention>,
}

const DIMS: NetDims = NetDims { width: 24, heads: 6, groups: 2, layers: 2 };

#[test]
fn parts_have_paths_shapes_and_fans() {
    let net = Net::init_with(DIMS, 1).expect("sizes fit");
    let listed = listed(&init! { <Net> ** => default }, &net);
    let of_block = |i: usize| {
        let parts = [("q", 24), ("k", 8), ("v", 8)];
        let weights = parts.map(|(part, len)| (format!("blocks.{i}.qkv.{part}"), vec![len, 24], Some((24, len))));
        let biases = parts.map(|(part, len)| (format!("blocks.{i}.bias.{part}"), vec![len], Some((24, len))));
        weights.into_iter().chain(biases)
    };
    assert_eq!(listed, (0..2).flat_map(of_block).collect::<Vec<_>>());
    // As it is stored, it is one array.
    let names: Vec<_> = net.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(names, ["blocks.0.qkv", "blocks.0.bias", "blocks.1.qkv", "blocks.1.bias"]);
    assert_eq!(net.parameter_count(), 2 * (40 * 24 + 40));
}

#[test]
fn a_part_has_the_bits_of_an_array_of_its_path() {
    let net = Net::init_with(DIMS, 42).expect("sizes fit");
    for (i, block) in net.blocks.iter().enumerate() {
        let at = |part: &str| format!("blocks.{i}.{part}");
        let q = alone(init::xavier_uniform(), &[24, 24], &MATRIX, 42, &at("qkv.q"));
        let k = alone(init::normal(0.0, 0.02), &[8, 24], &MATRIX, 42, &at("qkv.k"));
        let v = alone(init::normal(0.0, 0.02), &[8, 24], &MATRIX, 42, &at("qkv.v"));
        assert_eq!(part(&block.qkv, 0, 0, 24), q);
        assert_eq!(part(&block.qkv, 0, 24, 32), k);
        assert_eq!(part(&block.qkv, 0, 32, 40), v);
        assert_ne!(k, v);
        let bound = 1.0 / 24.0_f64.sqrt();
        let bias = alone(init::uniform(-bound, bound), &[8], &[Axis::of(Out)], 42, &at("bias.k"));
        assert_eq!(part(&block.bias, 0, 24, 32), bias);
    }
    // And a rectangle of it can be made where it is needed.
    let mut shard = Array2::<f32>::zeros((3, 5));
    let stream = StreamId::new(42, "blocks.1.qkv.q");
    init::xavier_uniform().fill_slice(&mut shard, &[24, 24], &[20, 7], &MATRIX, stream).expect("it lies within");
    assert_eq!(shard, net.blocks[1].qkv.slice(s![20..23, 7..12]));
}

#[test]
fn rules_name_parts() {
    let net = Net::init_with(DIMS, 7).expect("sizes fit");
    let rules = init! { <Net>
        blocks[1].qkv.q => constant(1.0),
        **.k            => constant(2.0),
        **.qkv.*        => constant(3.0),
        <Attention>.bias.q | <Attention>.bias.v => keep,
    };
    let mut changed = net.clone();
    rules.apply(&mut changed, 1).expect("every part is covered");
    let [first, second] = &changed.blocks[..] else { panic!("two blocks") };
    assert_eq!((first.qkv[[0, 0]], first.qkv[[24, 0]], first.qkv[[39, 23]]), (3.0, 2.0, 3.0));
    assert_eq!((second.qkv[[23, 5]], second.qkv[[31, 5]], second.qkv[[32, 5]]), (1.0, 2.0, 3.0));
    assert_eq!(part(&second.bias, 0, 0, 24), part(&net.blocks[1].bias, 0, 0, 24));
    assert_eq!(part(&second.bias, 0, 24, 32), part(&Array1::from_elem(8, 2.0), 0, 0, 8));
}

#[test]
fn the_plan_has_a_line_for_each_part() {
    let net = Net::init_with(DIMS, 7).expect("sizes fit");
    let rules = init! { <Net> **.qkv.q => orthogonal, ** => default };
    let text = rules.plan(&net).to_string();
    let line = |start: &str| text.lines().find(|line| line.trim().starts_with(start)).expect(start).to_owned();
    let q = line("blocks[0..2].qkv.q");
    assert!(q.contains("[24, 24]") && q.contains("24 -> 24") && q.contains("orthogonal"), "{q}");
    let v = line("blocks[0..2].qkv.v");
    assert!(v.contains("[8, 24]") && v.contains("24 -> 8") && v.contains("normal(0, 0.02)"), "{v}");
    assert!(text.contains("12 parameters"), "{text}");
}

#[test]
fn lengths_that_do_not_add_up() {
    let mut net = Net::init_with(DIMS, 7).expect("sizes fit");
    net.blocks[1].groups = 3;
    let before = net.clone();
    for rules in [init! { <Net> ** => default }, init! { <Net> ** => zeros }] {
        let plan = rules.plan(&net);
        assert!(plan.to_string().contains("blocks.1.qkv"), "{plan}");
        plan.check().expect_err("the plan knows it too");
        let failures = rules.apply(&mut net, 2).expect_err("48 is not 40").into_failures();
        assert_eq!(net, before);
        let paths: Vec<_> = failures.iter().map(|failure| failure.path.as_str()).collect();
        assert_eq!(paths, ["blocks.1.qkv", "blocks.1.bias"]);
        assert!(matches!(failures[0].cause, FailureKind::Declared { .. }));
        let text = failures[0].to_string();
        assert!(text.contains("axis 0 has length 40, but its parts have 48 together"), "{text}");
    }
    let unknown = net.param("blocks.1.qkv.q").expect_err("it cannot be cut");
    assert_eq!(unknown.path(), "blocks.1.qkv.q");
}

#[test]
fn a_new_model_whose_lengths_do_not_add_up_is_not_built() {
    let dims = NetDims { width: 25, ..DIMS };
    // 25 / 6 is 4: the array has 40 rows, and the parts too. A wrong head breaks it.
    Net::init_with(dims, 1).expect("rounded alike");
    #[derive(Debug, Initialize)]
    #[init(dims(n))]
    struct Wrong {
        #[init(shape = [n, 2], axes = [out, in], parts(a = half, b = half), zeros)]
        w: Array2<f32>,
        #[init(skip = n / 2)]
        half: usize,
    }
    let mut model = Wrong::init_with(WrongDims { n: 6 }, 1).expect("even");
    model.half = usize::MAX;
    let error = init! { <Wrong> ** => ones }.apply(&mut model, 1).expect_err("no sum of that fits").to_string();
    assert!(error.contains("axis 0 has length 6"), "{error}");
    assert!(model.w.iter().all(|x| *x == 0.0));
    let error = Wrong::init_with(WrongDims { n: 7 }, 1).expect_err("odd").to_string();
    assert_eq!(
        error,
        "cannot initialize `w` [7, 2]: the declared axes do not fit the parameter: axis 0 has length 7, but its parts \
         have 6 together"
    );
}

/// Sizes that the type fixes: an LSTM's gates, with a rule each.
const HIDDEN: usize = 3;

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Lstm {
    #[init(axes = [out, in], parts(i = HIDDEN, f = HIDDEN, g = HIDDEN, o = HIDDEN), orthogonal)]
    recurrent: [[f32; HIDDEN]; 4 * HIDDEN],
    #[init(shape = [4 * HIDDEN], axes = [out], parts(i = HIDDEN, f = HIDDEN, g = HIDDEN, o = HIDDEN))]
    #[init(f => ones, * => zeros)]
    bias: Array1<f32>,
    #[init(axes = [out], parts(i = HIDDEN, rest = 9), fans_of = recurrent_in, i => zeros, rest => ones)]
    flat: Vec<f32>,
    #[init(shape = [12, 5], axes = [out, in], kaiming_uniform)]
    recurrent_in: Array2<f32>,
}

#[test]
fn gates_of_an_lstm() {
    let lstm = || Lstm {
        recurrent: [[0.0; HIDDEN]; 4 * HIDDEN],
        bias: Array1::zeros(4 * HIDDEN),
        flat: vec![7.0; 12],
        recurrent_in: Array2::zeros((12, 5)),
    };
    let mut model = lstm();
    let rules = init! { <Lstm> ** => default };
    rules.apply(&mut model, 5).expect("static");
    let recurrent = Array2::from_shape_fn((12, 3), |(i, j)| model.recurrent[i][j]);
    for gate in 0..4 {
        let rows = recurrent.slice(s![3 * gate..3 * gate + 3, ..]);
        assert!((rows.dot(&rows.t()) - Array2::<f32>::eye(3)).iter().all(|x| x.abs() < 1e-6));
    }
    assert_eq!(part(&recurrent, 0, 3, 6), alone(init::orthogonal(), &[3, 3], &MATRIX, 5, "recurrent.f"));
    assert_eq!(model.bias.to_vec(), [0., 0., 0., 1., 1., 1., 0., 0., 0., 0., 0., 0.]);
    assert_eq!(model.flat, [0., 0., 0., 1., 1., 1., 1., 1., 1., 1., 1., 1.]);
    // An array that is not cut lends all parts its fans.
    let fans: Vec<_> = listed(&rules, &model).into_iter().filter(|(path, ..)| path.starts_with("flat")).collect();
    let expected = [("i", 3), ("rest", 9)].map(|(part, len)| (format!("flat.{part}"), vec![len], Some((5, 12))));
    assert_eq!(fans, expected);
    // A gate at a time, over the attributes.
    let mut other = lstm();
    let rules = init! { <Lstm> recurrent.g | recurrent.o => zeros, bias.o => constant(-1.0), ** => default };
    rules.apply(&mut other, 5).expect("static");
    assert_eq!(other.recurrent[..6], model.recurrent[..6]);
    assert_eq!(other.recurrent[6..], [[0.0; 3]; 6]);
    assert_eq!(other.bias.to_vec(), [0., 0., 0., 1., 1., 1., 0., 0., 0., -1., -1., -1.]);
}

/// A fused `SwiGLU`: gate and up projection side by side, cut along the second axis.
#[derive(Clone, Debug, PartialEq, Initialize)]
struct Swiglu {
    #[init(shape = [6, 2 * 10], axes = [in, out], parts(gate = 10, up = 10), lecun_normal)]
    fused: Array2<f32>,
    #[init(shape = [6 + 4, 5], axes = [in, out], parts(in: left = 6, right = 4), he_uniform)]
    inputs: Array2<f32>,
    #[init(shape = [2, 7, 3], axes = [batch, out, in], parts(1: wide = 5, narrow = 2), ** => glorot_uniform, len = 2)]
    experts: Vec<Array3<f32>>,
}

#[test]
fn other_axes_and_containers() {
    let model = Swiglu::init(9).expect("static");
    assert_eq!(part(&model.fused, 1, 10, 20), alone(init::lecun_normal(), &[6, 10], &TRANSPOSED, 9, "fused.up"));
    assert_eq!(part(&model.inputs, 0, 6, 10), alone(init::he_uniform(), &[4, 5], &TRANSPOSED, 9, "inputs.right"));
    let expert = [Axis::of(Batch), Axis::of(Out), Axis::of(In)];
    let narrow = alone(init::glorot_uniform(), &[2, 2, 3], &expert, 9, "experts.1.narrow");
    assert_eq!(part(&model.experts[1], 1, 5, 7), narrow);
    let fans: Vec<_> = listed(&init! { <Swiglu> ** => default }, &model).into_iter().map(|(.., fans)| fans).collect();
    let expected = [(6, 10), (6, 10), (6, 5), (4, 5), (3, 5), (3, 2), (3, 5), (3, 2)];
    assert_eq!(fans, expected.map(Some));
}

#[test]
fn the_layout_in_memory_does_not_matter() {
    let plain = Swiglu::init(9).expect("static");
    let mut model = Swiglu {
        fused: Array2::zeros((6, 20).f()),
        inputs: Array2::zeros((10, 5).f()),
        experts: vec![Array3::zeros((2, 7, 3).f()), Array3::zeros((2, 7, 3))],
    };
    init! { <Swiglu> ** => default }.apply(&mut model, 9).expect("static");
    assert_eq!(model, plain);
    // What runs code of the user's goes through a buffer.
    let rules = init! { <Swiglu> fused.up => { init::map(init::zeros(), |_| 2.0) }, ** => keep };
    rules.apply(&mut model, 9).expect("it is finite");
    assert_eq!(part(&model.fused, 1, 0, 10), part(&plain.fused, 1, 0, 10));
    assert!(part(&model.fused, 1, 10, 20).iter().all(|x| *x == 2.0));
}

/// The sizes of a model, kept by its layers.
#[derive(Clone, Debug, PartialEq)]
struct Config {
    heads: usize,
    groups: usize,
    head: usize,
}

#[derive(Initialize)]
#[init(dims(width))]
struct Configured {
    #[init(shape = [width, 4], axes = [out, in], parts(q = cfg.heads * cfg.head, kv = 2 * (cfg.groups * cfg.head)), eye)]
    qkv: Array2<f16>,
    #[init(skip = Config { heads: 2, groups: 1, head: 2 })]
    cfg: Config,
}

#[test]
fn lengths_from_a_config_and_half_types() {
    let model = Configured::init_with(ConfiguredDims { width: 8 }, 3).expect("4 and 4");
    let eye = Array2::<f32>::eye(4);
    for rows in [s![0..4, ..], s![4..8, ..]] {
        assert_eq!(model.qkv.slice(rows).mapv(f16::to_f32), eye);
    }
    assert_eq!(model.cfg.heads, 2);
}

/// Nothing is known of a generic struct where it is defined.
#[derive(Initialize)]
struct Generic<const A: usize, const B: usize> {
    #[init(axes = [out, in], parts(a = A, b = B), a => xavier_normal, b => zeros)]
    w: [[f32; 4]; 6],
    #[init(axes = [out], parts(a = A, b = B), fans_of = w, zeros)]
    bias: [f32; 6],
}

#[test]
fn generic_structs() {
    let model = Generic::<4, 2>::init(3).expect("6");
    assert_eq!(model.w[4..], [[0.0; 4]; 2]);
    let a = alone(init::xavier_normal(), &[4, 4], &MATRIX, 3, "w.a");
    assert_eq!(Array2::from_shape_fn((4, 4), |(i, j)| model.w[i][j]).into_dyn(), a);
    assert_eq!(model.bias, [0.0; 6]);
    let error = Generic::<4, 3>::init(3).err().expect("7").to_string();
    assert!(error.contains("axis 0 has length 6, but its parts have 7 together"), "{error}");
}

#[test]
fn a_required_array_has_required_parts() {
    #[derive(Initialize)]
    struct Required {
        #[init(shape = [3, 2], axes = [out, in], parts(a = 1, b = 2), required)]
        w: Array2<f32>,
    }
    let model = init! { <Required> w.a => ones, w.b => zeros }.build(1).expect("covered");
    assert_eq!(model.w, ndarray::arr2(&[[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]));
}

#[test]
fn closures_see_the_part() {
    let net = Net::init_with(DIMS, 7).expect("sizes fit");
    let rules = init! { <Net>
        **.bias.* => |p| init::constant(p.fan_out() as f64 + p.shape()[0] as f64 / 100.0),
        **.qkv.*  => |p| init::constant(p.path().segments().count() as f64 + p.index(0) as f64),
    };
    let mut net = net;
    rules.apply(&mut net, 1).expect("fans are known");
    assert_eq!((net.blocks[0].bias[0], net.blocks[0].bias[25]), (24.24, 8.08));
    assert_eq!(net.blocks[1].qkv[[30, 1]], 5.0);
}

#[test]
fn parts_by_name() {
    let mut net = Net::init_with(DIMS, 7).expect("sizes fit");
    let ViewMut::F32(mut k) = net.param_mut("blocks.1.qkv.k").expect("it is there") else { panic!("f32") };
    assert_eq!(k.shape(), [8, 24]);
    k.fill(9.0);
    assert!(net.blocks[1].qkv.slice(s![24..32, ..]).iter().all(|x| *x == 9.0));
    assert_eq!(net.param("blocks.1.qkv.k").expect("it is there").values().sum::<f64>(), 9.0 * 8.0 * 24.0);
    assert_eq!(net.param("blocks.1.qkv").expect("the whole").shape(), [40, 24]);
    assert_eq!(net.param_mut("blocks.1.qkv").expect("the whole").shape(), [40, 24]);
    let unknown = net.param("blocks.1.qkv.w").expect_err("no such part");
    assert_eq!(unknown.nearest(), Some("blocks.1.qkv.q"));
}

#[test]
fn an_initializer_of_all_gates_suits_no_single_one() {
    #[derive(Debug, Initialize)]
    #[init(dims(n))]
    struct Gates {
        #[init(shape = [4 * n], axes = [out], parts(i = n, rest = 3 * n), zeros)]
        bias: Array1<f32>,
        #[init(skip = n)]
        n: usize,
    }
    let rules = init! { <Gates> bias.* => { init::lstm_bias() } };
    let error = rules.build_with(GatesDims { n: 4 }, 1).expect_err("one gate").to_string();
    assert!(error.contains("`lstm_bias` fills the biases of all four gates"), "{error}");
    assert!(error.contains("help: give each gate its own"), "{error}");
}
