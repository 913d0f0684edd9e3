//! Activations, normalizations, tables and flattening against what they are defined by.

use core::convert::Infallible;
use std::error::Error;

use ndarray::{Array, Array1, Array2, Array3, Array4, ArrayD, IxDyn, array, s};
use paraminit::layers::{
    Embedding, EmbeddingDims, Flatten, Gelu, Identity, LayerErrorKind, LayerNorm, LayerNormDims, LeakyRelu, RmsNorm,
    RmsNormDims, Selu, Sigmoid, Softplus, Tanh,
};
use paraminit::prelude::*;

const INPUTS: [f64; 9] = [f64::NEG_INFINITY, -30.0, -2.0, -0.5, 0.0, 0.5, 2.0, 30.0, f64::INFINITY];

fn at<L: Forward<Array1<f64>, Output = Array1<f64>, Error = Infallible>>(layer: &L) -> Vec<f64> {
    let Ok(y) = layer.forward(&Array1::from(INPUTS.to_vec()));
    y.to_vec()
}

fn assert_close(found: &[f64], expected: [f64; 9]) {
    for (y, z) in found.iter().zip(expected) {
        assert!(*y == z || (y - z).abs() <= 1e-14 * z.abs().max(1e-300), "{found:?} is not {expected:?}");
    }
}

/// Expected values by mpmath with 30 digits.
#[test]
fn activations_are_what_they_are_called() {
    let inf = f64::INFINITY;
    assert_close(&at(&Identity), INPUTS);
    assert_close(&at(&Relu), [0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 2.0, 30.0, inf]);
    assert_close(&at(&LeakyRelu { slope: 0.2 }), [-inf, -6.0, -0.4, -0.1, 0.0, 0.5, 2.0, 30.0, inf]);
    assert_eq!(LeakyRelu::init(42).expect("no parameters"), LeakyRelu { slope: 0.01 });
    let (t2, t05) = (0.964_027_580_075_816_883_95, 0.462_117_157_260_009_758_5);
    assert_close(&at(&Tanh), [-1.0, -1.0, -t2, -t05, 0.0, t05, t2, 1.0, 1.0]);
    let (low, s2, s05) = (9.357_622_968_839_299e-14, 0.119_202_922_022_117_555_9, 0.377_540_668_798_145_435_4);
    assert_close(&at(&Sigmoid), [0.0, low, s2, s05, 0.5, 1.0 - s05, 1.0 - s2, 1.0 - low, 1.0]);
    let (g30, g2, g05) = (-1.472_014_178_144_456_1e-196, -0.045_500_263_896_358_414, -0.154_268_769_362_993_45);
    let gelu = at(&Gelu);
    assert!((gelu[1] / g30 - 1.0).abs() < 1e-9, "{}", gelu[1]);
    let gelu = [gelu[0], g30, gelu[2], gelu[3], gelu[4], gelu[5], gelu[6], gelu[7], gelu[8]];
    assert_close(&gelu, [0.0, g30, g2, g05, 0.0, 0.5 + g05, 2.0 + g2, 30.0, inf]);
    let (e30, e2, e05) = (-1.758_099_340_847_212_3, -1.520_166_468_595_695_1, -0.691_758_187_802_871_4);
    let lambda = 1.050_700_987_355_480_5;
    let least = -1.758_099_340_847_376_9;
    assert_close(&at(&Selu), [least, e30, e2, e05, 0.0, 0.5 * lambda, 2.0 * lambda, 30.0 * lambda, inf]);
    let (p2, p05) = (0.126_928_011_042_972_5, 0.474_076_984_180_106_7);
    let ln2 = core::f64::consts::LN_2;
    assert_close(&at(&Softplus), [0.0, 9.357_622_968_839_737e-14, p2, p05, ln2, 0.5 + p05, 2.0 + p2, 30.0, inf]);
}

#[test]
fn what_is_not_a_number_stays_so() {
    let x = array![f32::NAN];
    let Ok(y) = Relu.forward(&x);
    assert!(y[0].is_nan());
    for y in [
        Identity.forward(&x),
        LeakyRelu::default().forward(&x),
        Tanh.forward(&x),
        Sigmoid.forward(&x),
        Gelu.forward(&x),
        Selu.forward(&x),
        Softplus.forward(&x),
    ] {
        let Ok(y) = y;
        assert!(y[0].is_nan());
    }
}

#[test]
fn flatten_keeps_the_first_axis() -> Result<(), Box<dyn Error>> {
    let x = Array4::from_shape_fn((2, 3, 4, 5), |(a, b, c, d)| (a * 60 + b * 20 + c * 5 + d) as f32);
    let y = Flatten.forward(&x)?;
    assert_eq!(y.shape(), [2, 60]);
    assert!(y.iter().enumerate().all(|(i, y)| *y == i as f32));
    // Of a transposed view, in its own row-major order.
    let y = Flatten.forward(&x.t())?;
    assert_eq!(y.shape(), [5, 24]);
    assert_eq!(y.row(1).to_vec(), x.slice(s![.., .., .., 1]).t().iter().copied().collect::<Vec<_>>());
    assert_eq!(Flatten.forward(&Array2::<f32>::ones((2, 3)))?.shape(), [2, 3]);
    assert_eq!(Flatten.forward(&Array1::<f32>::ones(3))?.shape(), [3]);
    assert_eq!(Flatten.forward(&Array3::<f32>::ones((0, 2, 3)))?.shape(), [0, 6]);
    assert_eq!(Flatten.forward(&Array3::<f32>::ones((2, 0, 3)))?.shape(), [2, 0]);
    assert_eq!(Flatten.forward(&ArrayD::<f32>::ones(IxDyn(&[2, 2, 2, 2])))?.shape(), [2, 8]);
    let error = Flatten.forward(&ArrayD::<f32>::ones(IxDyn(&[2]))).expect_err("one axis");
    assert!(matches!(error.kind(), LayerErrorKind::Rank { least: 2, .. }), "{error}");
    Ok(())
}

#[test]
fn norms_normalize() -> Result<(), Box<dyn Error>> {
    let mut norm = LayerNorm::<f64>::init_with(LayerNormDims { features: 4 }, 42)?;
    assert!(norm.scale.iter().all(|x| *x == 1.0) && norm.bias.iter().all(|x| *x == 0.0));
    let x = Array3::from_shape_fn((2, 3, 4), |(a, b, c)| ((a + 2 * b + 3 * c) % 5) as f64 * 1.5);
    let y = norm.forward(&x)?;
    for (x, y) in x.rows().into_iter().zip(y.rows()) {
        let mean = x.sum() / 4.0;
        let variance = x.mapv(|x| (x - mean) * (x - mean)).sum() / 4.0;
        for (x, y) in x.iter().zip(y) {
            assert!((y - (x - mean) / (variance + 1e-5).sqrt()).abs() < 1e-12);
        }
    }
    norm.scale = array![1.0, 2.0, 3.0, 4.0];
    norm.bias = array![0.0, 0.0, 0.0, 7.0];
    let z = norm.forward(&x)?;
    assert!((z[[1, 2, 3]] - (4.0 * y[[1, 2, 3]] + 7.0)).abs() < 1e-12);
    assert!((z[[1, 2, 1]] - 2.0 * y[[1, 2, 1]]).abs() < 1e-12);

    let rms = RmsNorm::<f32>::init_with(RmsNormDims { features: 2 }, 42)?;
    let y = rms.forward(&array![3.0_f32, 4.0])?;
    assert!((y[0] - 3.0 / 12.5_f32.sqrt()).abs() < 1e-6 && (y[1] - 4.0 / 12.5_f32.sqrt()).abs() < 1e-6);
    assert_eq!(rms.forward(&Array2::<f32>::ones((0, 2)))?.shape(), [0, 2]);
    let none = RmsNorm::<f32>::init_with(RmsNormDims { features: 0 }, 42)?;
    assert_eq!(none.forward(&Array2::<f32>::ones((3, 0)))?.shape(), [3, 0]);

    let error = norm.forward(&Array2::<f64>::ones((2, 5))).expect_err("5 is not 4");
    assert!(matches!(error.kind(), LayerErrorKind::Input { expected: 4, .. }), "{error}");
    norm.bias = array![1.0];
    let error = norm.forward(&x).expect_err("1 is not 4");
    assert!(matches!(error.kind(), LayerErrorKind::Parameters { .. }), "{error}");
    Ok(())
}

#[test]
fn a_table_gives_its_rows() -> Result<(), Box<dyn Error>> {
    let table = Embedding::<f32>::init_with(EmbeddingDims { tokens: 5, features: 3 }, 42)?;
    let y = table.forward(&array![[0_usize, 4], [2, 2]])?;
    assert_eq!(y.shape(), [2, 2, 3]);
    assert_eq!(y.slice(s![0, 1, ..]), table.weight.row(4));
    assert_eq!(y.slice(s![1, 0, ..]), table.weight.row(2));
    let y = table.forward(&array![3_i64])?;
    assert_eq!(y.row(0), table.weight.row(3));
    assert_eq!(table.forward(&Array::from_elem((), 1_u8))?.to_vec(), table.weight.row(1).to_vec());
    for error in
        [table.forward(&array![0_i32, -1]).expect_err("negative"), table.forward(&array![5_i32]).expect_err("5")]
    {
        assert!(matches!(error.kind(), LayerErrorKind::Index { len: 5, .. }), "{error}");
    }
    assert_eq!(
        table.forward(&array![u64::MAX]).expect_err("too large").to_string(),
        "`Embedding` has 5 rows, but an index is 18446744073709551615"
    );
    assert_eq!(table.forward(&Array2::<u32>::zeros((0, 2)))?.shape(), [0, 2, 3]);
    Ok(())
}

/// Every preset knows the layers that its system has.
#[test]
fn presets_know_the_layers() -> Result<(), Box<dyn Error>> {
    #[derive(Initialize)]
    struct Net {
        #[init(dims { tokens: 100, features: 16 })]
        table: Embedding,
        #[init(dims { features: 16 })]
        norm: LayerNorm,
    }
    for (net, bound) in [
        (init! { <Net> ** => pytorch }.build(1)?, 6.0),
        (init! { <Net> ** => flax }.build(1)?, 1.6),
        (init! { <Net> ** => keras }.build(1)?, 0.05),
        (init! { <Net> ** => mxnet }.build(1)?, 0.07),
    ] {
        assert!(net.table.weight.iter().all(|x| x.abs() <= bound));
        assert!(net.table.weight.iter().any(|x| x.abs() >= bound / 4.0));
        assert!(net.norm.scale.iter().all(|x| *x == 1.0) && net.norm.bias.iter().all(|x| *x == 0.0));
    }
    Ok(())
}
