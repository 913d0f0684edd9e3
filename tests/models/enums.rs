//! Enums as parts of models, and as models: every variant is checked, the one that is there is filled.

use ndarray::{Array1, Array2};
use paraminit::View;
use paraminit::layers::LazyDense;
use paraminit::prelude::*;

use super::{paths, values};

#[derive(Initialize)]
struct Mlp {
    up: Dense<4, 8>,
    down: Dense<8, 4>,
}

#[derive(Initialize)]
#[init(dims(width, experts))]
struct Moe {
    #[init(len = experts)]
    experts: Vec<Mlp>,
    #[init(shape = [experts, width], axes = [out, in], normal(0.0, 0.02))]
    router: Array2<f32>,
}

#[derive(Initialize)]
#[init(dims(width, experts, plain), gain => ones)]
enum Block {
    #[init(build = experts == 0 && !(plain == 1))]
    Dense(Mlp),
    #[init(build = experts > 0, router => normal(0.0, 0.5))]
    Moe(#[init(dims { width, experts })] Moe),
    #[init(build)]
    Scale {
        #[init(shape = [width])]
        gain: Array1<f32>,
        #[init(skip = width)]
        width: usize,
    },
    Pair(Dense<4, 4>, #[init(zeros)] f32),
    Nothing,
}

impl Block {
    fn new(width: usize, experts: usize, plain: usize) -> Self {
        Self::init_with(BlockDims { width, experts, plain }, 42).expect("a variant is marked")
    }
}

#[test]
fn building_takes_the_first_variant_whose_condition_holds() {
    assert!(matches!(Block::new(4, 0, 0), Block::Dense(_)));
    let Block::Moe(moe) = Block::new(4, 2, 1) else { panic!("two experts") };
    assert_eq!((moe.experts.len(), moe.router.dim()), (2, (2, 4)));
    let Block::Scale { gain, width } = Block::new(3, 0, 1) else { panic!("nothing else is to be built") };
    assert_eq!((gain, width), (Array1::ones(3), 3));
}

#[test]
fn a_variant_adds_no_segment() {
    assert_eq!(paths(&Block::new(4, 0, 0)), ["up.weight", "up.bias", "down.weight", "down.bias"]);
    assert_eq!(paths(&Block::new(4, 1, 0)).last().map(String::as_str), Some("router"));
    assert_eq!(paths(&Block::new(4, 0, 1)), ["gain"]);
    let pair = Block::Pair(Dense::init(1).expect("static sizes"), 1.0);
    assert_eq!(paths(&pair), ["0.weight", "0.bias", "1"]);
    assert_eq!(paths(&Block::Nothing), Vec::<String>::new());
}

#[derive(Initialize)]
struct Net {
    blocks: Vec<Block>,
    last: Option<Box<Block>>,
}

fn net() -> Net {
    let blocks = vec![Block::new(4, 0, 0), Block::new(4, 2, 0), Block::new(4, 0, 1), Block::Nothing];
    Net { blocks, last: Some(Box::new(Block::Pair(Dense::init(1).expect("static sizes"), 1.0))) }
}

#[test]
fn rules_name_variants_by_the_kind_of_what_they_hold() {
    let mut net = net();
    let rules = init! { <Net>
        <Mlp>.up.weight => ones,
        blocks[*].<Moe>.router => constant(2.0),
        <Scale>.gain => constant(3.0),
        last[0].weight | last[1] => constant(4.0),
        ** => zeros,
    };
    rules.apply(&mut net, 42).expect("every rule suits");
    let [Block::Dense(dense), Block::Moe(moe), Block::Scale { gain, .. }, Block::Nothing] = &net.blocks[..] else {
        panic!("variants stay what they are")
    };
    assert!(dense.up.weight().iter().all(|&x| x == 1.0) && dense.down.weight().iter().all(|&x| x == 0.0));
    assert!(moe.router.iter().all(|&x| x == 2.0) && moe.experts[1].up.weight().iter().all(|&x| x == 1.0));
    assert!(gain.iter().all(|&x| x == 3.0));
    let Some(Block::Pair(pair, scalar)) = net.last.as_deref() else { panic!("variants stay what they are") };
    assert!(pair.weight().iter().all(|&x| x == 4.0) && *scalar == 4.0);
}

#[test]
fn attributes_of_field_variant_enum_in_this_order() {
    let Block::Moe(moe) = Block::new(64, 64, 0) else { panic!("experts") };
    let std = moe.router.std(0.0);
    assert!((std - 0.5).abs() < 0.03, "the variant's rule beats the model's own: {std}");
    let Block::Scale { gain, .. } = Block::new(3, 0, 1) else { panic!("the fallback") };
    assert_eq!(gain, Array1::<f32>::ones(3), "the enum's rule covers the variant's field");

    #[derive(Initialize)]
    #[init(** => constant(1.0))]
    enum Order {
        #[init(build, * => constant(2.0))]
        All {
            #[init(constant(3.0))]
            a: f32,
            b: f32,
        },
        Wrapped(#[init(constant(5.0))] f32),
        Tuple(f32),
    }
    let mut order = Order::init(1).expect("a variant is marked");
    let Order::All { a, b } = &order else { panic!("the one to build") };
    assert_eq!((*a, *b), (3.0, 2.0));
    for (value, expected) in [(Order::Wrapped(0.0), 5.0), (Order::Tuple(0.0), 1.0)] {
        order = value;
        init! { <Order> ** => default }.apply(&mut order, 1).expect("attributes cover it");
        assert!(matches!(order, Order::Wrapped(x) | Order::Tuple(x) if x == expected));
        assert_eq!(paths(&order), [""], "the model is the parameter");
    }
}

#[derive(Initialize)]
enum Either {
    #[init(build)]
    Left {
        #[init(shape = [4, 4], axes = [out, in], kaiming_uniform)]
        weight: Array2<f32>,
    },
    Right(#[init(weight => kaiming_uniform)] Dense<4, 4>),
}

#[test]
fn the_path_alone_decides_the_bits() {
    let left = Either::init(7).expect("a variant is marked");
    let mut right = Either::Right(Dense::init(1).expect("static sizes"));
    init! { <Either> ** => default }.apply(&mut right, 7).expect("attributes cover it");
    assert_eq!(values(&left)[0], values(&right)[0]);
    let rules = init! { <Either> <Left>.weight => ones, <Dense>.weight => zeros, ** => default };
    let plan = rules.plan(&right);
    assert_eq!((plan.entries().len(), plan.entries()[0].initializer()), (2, "zeros"));
    assert!(rules.build(1).expect("a variant is marked").param("weight").is_ok());
}

#[derive(Initialize)]
#[init(dims(inputs, form))]
enum Layer<M: Initialize, const N: usize> {
    #[init(build = form == 1)]
    Held(Dense<N, N>, #[init(ones)] f64),
    #[init(build = form == 2, ** => zeros)]
    Own {
        #[init(shape = [N, inputs], axes = [out, in])]
        matrix: Array2<f32>,
    },
    #[init(weight => ones)]
    Other(M),
}

#[derive(Initialize)]
enum Outer {
    #[init(build, <Own>.matrix => ones)]
    Inner(#[init(dims = LayerDims { inputs: 5, form: 2 })] Layer<Dense<2, 2>, 3>),
    Deep(Box<Inner>),
}

#[derive(Initialize)]
enum Inner {
    #[init(build)]
    Layers {
        #[init(dims = LayerDims { inputs: 5, form: 1 }, len = 2)]
        layers: Vec<Layer<Dense<2, 2>, 3>>,
    },
}

#[test]
fn generic_enums_and_enums_in_enums() {
    let outer = Outer::init(1).expect("a variant is marked");
    assert_eq!(paths(&outer), ["matrix"]);
    assert!(matches!(&outer, Outer::Inner(Layer::Own { matrix }) if matrix == Array2::<f32>::ones((3, 5))));
    let deep = Outer::Deep(Box::new(Inner::init(1).expect("a variant is marked")));
    assert_eq!(paths(&deep)[..3], ["layers.0.0.weight", "layers.0.0.bias", "layers.0.1"]);
    let mut other = Layer::<Dense<2, 2>, 3>::Other(Dense::init(1).expect("static sizes"));
    init! { <Layer<Dense<2, 2>, 3>> ** => default }.apply(&mut other, 1).expect("attributes cover it");
    assert!(matches!(&other, Layer::Other(dense) if dense.weight().iter().all(|&x| x == 1.0)));
    let error =
        Layer::<Dense<2, 2>, 3>::init_with(LayerDims { inputs: 1, form: 3 }, 1).map(|_| ()).expect_err("neither");
    assert_eq!(
        error.to_string(),
        "cannot build the model: no variant of `Layer` is to be built: every `build = ..` is false\n\
         help: mark the one to fall back on with a plain `#[init(build)]`"
    );
}

#[derive(Initialize)]
#[init(dims(form))]
struct Holder {
    #[init(dims = LayerDims { inputs: 1, form }, len = 2)]
    layers: Vec<Layer<Dense<2, 2>, 3>>,
}

#[test]
fn an_enum_without_a_variant_to_build_is_named_by_its_path() {
    assert!(Holder::init_with(HolderDims { form: 1 }, 1).is_ok());
    let error = Holder::init_with(HolderDims { form: 9 }, 1).map(|_| ()).expect_err("no variant");
    assert!(error.to_string().starts_with("cannot build `layers.0`: no variant of `Layer`"), "{error}");
}

#[derive(Initialize)]
enum Presets {
    #[init(build, kind = Dense)]
    Linear {
        #[init(shape = [256, 64], axes = [out, in], part = weight, pytorch)]
        weight: Array2<f32>,
        #[init(shape = [256], part = bias, fans_of = weight, pytorch)]
        bias: Array1<f32>,
    },
    #[init(kind = LayerNorm)]
    Gain(#[init(shape = [8], part = scale, pytorch)] Array1<f32>),
    Heads {
        #[init(skip)]
        heads: usize,
        #[init(axes = [in, heads * out], glorot_uniform)]
        packed: Array2<f32>,
    },
}

#[test]
fn presets_kinds_fans_and_kept_numbers_work_in_variants() {
    let Presets::Linear { weight, bias } = Presets::init(3).expect("a variant is marked") else { panic!("marked") };
    let bound = 1.0 / 8.0;
    for values in [weight.iter().collect::<Vec<_>>(), bias.iter().collect()] {
        let largest = values.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
        assert!(largest <= bound && largest > 0.9 * bound, "{largest}");
    }
    let mut gain = Presets::Gain(Array1::zeros(8));
    let rules = init! { <Presets> <LayerNorm> => default, ** => default };
    rules.apply(&mut gain, 1).expect("attributes cover it");
    assert!(matches!(&gain, Presets::Gain(values) if values == Array1::<f32>::ones(8)));
    let mut heads = Presets::Heads { heads: 4, packed: Array2::zeros((64, 256)) };
    rules.apply(&mut heads, 1).expect("attributes cover it");
    let plan = rules.plan(&heads);
    assert_eq!(
        plan.entries()[0].info().fans().expect("axes are declared"),
        paraminit::axes::Fans { fan_in: 64, fan_out: 64 }
    );
}

#[derive(Initialize)]
#[expect(dead_code, reason = "the rules of a variant that is not there are judged all the same")]
enum Lazy {
    #[init(build)]
    Pending(#[init(dims { outputs: 3 }, weight => ones)] LazyDense),
    Unused(#[init(weight => zeros)] Dense<4, 3>),
}

#[test]
fn lazy_layers_in_variants_wait_for_their_input() {
    let lazy = Lazy::init(1).expect("a variant is marked");
    assert_eq!(lazy.pending_parameters(), ["weight", "bias"]);
    let Lazy::Pending(layer) = &lazy else { panic!("marked") };
    layer.forward(&Array2::<f32>::ones((2, 4))).expect("any number of inputs");
    assert_eq!(paths(&lazy), ["weight", "bias"]);
    let View::F32(weight) = lazy.param("weight").expect("it exists now") else { panic!("of f32") };
    assert!(weight.iter().all(|&x| x == 1.0));
}

#[test]
fn files_hold_the_variant_that_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    let mut saved = net();
    init! { <Net> ** => normal(0.0, 1.0) }.apply(&mut saved, 1).expect("one rule");
    paraminit::io::save(&saved, &path).expect("a fresh folder");
    let mut loaded = net();
    paraminit::io::load(&mut loaded, init::load(&path)).expect("the same variants");
    assert_eq!(values(&saved), values(&loaded));
    loaded.blocks[2] = Block::Dense(Mlp::init(1).expect("static sizes"));
    let before: Vec<_> = loaded.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
    let error = paraminit::io::load(&mut loaded, init::load(&path)).expect_err("another variant");
    assert!(error.to_string().contains("blocks.2.up.weight") && error.to_string().contains("blocks.2.gain"), "{error}");
    assert_eq!(paths(&loaded), before);
}

/// A layer of another crate in a variant, which takes the kind of its declaration.
#[derive(Initialize)]
#[init(remote = paraminit_renamed::foreign::Linear, kind = Dense, dims(inputs, outputs))]
struct LinearDef {
    #[init(shape = [outputs, inputs], axes = [out, in], part = weight, zeros)]
    weight: Array2<f32>,
    #[init(shape = [outputs], fans_of = weight, part = bias, zeros)]
    bias: Option<Array1<f32>>,
    #[init(skip)]
    calls: usize,
}

#[test]
fn a_variant_wraps_a_declared_layer() {
    #[derive(Initialize)]
    #[expect(dead_code, reason = "rules reach it all the same")]
    enum Layer {
        #[init(build)]
        Foreign(#[init(with = LinearDef, dims { inputs: 2, outputs: 3 })] paraminit_renamed::foreign::Linear),
        Own(#[init(** => zeros)] Dense<2, 3>),
    }
    let layer = init! { <Layer> <Dense>.weight => ones, ** => default }.build(1).expect("a variant is marked");
    assert!(matches!(&layer, Layer::Foreign(linear) if linear.weight == Array2::<f32>::ones((3, 2))));
}
