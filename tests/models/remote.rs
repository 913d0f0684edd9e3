//! Layers of a crate that has never heard of the library, declared beside it.

use ndarray::{Array1, Array2};
use paraminit::model::{Scalar, With};
use paraminit::prelude::*;
use paraminit_renamed::foreign as other;

mod tensor {
    //! What makes a parameter of another crate's tensor.

    use ndarray::{ArrayView, ArrayViewMut, Ix2, ShapeBuilder};
    use paraminit::dtype::DType;
    use paraminit::model::{
        Dimensioned, InitializeAs, MakeAs, NoLen, Parameter, Place, Shape, Shaped, Visit, VisitMut,
    };
    use paraminit::schema::Schema;
    use paraminit::{InitError, View, ViewMut};

    use super::other::Tensor;

    /// Stands for the tensor.
    pub struct TensorDef;

    fn layout(tensor: &Tensor) -> ndarray::StrideShape<Ix2> {
        let [rows, columns] = tensor.shape;
        (rows, columns).strides((1, tensor.stride))
    }

    impl InitializeAs<Tensor> for TensorDef {
        const SCHEMA: &'static Schema = &Schema::leaf(DType::F32, Some(2));

        fn visit_parameters_as<'m>(value: &'m Tensor, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
            let view = ArrayView::from_shape(layout(value), &value.storage).expect("the storage holds the columns");
            visitor.leaf(place, View::F32(view.into_dyn()));
        }

        fn visit_parameters_mut_as<'m>(value: &'m mut Tensor, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
            let layout = layout(value);
            let view = ArrayViewMut::from_shape(layout, &mut value.storage).expect("the storage holds the columns");
            visitor.leaf(place, ViewMut::F32(view.into_dyn()));
        }

        fn parameter_shape_as(value: &Tensor) -> Option<Shape> {
            Some(Shape::from(&value.shape[..]))
        }
    }

    impl Parameter for TensorDef {}
    impl Shaped<2> for TensorDef {}

    impl Dimensioned for TensorDef {
        type Dims = ();
    }

    impl MakeAs<Tensor, [usize; 2], NoLen> for TensorDef {
        fn make_as((): &(), [rows, columns]: [usize; 2], _: NoLen) -> Result<Tensor, InitError> {
            Ok(Tensor::zeros(rows, columns))
        }
    }
}

use tensor::TensorDef;

#[derive(Initialize)]
#[init(remote = other::Linear, kind = Dense, dims(inputs, outputs))]
struct LinearDef {
    #[init(shape = [outputs, inputs], axes = [out, in], part = weight, kaiming_uniform)]
    weight: Array2<f32>,
    #[init(shape = [outputs], fans_of = weight, part = bias, |p| init::constant(p.fan_in() as f64))]
    bias: Option<Array1<f32>>,
    #[init(skip = 7)]
    calls: usize,
}

/// The same as a model of one's own.
#[derive(Initialize)]
#[init(kind = Dense)]
struct Own {
    #[init(shape = [8, 4], axes = [out, in], part = weight, kaiming_uniform)]
    weight: Array2<f32>,
    #[init(shape = [8], fans_of = weight, part = bias, |p| init::constant(p.fan_in() as f64))]
    bias: Option<Array1<f32>>,
}

#[derive(Initialize)]
struct Net {
    #[init(with = LinearDef, dims { inputs: 4, outputs: 8 })]
    input: other::Linear,
    #[init(with = Vec<Option<Box<LinearDef>>>, dims { inputs: 8, outputs: 8 }, len = 3)]
    layers: Vec<Option<Box<other::Linear>>>,
    #[init(with = [LinearDef; 2], dims = |i| LinearDefDims { inputs: 8, outputs: i + 1 })]
    heads: [other::Linear; 2],
    #[init(with = Vec<LinearDef>, dims = |i| LinearDefDims { inputs: i + 1, outputs: 2 }, len = 2)]
    tail: Vec<other::Linear>,
}

#[derive(Initialize)]
struct OwnNet {
    input: Own,
}

fn paths<M: Initialize>(model: &M) -> String {
    model.named_parameters().iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn declared_layers_are_as_ones_own() {
    let net = Net::init(42).expect("sized");
    assert_eq!((net.input.weight.dim(), net.input.calls, net.layers.len()), ((8, 4), 7, 3));
    assert_eq!((net.heads[1].weight.dim(), net.tail[1].weight.dim()), ((2, 8), (2, 2)));
    assert_eq!(net.heads[0].bias, Some(Array1::from_elem(1, 8.0)));
    let expected = "input.weight input.bias layers.0.weight layers.0.bias layers.1.weight layers.1.bias \
        layers.2.weight layers.2.bias heads.0.weight heads.0.bias heads.1.weight heads.1.bias \
        tail.0.weight tail.0.bias tail.1.weight tail.1.bias";
    assert_eq!(paths(&net), expected);
    // The same path, seed and shape: the same bits.
    let own = OwnNet::init(42).expect("sized").input;
    assert_eq!((net.input.weight, net.input.bias), (own.weight, own.bias));
}

#[test]
fn rules_presets_and_plans_see_them() {
    let rules = init! { <Net>
        layers[1..].weight => orthogonal,
        heads[*].bias => constant(3.0),
        <Dense>.weight => pytorch,
        **.bias => zeros,
    };
    let mut net = Net::init(1).expect("sized");
    net.layers[2] = None;
    net.input.bias = None;
    net.input.calls = 11;
    rules.apply(&mut net, 42).expect("the rules suit");
    let second = &net.layers[1].as_ref().expect("it is there").weight;
    assert!((second.dot(&second.t()) - Array2::<f32>::eye(8)).iter().all(|x| x.abs() < 1e-5));
    assert_eq!((net.heads[1].bias.as_ref().map(|bias| bias.sum()), net.input.calls), (Some(6.0), 11));
    let bound = 1.0 / 4.0_f32.sqrt();
    assert!(
        net.input.weight.iter().all(|x| x.abs() <= bound) && net.input.weight.iter().any(|x| x.abs() > 0.9 * bound)
    );
    let plan = rules.plan(&net);
    let first = plan.entries().first().expect("there are parameters");
    assert_eq!((first.info().path().to_string().as_str(), first.info().fan_in()), ("input.weight", 4));
    assert_eq!(plan.entries().len(), 1 + 4 + 4 + 4);
}

/// A layer with private fields, which methods reach.
#[derive(Initialize)]
#[init(remote = other::Attention, dims(width, heads), new = other::Attention::new(width, heads))]
struct AttentionDef {
    #[init(get = qkv, get_mut = qkv_mut, axes = [3 * out, in], normal(0.0, 0.02))]
    qkv: Array2<f32>,
    #[init(get = out, get_mut = out_mut, with = LinearDef, weight => orthogonal)]
    out: other::Linear,
    #[init(get = bias, get_mut = bias_mut, fans_of = qkv, |p| init::constant(p.fan_out() as f64))]
    bias: Array1<f32>,
}

#[derive(Initialize)]
struct Block {
    #[init(ones)]
    before: [f32; 2],
    #[init(with = Option<AttentionDef>, dims { width: 4, heads: 2 })]
    attention: Option<other::Attention>,
    #[init(zeros)]
    after: [f32; 2],
}

#[test]
fn methods_reach_private_fields() {
    let rules = init! { <Block> attention.out.bias => constant(2.0), ** => default };
    let block = rules.build(42).expect("sized");
    let attention = block.attention.as_ref().expect("built as Some");
    assert_eq!(attention.bias(), Array1::from_elem(12, 4.0));
    assert_eq!((attention.out().bias.clone(), attention.out().calls), (Some(Array1::from_elem(4, 2.0)), 3));
    let weight = &attention.out().weight;
    assert!((weight.dot(&weight.t()) - Array2::<f32>::eye(4)).iter().all(|x| x.abs() < 1e-5));
    // The bits are those that a field of one's own would get.
    let mut own = Array2::<f32>::zeros((12, 4));
    init::normal(0.0, 0.02).fill(&mut own, &[], StreamId::new(42, "attention.qkv")).expect("it fits");
    assert_eq!(attention.qkv(), own);
    let names = "before attention.qkv attention.out.weight attention.out.bias attention.bias after";
    assert_eq!(paths(&block), names);
    assert_eq!(
        rules.plan(&block).entries().iter().map(|e| e.info().path().to_string()).collect::<Vec<_>>().join(" "),
        names
    );
}

#[test]
fn a_failed_run_writes_nothing_that_methods_reach() {
    let mut block = Block::init(1).expect("sized");
    let (before, kept) = (block.attention.clone(), block.before);
    let rules = init! { <Block> after => |_| init::constant(f64::NAN), ** => ones };
    let error = rules.apply(&mut block, 2).expect_err("no number");
    assert!(error.to_string().contains("`after`"), "{error}");
    assert_eq!((block.attention, block.before), (before, kept));
}

#[test]
fn what_stays_stays() {
    let mut block = Block::init(1).expect("sized");
    let before = block.attention.clone().expect("it is there");
    init! { <Block> attention.qkv => ones, ** => keep }.apply(&mut block, 2).expect("it suits");
    let after = block.attention.expect("it is there");
    assert_eq!((after.out(), after.bias()), (before.out(), before.bias()));
    assert!(after.qkv().iter().all(|&x| x == 1.0));
}

#[test]
fn what_methods_reach_is_read_by_name_and_written_by_rules() {
    let mut block = Block::init(1).expect("sized");
    assert_eq!(block.param("attention.qkv").map(|values| values.shape().to_vec()), Ok(vec![12, 4]));
    let listed: Vec<String> = block.named_parameters_mut().iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(listed, ["before", "after"]);
    let error = block.param_mut("attention.qkv").expect_err("a method borrows all of its object");
    assert!(error.is_lent());
    assert_eq!(
        error.to_string(),
        "a method gives the parameter `attention.qkv`, and only for a moment\n\
         help: write it by that method, or by a rule: `attention.qkv => from(..)`"
    );
}

#[test]
fn what_methods_reach_is_selected_at_its_place() {
    const NUMBER: Selection<Block, f64> =
        select! { <Block> before => 1.0, attention.qkv => 2.0, after => 4.0, ** => 3.0 };
    let mut block = Block::init(1).expect("sized");
    let mut seen = Vec::new();
    let visited = NUMBER.visit_mut(&mut block, |path, &number, mut values| {
        seen.push(path.to_string());
        values.fill_with(|| number);
    });
    visited.expect("it suits");
    assert_eq!(
        (seen[0].as_str(), seen[1].as_str(), seen.last().map(String::as_str)),
        ("before", "attention.qkv", Some("after"))
    );
    assert!(block.before.iter().all(|&x| x == 1.0) && block.after.iter().all(|&x| x == 4.0));
    assert!(block.attention.expect("it is there").qkv().iter().all(|&x| x == 2.0));
}

#[test]
fn files_hold_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("block.safetensors");
    let block = Block::init(1).expect("sized");
    paraminit::io::save(&block, &path).expect("there is room");
    let mut other = Block::init(2).expect("sized");
    assert_ne!(other.attention, block.attention);
    paraminit::io::load(&mut other, path.as_path()).expect("it was just saved");
    assert_eq!(other.attention, block.attention);
}

/// Blocks by a private number.
#[derive(Initialize)]
#[init(remote = other::Attention)]
struct HeadsDef {
    #[init(get = qkv, get_mut = qkv_mut, axes = [3 * heads * out, in], orthogonal)]
    qkv: Array2<f32>,
    #[init(skip, get = heads)]
    heads: usize,
}

#[test]
fn a_method_gives_the_number_of_blocks() {
    let mut attention = With::<other::Attention, HeadsDef>::new(other::Attention::new(4, 2));
    init! { <With<other::Attention, HeadsDef>> ** => default }.apply(&mut attention, 1).expect("it suits");
    for head in attention.qkv().axis_chunks_iter(ndarray::Axis(0), 2) {
        assert!((head.dot(&head.t()) - Array2::<f32>::eye(2)).iter().all(|x| x.abs() < 1e-5));
    }
    let attention: other::Attention = attention.into_inner();
    assert_eq!(attention.bias().sum(), 0.0);
}

/// Some of the fields: the rest is not touched, and nothing is built.
#[derive(Initialize)]
#[init(remote = other::Linear, partial)]
struct BiasOnly {
    #[init(ones)]
    bias: Option<Array1<f32>>,
}

#[test]
fn fields_that_are_not_mentioned_are_not_touched() {
    let linear = other::Linear { weight: Array2::zeros((2, 2)), bias: Some(Array1::zeros(2)), calls: 5 };
    let mut model = With::<_, BiasOnly>::new(linear);
    init! { <With<other::Linear, BiasOnly>> <Linear>.bias => constant(2.0) }.apply(&mut model, 1).expect("it suits");
    assert_eq!((model.bias.clone(), model.weight.sum(), model.calls), (Some(Array1::from_elem(2, 2.0)), 0.0, 5));
}

#[derive(Initialize)]
#[init(remote = other::Projection, config = (usize, bool))]
struct ProjectionDef {
    #[init(with = TensorDef, shape = [cfg.0, 5], axes = [out, in], kaiming_uniform)]
    weight: other::Tensor,
    #[init(with = Option<TensorDef>, when = cfg.1, shape = [cfg.0, 5], fans_of = weight, |p| init::constant(p.fan_in() as f64))]
    gate: Option<other::Tensor>,
}

#[derive(Initialize)]
struct Projections {
    #[init(with = Vec<ProjectionDef>, config = |i| (i + 2, i == 1), len = 2)]
    all: Vec<other::Projection>,
}

#[test]
fn tensors_of_another_crate() {
    let model = Projections::init(42).expect("sized");
    let [first, second] = &model.all[..] else { panic!("two") };
    assert_eq!((first.weight.shape, first.gate.as_ref(), second.weight.shape), ([2, 5], None, [3, 5]));
    let gate = second.gate.as_ref().expect("the second has one");
    assert!(gate.storage.iter().all(|&x| x == 5.0 || x.is_nan()));
    // Padding is not written, and the bits do not depend on the layout.
    let mut array = Array2::<f32>::zeros((3, 5));
    init::kaiming_uniform().fill(&mut array, &[Out, In], StreamId::new(42, "all.1.weight")).expect("axes are given");
    for ((i, j), &expected) in array.indexed_iter() {
        assert_eq!(second.weight.storage[j * second.weight.stride + i].to_bits(), expected.to_bits());
    }
    assert_eq!(second.weight.storage.iter().filter(|x| x.is_nan()).count(), 3 * 5);
}

#[derive(Initialize)]
#[init(remote = other::Scale<T>, dims(width))]
struct ScaleDef<T: Scalar> {
    #[init(shape = [width], constant(0.5))]
    gain: Array1<T>,
}

#[derive(Initialize)]
#[init(dims(width))]
struct Scales<T: Scalar> {
    #[init(with = ScaleDef<f64>, dims { width })]
    double: other::Scale<f64>,
    #[init(with = ScaleDef<T>, dims = ScaleDefDims { width })]
    any: other::Scale<T>,
}

#[test]
fn generic_declarations() {
    let scales = Scales::<f32>::init_with(ScalesDims { width: 3 }, 1).expect("sized");
    assert_eq!((scales.double.gain.sum(), scales.any.gain.sum()), (1.5, 1.5));
}

/// A model of another crate as a whole.
#[test]
fn a_declared_model() {
    let rules = init! { <With<other::Linear, LinearDef>> bias => zeros, ** => default };
    let linear = rules.build_with(LinearDefDims { inputs: 2, outputs: 3 }, 42).expect("sized").into_inner();
    assert_eq!((linear.weight.dim(), linear.bias), ((3, 2), Some(Array1::zeros(3))));
}
