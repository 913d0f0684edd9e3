//! Values taken by a function of what the file or the other model has.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::cast_precision_loss,
    reason = "the functions have one signature, and the numbers are small"
)]

use std::collections::BTreeMap;
use std::error::Error;

use ndarray::{Array1, Array2, Array3, Array4, Array5, ArrayD, Axis, concatenate};
use paraminit::FailureKind;
use paraminit::init::Given;
use paraminit::io::{self, LoadErrorKind};
use paraminit::prelude::*;
use rand::RngExt;

use super::{faults, file_of};

type Made = Result<ArrayD<f64>, Box<dyn Error + Send + Sync>>;

/// Each element tells its place.
fn counted<D: ndarray::Dimension>(shape: impl ndarray::ShapeBuilder<Dim = D>) -> ndarray::Array<f32, D> {
    let mut next = -1.0;
    ndarray::Array::from_shape_simple_fn(shape, || {
        next += 1.0;
        next
    })
}

fn transposed(given: Given<'_>) -> Made {
    Ok(given.array.reversed_axes())
}

#[test]
fn a_transposed_matrix_from_a_file() {
    #[derive(Initialize)]
    struct Theirs {
        #[init(shape = [4, 8], axes = [in, out], normal(0.0, 1.0))]
        kernel: Array2<f32>,
        #[init(shape = [8], zeros)]
        bias: Array1<f32>,
    }

    let theirs = Theirs::init(1).expect("static");
    let (_folder, path) = file_of(&theirs);
    let rules = init! { <Dense<4, 8>>
        weight => load(&path, rename = |_| "kernel".to_owned(), transform = transposed),
        bias => load(&path),
    };
    let layer = rules.build(2).expect("it fits");
    assert_eq!(layer.weight(), theirs.kernel.t());
    assert_eq!(layer.bias(), theirs.bias);
    let plan = rules.plan(&layer);
    assert_eq!(plan.entries()[0].initializer(), r#"load("model.safetensors", transform = transposed)"#);
    assert!(rules.explain(&layer, "weight").expect("there is one").to_string().contains("transform = transposed"));
    // Into a model that exists, in a column-major array, from the model itself: axes that differ are what it is for.
    let mut again = Dense::<4, 8>::init(3).expect("static");
    let from_model = init! { <Dense<4, 8>>
        weight => from(&theirs, rename = |_| "kernel".to_owned(), transform = transposed),
        bias => from(&theirs),
    };
    from_model.apply(&mut again, 4).expect("it fits");
    assert_eq!(again.weight(), layer.weight());
}

// pytorch 1.x and Keras order the gates of an LSTM as i, f, g, o; ONNX as i, o, f, c.
#[test]
fn gates_of_a_recurrent_layer_in_another_order() {
    const UNITS: usize = 3;

    #[derive(Initialize)]
    struct Lstm {
        #[init(shape = [4 * UNITS, 2], axes = [4 * out, in], glorot_uniform)]
        kernel: Array2<f32>,
        #[init(shape = [4 * UNITS], zeros)]
        bias: Array1<f32>,
    }

    fn onnx_to_ours(given: Given<'_>) -> Made {
        let rows = |gate: usize| given.array.slice_axis(Axis(0), (gate * UNITS..(gate + 1) * UNITS).into());
        Ok(concatenate(Axis(0), &[rows(0), rows(2), rows(3), rows(1)])?)
    }

    let kernel: Array2<f32> = counted((4 * UNITS, 2));
    let bias: Array1<f32> = counted(4 * UNITS);
    let theirs = BTreeMap::from([("kernel", kernel.into_dyn()), ("bias", bias.into_dyn())]);
    let net = init! { <Lstm> ** => from(&theirs, transform = onnx_to_ours) }.build(1).expect("it fits");
    let first: Vec<f32> = (0..4).map(|gate| net.bias[gate * UNITS]).collect();
    assert_eq!(first, [0.0, 6.0, 9.0, 3.0]);
    assert_eq!(net.kernel[[3, 1]], 13.0);
}

/// `[heads, 3, d]`, as GPT-NeoX has it, to `[3, heads, d]`.
fn apart(given: Given<'_>) -> Made {
    let inputs = given.array.shape()[1];
    let heads = given.array.into_shape_with_order((2, 3, 4, inputs))?;
    let apart = heads.permuted_axes([1, 0, 2, 3]).as_standard_layout().into_owned();
    Ok(apart.into_shape_with_order((24, inputs))?.into_dyn())
}

#[derive(Debug, Initialize)]
struct Attention {
    #[init(shape = [24, 5], axes = [out, in], parts(q = 8, k = 8, v = 8), glorot_uniform)]
    qkv: Array2<f32>,
}

#[test]
fn an_interleaved_array_for_all_its_parts_and_for_one() {
    let theirs = BTreeMap::from([("qkv", counted::<ndarray::Ix2>((24, 5)))]);
    let net = init! { <Attention> ** => from(&theirs, transform = apart) }.build(1).expect("it fits");
    // Row 3 of the first head's keys lies at 4 + 3, that of the second head's at 12 + 4 + 3.
    assert_eq!((net.qkv[[8 + 3, 0]], net.qkv[[8 + 4 + 3, 0]]), (35.0, 95.0));
    let keys = init! { <Attention> qkv.k => from(&theirs, transform = apart, allow_unused = ["**"]), ** => zeros };
    let other = keys.build(1).expect("it fits");
    assert_eq!(other.qkv.slice(ndarray::s![8..16, ..]), net.qkv.slice(ndarray::s![8..16, ..]));
    assert!(other.qkv.slice(ndarray::s![..8, ..]).iter().all(|x| *x == 0.0));
}

#[test]
fn kernels_inflated_and_channels_averaged() {
    #[derive(Initialize)]
    struct Video {
        #[init(shape = [2, 1, 3, 2, 2], axes = [out, in, kernel, kernel, kernel], glorot_uniform)]
        stem: Array5<f64>,
    }

    // Two-dimensional kernels for three channels: `[out, in, h, w]`.
    let stem: Array4<f32> = counted((2, 3, 2, 2));
    let theirs = BTreeMap::from([("stem", stem.clone())]);
    let net = init! { <Video> stem => from(&theirs, convert = true, transform = |given| {
        let depth = given.param.shape()[2];
        let gray = given.array.mean_axis(Axis(1)).ok_or("no channels")?.insert_axis(Axis(1)).insert_axis(Axis(2));
        let frames = vec![gray.view(); depth];
        Ok(concatenate(Axis(2), &frames)? / depth as f64)
    }) }
    .build(1)
    .expect("it fits");
    assert_eq!(net.stem.shape(), [2, 1, 3, 2, 2]);
    let sum = net.stem.slice(ndarray::s![1, 0, .., 1, 1]).sum();
    let mean = f64::from(stem.slice(ndarray::s![1, .., 1, 1]).sum()) / 3.0;
    assert!((sum - mean).abs() < 1e-12, "{sum} {mean}");
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Experts {
    experts: [Dense<4, 8>; 3],
}

#[test]
fn copies_with_noise_draw_from_the_parameters_own_stream() {
    let dense = Dense::<4, 8>::init(1).expect("static");
    fn noisy(mut given: Given<'_>) -> Made {
        let stream = &mut given.stream;
        given.array.mapv_inplace(|w| w + stream.random_range(-1e-3..1e-3));
        Ok(given.array)
    }
    let last = |path: &str| path.rsplit('.').next().unwrap_or(path).to_owned();
    let rules = init! { <Experts> ** => from(&dense, rename = last, transform = noisy) };
    let net = rules.build(7).expect("it fits");
    let [a, b, _] = &net.experts;
    assert_ne!(a.weight(), b.weight());
    assert!((a.weight() - dense.weight()).iter().all(|x| x.abs() <= 1e-3));
    // The same bits for one expert alone, at its place.
    let one = init! { <Dense<4, 8>> ** => from(&dense, transform = noisy) };
    let alone = one.build(Seed::new(7).at("experts").at("1")).expect("it fits");
    assert_eq!(&alone, b);
}

#[test]
fn scales_beside_the_values() {
    let theirs = BTreeMap::from([
        ("weight", Array2::<f32>::ones((8, 4))),
        ("weight_scale_inv", Array2::from_elem((8, 1), 0.25)),
    ]);
    let scaled = |given: Given<'_>| {
        let scale = given.other(&format!("{}_scale_inv", given.name))?;
        Ok(given.array * scale)
    };
    let rules = init! { <Dense<4, 8>>
        weight => from(&theirs, allow_unused = ["weight_scale_inv"], transform = scaled),
        bias => zeros,
    };
    assert!(rules.build(1).expect("it fits").weight().iter().all(|w| *w == 0.25));
    let without = BTreeMap::from([("weight", Array2::<f32>::ones((8, 4)))]);
    let error =
        init! { <Dense<4, 8>> weight => from(&without, transform = scaled), bias => zeros }.build(1).unwrap_err();
    let cause = error.failures()[0].cause.to_string();
    assert_eq!(
        cause,
        "the `transform` of `weight` in `from(BTreeMap)`: there is no `weight_scale_inv` in `from(BTreeMap)`"
    );
}

#[test]
fn what_a_transform_cannot_do_is_an_error_and_the_model_stays() {
    let mut net = Attention::init(1).expect("static");
    let before = net.qkv.clone();
    let theirs = BTreeMap::from([("qkv", counted::<ndarray::Ix2>((5, 24)))]);
    let wrong = init! { <Attention> ** => from(&theirs, transform = |given| Ok(given.array.sum_axis(Axis(0)))) };
    let error = wrong.apply(&mut net, 1).unwrap_err();
    assert_eq!(
        error.failures()[0].cause.to_string(),
        "the `transform` makes [24] of `qkv` [5, 24] in `from(BTreeMap)`, and the array that the parameter is a part of \
         has [24, 5]\nhelp: it returns an array of that shape"
    );
    let failing = init! { <Attention> ** => from(&theirs, transform = |_| Err("no such layout".into())) };
    let error = failing.apply(&mut net, 1).unwrap_err();
    assert!(error.to_string().contains("the `transform` of `qkv` in `from(BTreeMap)`: no such layout"), "{error}");
    let infinite = init! { <Attention> ** => from(&theirs, transform = |given| Ok(given.array.reversed_axes() / 0.0)) };
    let error = infinite.apply(&mut net, 1).unwrap_err();
    assert_eq!(
        error.failures()[0].cause.to_string(),
        "the value at index 0 is not a number, by `qkv` in `from(BTreeMap)`\n\
         help: `allow_non_finite = true`, or the method `.allow_non_finite(true)`, takes it as it is"
    );
    // What the closure asks for and the parameter does not have is an error, as in a rule.
    let asks = init! { <Attention> ** => from(&theirs, transform = |given| {
        let _ = given.param.index(0);
        Ok(given.array.reversed_axes())
    }) };
    let error = asks.apply(&mut net, 1).unwrap_err();
    assert!(matches!(error.failures()[0].cause, FailureKind::NoContainer { number: 0 }));
    assert_eq!(net.qkv, before);
    // Without one, the error says how.
    let error = io::load(&mut net, init::from(&theirs)).unwrap_err();
    assert_eq!(faults(&error)[0], "qkv.q: shape [5, 24] of qkv");
    assert!(error.to_string().contains("`transform = |given| Ok(given.array.reversed_axes())`"), "{error}");
}

#[test]
fn element_types_are_still_converted_on_request_only() {
    let theirs = BTreeMap::from([("qkv", Array3::<f64>::ones((1, 24, 5)))]);
    let flat: fn(Given<'_>) -> Made = |given| Ok(given.array.index_axis_move(Axis(0), 0));
    let error = init! { <Attention> ** => from(&theirs, transform = flat) }.build(1).unwrap_err();
    let FailureKind::Load(kind) = &error.failures()[0].cause else { panic!("{error}") };
    assert!(matches!(**kind, LoadErrorKind::DType { convertible: true, .. }));
    init! { <Attention> ** => from(&theirs, transform = flat, convert = true) }.build(1).expect("it is allowed");
}
