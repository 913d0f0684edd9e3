//! Models of every shape: what can be derived, built, visited, and named.

use ndarray::{Array, Array0, Array1, Array2, Array3, ArrayD, Dimension, Ix2};
use paraminit::model::Scalar;
use paraminit::prelude::*;

/// The paths and shapes of a model's parameters, in order.
fn parameters<M: Initialize>(rules: &Rules<'_, M>, model: &M) -> Vec<(String, Vec<usize>)> {
    let plan = rules.plan(model);
    plan.entries().iter().map(|entry| (entry.info().path().to_string(), entry.info().shape().to_vec())).collect()
}

fn paths<M: Initialize>(rules: &Rules<'_, M>, model: &M) -> Vec<String> {
    parameters(rules, model).into_iter().map(|(path, _)| path).collect()
}

#[derive(Initialize)]
struct Leaves {
    #[init(shape = [], ones)]
    zero: Array0<f32>,
    #[init(shape = [3], ones)]
    one: Array1<f64>,
    #[init(shape = [2, 3, 4], ones)]
    three: Array3<f32>,
    #[init(shape = [2, 2], ones)]
    dynamic: ArrayD<f32>,
    #[init(ones)]
    scalar: f64,
    #[init(ones)]
    raw: [[f32; 3]; 2],
    #[init(shape = [5], ones)]
    vector: Vec<f32>,
    #[init(len = 6, ones)]
    by_len: Vec<f64>,
    #[init(shape = [2], ones)]
    optional: Option<Array1<f32>>,
    #[init(shape = [2], ones)]
    boxed: Box<Array1<f32>>,
}

#[test]
fn every_kind_of_parameter() {
    let model = Leaves::init(1).expect("every field says its size");
    let rules = init! { <Leaves> ** => default };
    let expected: [(&str, &[usize]); 10] = [
        ("zero", &[]),
        ("one", &[3]),
        ("three", &[2, 3, 4]),
        ("dynamic", &[2, 2]),
        ("scalar", &[]),
        ("raw", &[2, 3]),
        ("vector", &[5]),
        ("by_len", &[6]),
        ("optional", &[2]),
        ("boxed", &[2]),
    ];
    let expected: Vec<_> = expected.iter().map(|(path, shape)| ((*path).to_owned(), shape.to_vec())).collect();
    assert_eq!(parameters(&rules, &model), expected);
    assert_eq!((model.scalar, model.raw, model.by_len), (1.0, [[1.0; 3]; 2], vec![1.0; 6]));
    assert_eq!(model.optional.expect("built as Some"), ndarray::arr1(&[1.0, 1.0]));
}

#[derive(Initialize)]
struct Unit;

#[derive(Initialize)]
struct Sequence {
    #[init(sequence, **.bias => zeros)]
    layers: (Dense<4, 8>, Relu, (Dense<8, 3>, Relu), Dense<3, 1>),
}

#[derive(Initialize)]
struct Pair(Dense<2, 3>, #[init(ones)] f32);

#[derive(Initialize)]
struct Containers {
    unit: Unit,
    pair: Pair,
    tuple: (Dense<2, 2>, Relu, Dense<2, 1>),
    fixed: [Dense<2, 2>; 2],
    #[init(len = 3)]
    list: Vec<Option<Dense<2, 2>>>,
    #[init(len = [2, 1])]
    grid: Vec<Vec<Dense<1, 1>>>,
    #[init(shape = [2], len = 2, ** => zeros)]
    arrays: Vec<Array1<f32>>,
    #[init(len = 2, ** => zeros)]
    of_raw: Vec<[f32; 2]>,
    maybe: Option<Dense<1, 1>>,
}

#[test]
fn every_kind_of_container() {
    let model = Containers::init(1).expect("every field says its size");
    let rules = init! { <Containers> ** => default };
    let expected = "pair.0.weight pair.0.bias pair.1 \
        tuple.0.weight tuple.0.bias tuple.2.weight tuple.2.bias \
        fixed.0.weight fixed.0.bias fixed.1.weight fixed.1.bias \
        list.0.weight list.0.bias list.1.weight list.1.bias list.2.weight list.2.bias \
        grid.0.0.weight grid.0.0.bias grid.1.0.weight grid.1.0.bias \
        arrays.0 arrays.1 of_raw.0 of_raw.1 maybe.weight maybe.bias";
    assert_eq!(paths(&rules, &model).join(" "), expected);
    assert_eq!(paths(&rules, &Containers { maybe: None, ..model }).len(), 27 - 2);
}

#[derive(Initialize)]
struct Generic<T: Scalar, D: Dimension, M, const N: usize>
where
    M: Initialize,
{
    #[init(shape = [N, 2 * N], axes = [out, in], glorot_uniform)]
    matrix: Array2<T>,
    #[init(zeros)]
    any_rank: Array<T, D>,
    inner: M,
}

#[test]
fn generic_structs() {
    let mut model = Generic::<f64, Ix2, Dense<3, 3>, 4> {
        matrix: Array2::zeros((4, 8)),
        any_rank: Array2::ones((2, 2)),
        inner: Dense::init(1).expect("static sizes"),
    };
    let rules = init! { <Generic<f64, Ix2, Dense<3, 3>, 4>> inner.weight => constant(2.0), ** => default };
    rules.apply(&mut model, 1).expect("the rules suit the model");
    assert!(model.matrix.iter().all(|&x| x != 0.0 && x.abs() <= (6.0_f64 / 12.0).sqrt()));
    assert!(model.any_rank.iter().all(|&x| x == 0.0));
    assert!(model.inner.weight().iter().all(|&x| x == 2.0));
}

#[derive(Initialize)]
#[init(dims(d_model, d_ff))]
struct Block {
    #[init(shape = [d_model, 3 * d_model], axes = [in, 3 * out], glorot_uniform)]
    qkv: Array2<f32>,
    #[init(shape = [d_ff, d_model], axes = [out, in], normal(0.0, 0.02))]
    up: Array2<f32>,
}

#[derive(Initialize)]
#[init(dims(d_model, layers))]
struct Transformer {
    #[init(dims { d_model, d_ff: 4 * d_model }, len = layers)]
    blocks: Vec<Block>,
    #[init(dims = BlockDims { d_model, d_ff: 1 })]
    head: Block,
    #[init(skip)]
    step: usize,
    #[init(skip = 7)]
    version: u8,
}

#[test]
fn run_time_sizes() {
    let net = Transformer::init_with(TransformerDims { d_model: 8, layers: 2 }, 42).expect("sizes are given");
    assert_eq!((net.blocks.len(), net.blocks[1].up.dim(), net.head.up.dim()), (2, (32, 8), (1, 8)));
    assert_eq!((net.step, net.version), (0, 7));
    // Three packed blocks: fan_out is d_model, not three times that.
    let bound = (6.0_f32 / 16.0).sqrt();
    let largest = net.blocks[0].qkv.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
    assert!(largest <= bound && largest > 0.95 * bound, "{largest} of {bound}");
    let rules = init! { <Transformer> blocks[..1].up => ones, ** => default };
    let built = rules.build_with(TransformerDims { d_model: 8, layers: 2 }, 42).expect("sizes are given");
    assert!(built.blocks[0].up.iter().all(|&x| x == 1.0));
    assert_eq!(built.blocks[1].up, net.blocks[1].up);
}

#[derive(Initialize)]
struct Keywords {
    #[init(ones)]
    r#type: f32,
    #[init(zeros)]
    r#in: f32,
}

#[test]
fn raw_identifiers_and_keywords() {
    let rules = init! { <Keywords> type => constant(3.0), in => constant(4.0) };
    let model = rules.build(1).expect("two scalars");
    assert_eq!((model.r#type, model.r#in), (3.0, 4.0));
    assert_eq!(paths(&rules, &model), ["type", "in"]);
}

#[test]
fn tuples_are_models() {
    type Net = (Dense<4, 8>, Relu, Dense<8, 1>);
    let rules = init! { <Net> [0].weight => zeros, [2].weight => ones, ** => default };
    let net = rules.build(42).expect("static sizes");
    assert!(net.0.weight().iter().all(|&x| x == 0.0) && net.2.weight().iter().all(|&x| x == 1.0));
}

#[derive(Initialize)]
#[init(dims(d_model, layers))]
struct Stack<B>
where
    B: Initialize + paraminit::model::Dimensioned<Dims = BlockDims>,
{
    #[init(dims = BlockDims { d_model, d_ff: 2 * d_model }, len = layers)]
    blocks: Vec<B>,
}

#[test]
fn generic_parts_with_run_time_sizes() {
    let stack = Stack::<Block>::init_with(StackDims { d_model: 2, layers: 3 }, 1).expect("sizes are given");
    assert_eq!((stack.blocks.len(), stack.blocks[2].up.dim()), (3, (4, 2)));
}

#[test]
fn tuples_are_sequences() {
    let net = Sequence::init(42).expect("static sizes").layers;
    let x = Array2::<f32>::ones((2, 4));
    let by_hand = net.3.forward(
        &Relu.forward(&net.2.0.forward(&Relu.forward(&net.0.forward(&x).unwrap()).unwrap()).unwrap()).unwrap(),
    );
    assert_eq!(net.forward(&x).expect("it fits"), by_hand.expect("it fits"));
    assert_eq!(net.forward(&Array1::<f32>::ones(4)).expect("it fits").len(), 1);
    let error = net.forward(&Array2::<f32>::ones((2, 5))).expect_err("five inputs");
    assert_eq!(
        error.to_string(),
        "at `0`: `Dense` with parameters of shape [8, 4] takes inputs of length 4, but the input has shape [2, 5]"
    );
}

#[test]
fn parameters_by_name() {
    let mut net = Containers::init(1).expect("sized");
    assert_eq!(net.param("list.2.weight").map(|view| view.shape().to_vec()), Ok(vec![2, 2]));
    net.param_mut("pair.1").expect("a scalar").fill_with(|| 7.0);
    assert_eq!(net.pair.1, 7.0);
    let error = net.param("list.2.wieght").expect_err("a typo");
    assert_eq!((error.path(), error.nearest()), ("list.2.wieght", Some("list.2.weight")));
    assert_eq!(net.named_parameters().len(), net.named_parameters_mut().len());
    assert_eq!(Unit.param("a").expect_err("nothing there").nearest(), None);
}

/// A tensor type that the library does not know: row-major values and a shape.
#[derive(Debug, PartialEq)]
struct Tensor {
    shape: [usize; 2],
    values: Vec<f32>,
}

mod tensor {
    //! What makes it a parameter.

    use ndarray::{ArrayViewD, ArrayViewMutD};
    use paraminit::dtype::DType;
    use paraminit::model::{Parameter, Place, Shape, Shaped, Visit, VisitMut};
    use paraminit::schema::Schema;
    use paraminit::{Initialize, View, ViewMut};

    use super::Tensor;

    impl Initialize for Tensor {
        const SCHEMA: &'static Schema = &Schema::leaf(DType::F32, Some(2));

        fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
            let view = ArrayViewD::from_shape(&self.shape[..], &self.values).expect("the values fill the shape");
            visitor.leaf(place, View::F32(view));
        }

        fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
            let view = ArrayViewMutD::from_shape(&self.shape[..], &mut self.values).expect("the values fill the shape");
            visitor.leaf(place, ViewMut::F32(view));
        }

        fn parameter_shape(&self) -> Option<Shape> {
            Some(Shape::from(&self.shape[..]))
        }
    }

    impl Parameter for Tensor {}
    impl Shaped<2> for Tensor {}
}

#[derive(Initialize)]
struct Foreign {
    #[init(axes = [out, in], kaiming_uniform)]
    weight: Tensor,
    #[init(fans_of = weight, |p| init::constant(p.fan_in() as f64))]
    bias: [f32; 3],
}

#[test]
fn a_tensor_of_another_crate() {
    let mut model = Foreign { weight: Tensor { shape: [3, 5], values: vec![0.0; 15] }, bias: [0.0; 3] };
    init! { <Foreign> ** => default }.apply(&mut model, 42).expect("the attributes suit");
    assert_eq!(model.bias, [5.0; 3]);
    let bound = (6.0_f32 / 5.0).sqrt();
    assert!(model.weight.values.iter().all(|x| x.abs() <= bound && *x != 0.0));
    // The same path, seed and shape give the same bits in any container.
    let mut array = Array2::<f32>::zeros((3, 5));
    init::kaiming_uniform().fill(&mut array, &[Out, In], StreamId::new(42, "weight")).expect("axes are given");
    assert_eq!(array.as_slice(), Some(&model.weight.values[..]));
}

#[test]
fn a_view_as_an_array_of_its_own_type() {
    #[derive(Initialize)]
    #[init(** => normal(0.0, 1.0))]
    struct Mixed {
        #[init(shape = [2, 3])]
        single: Array2<f32>,
        double: [f64; 4],
        scalar: f32,
    }
    let mut mixed = Mixed::init(42).expect("static");
    mixed.single = mixed.single.t().as_standard_layout().into_owned().reversed_axes();
    let param = |path: &str| mixed.param(path).expect("it is there");
    assert_eq!(param("single").to_array::<f32>().expect("its type"), mixed.single.clone().into_dyn());
    let double = param("double").to_array::<f64>().expect("its type");
    assert_eq!((double.shape(), double.as_slice()), (&[4][..], Some(&mixed.double[..])));
    assert_eq!(param("scalar").to_array::<f32>().expect("its type").ndim(), 0);
    let error = param("single").to_array::<f64>().expect_err("another type");
    assert_eq!(error.to_string(), "the values are of type `f32`, not `f64`\nhelp: ask for `to_array::<f32>()`");
}

/// A source that an attribute makes is asked once in a run: for collisions of streams and to fill.
#[test]
fn a_source_in_an_attribute_is_resolved_once() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use paraminit::init::Source;

    static CALLS: AtomicUsize = AtomicUsize::new(0);

    fn counted() -> Source<'static> {
        init::from_fn(|_| {
            CALLS.fetch_add(1, Ordering::Relaxed);
            init::normal(0.0, 1.0)
        })
    }

    #[derive(Initialize)]
    struct Net {
        #[init({ counted() })]
        weight: [f32; 2],
    }

    let mut net = Net::init(1).expect("static");
    assert_eq!(CALLS.swap(0, Ordering::Relaxed), 1);
    let drawn = net.weight;
    net.reinit(1).expect("static");
    assert_eq!((CALLS.load(Ordering::Relaxed), net.weight), (1, drawn));
}
