//! The model, and the rules for what attributes cannot say. A new initializer is a new field.

use std::error::Error;

use ndarray::{Array1, Array2, Array3, Array4};
use paraminit::prelude::*;
use rand::RngExt;
use rand_distr::Exp1;

/// A parameter for each initializer, of a shape that suits it.
#[derive(Debug, Initialize)]
pub struct Catalogue {
    // One value.
    #[init(shape = [64], zeros)]
    zeros: Array1<f32>,
    #[init(shape = [64], ones)]
    ones: Array1<f32>,
    #[init(shape = [64], constant(0.1))]
    constant: Array1<f32>,

    // Distributions as they are.
    #[init(shape = [128, 64], uniform(-0.1, 0.3))]
    uniform: Array2<f32>,
    #[init(shape = [128, 64], normal(0.0, 0.02))]
    normal: Array2<f32>,
    #[init(shape = [128, 64], trunc_normal(0.02))]
    trunc_normal: Array2<f32>,
    #[init(shape = [128, 64], trunc_normal(1.0, low = 1.0, high = 3.0))]
    trunc_normal_absolute: Array2<f32>,

    // Distributions scaled by fans.
    #[init(shape = [128, 64], axes = [out, in], xavier_uniform)]
    xavier_uniform: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], xavier_normal(gain = Tanh))]
    xavier_normal: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], kaiming_uniform(gain = Selu))]
    kaiming_uniform: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], kaiming_normal(mode = FanOut))]
    kaiming_normal: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], glorot_uniform)]
    glorot_uniform: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], glorot_normal)]
    glorot_normal: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], he_uniform)]
    he_uniform: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], he_normal)]
    he_normal: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], lecun_uniform)]
    lecun_uniform: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], lecun_normal)]
    lecun_normal: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], variance_scaling(0.5, mode = FanAvg))]
    variance_scaling: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], siren)]
    siren: Array2<f32>,

    // Matrices and filters.
    #[init(shape = [128, 64], axes = [out, in], orthogonal)]
    orthogonal: Array2<f32>,
    #[init(shape = [16, 8, 3, 3], axes = [out, in, kernel, kernel], delta_orthogonal)]
    delta_orthogonal: Array4<f32>,
    #[init(shape = [128, 64], sparse(0.9))]
    sparse: Array2<f32>,
    #[init(shape = [8, 8], eye)]
    eye: Array2<f32>,
    #[init(shape = [8, 4, 3], axes = [out, in, kernel], dirac(groups = 2))]
    dirac: Array3<f32>,
    #[init(shape = [12, 8], axes = [out, in], zero_init)]
    zero_init: Array2<f32>,
    #[init(shape = [3, 1, 4, 4], axes = [out, in, kernel, kernel], bilinear)]
    bilinear: Array4<f32>,
    #[init(shape = [16, 8, 3, 3], axes = [out, in, kernel, kernel], icnr(2, kaiming_normal))]
    icnr: Array4<f32>,
    #[init(shape = [64, 1, 33], stft(scaling = Unscaled))]
    stft: Array3<f32>,
    #[init(shape = [256], lstm_bias)]
    lstm_bias: Array1<f32>,
    #[init(shape = [128], axes = [4 * out], chrono(100.0))]
    chrono: Array1<f32>,
    #[init(shape = [128, 64], axes = [2 * out, in], gates([orthogonal, zeros]))]
    gates: Array2<f32>,
    #[init(shape = [8, 16, 64], axes = [batch, out, in])]
    #[init(each(by_depth))]
    each: Array3<f32>,
    #[init(shape = [6], values(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0]))]
    values: Array1<f32>,

    // Made of others.
    #[init(shape = [128, 64], mixture { 0.9 => zeros, 0.1 => ones })]
    mixture: Array2<f32>,
    #[init(shape = [128, 64], map(uniform(-1.0, 1.0), square))]
    map: Array2<f32>,
    #[init(shape = [128, 64], scaled(orthogonal, 0.5), axes = [out, in])]
    scaled: Array2<f32>,
    #[init(shape = [128, 64], clamped(normal(0.0, 1.0), -1.0, 2.0))]
    clamped: Array2<f32>,

    // What other systems give the weight of a dense layer.
    #[init(shape = [128, 64], axes = [out, in], kind = Dense, part = weight, pytorch)]
    pytorch: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], kind = Dense, part = weight, mxnet)]
    mxnet: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], kind = Dense, part = weight, flax)]
    flax: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], kind = Dense, part = weight, keras)]
    keras: Array2<f32>,

    // What is only known at run time: the rules below say it.
    #[init(shape = [128, 64], required)]
    sample: Array2<f32>,
    #[init(shape = [128, 64], required)]
    custom: Array2<f32>,
    #[init(shape = [128, 64], axes = [out, in], required)]
    by: Array2<f32>,
}

/// The rules of the model.
#[must_use]
pub fn rules() -> Rules<'static, Catalogue> {
    init! { <Catalogue>
        sample => sample(Exp1),
        custom => custom(&KeepLarge),
        by => |p| if p.fan_in() < p.fan_out() { init::he_uniform() } else { init::orthogonal() },
        ** => default,
    }
}

/// Smaller, the deeper the copy.
#[expect(clippy::cast_precision_loss, reason = "there are eight copies")]
fn by_depth(p: &ParamInfo) -> Init {
    init::normal(0.0, 0.02 / (p.index(0) + 1) as f64)
}

const fn square(x: f64) -> f64 {
    x * x
}

/// The custom initializer of Dive into Deep Learning, section 6.3: U(-10, 10), and what is smaller than 5 set to zero.
struct KeepLarge;

impl Initializer for KeepLarge {
    fn initialize(
        &self,
        _: &ParamInfo,
        mut values: ViewMut<'_>,
        stream: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        values.fill_with(|| {
            let x: f64 = stream.random_range(-10.0..10.0);
            if x.abs() >= 5.0 { x } else { 0.0 }
        });
        Ok(())
    }
}
