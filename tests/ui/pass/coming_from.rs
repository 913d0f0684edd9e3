//! The spellings of the page "Coming from".

use ndarray::{Array1, Array2, Array3, Array4};
use paraminit::prelude::*;

const SLOPE: f64 = 0.25;
const V: [f32; 4] = [0.0; 4];

#[derive(Initialize)]
struct Matrices {
    #[init(shape = [4, 6], axes = [out, in], required)]
    w: [Array2<f32>; 24],
}

#[derive(Initialize)]
struct Others {
    #[init(shape = [4, 4, 3], axes = [out, in, kernel], dirac(groups = 2))]
    dirac: Array3<f32>,
    #[init(shape = [2, 4, 4, 3], axes = [kernel, out, in, kernel], delta_orthogonal(gain = Value(2.0)))]
    delta: Array4<f32>,
    #[init(shape = [2, 2, 4, 4], axes = [out, in, kernel, kernel], bilinear)]
    bilinear: Array4<f32>,
    #[init(shape = [2, 2, 4, 4], axes = [in, out, kernel, kernel], bilinear(diagonal = true))]
    upscore: Array4<f32>,
    #[init(shape = [2, 4, 3], axes = [batch, in, out], each(|p| init::constant(p.index(0) as f64)))]
    stack: Array3<f32>,
    #[init(shape = [8], axes = [4 * out], lstm_bias(forget = 1.0))]
    bias: Array1<f32>,
    #[init(shape = [8, 1, 5], stft(side = Real, window = Hann, scaling = Density, periodic = false))]
    stft: Array3<f32>,
}

fn main() {
    let _ = V;
    let scale = init! { <Matrices>
        w[0] => uniform(-0.07, 0.07), w[1] => trunc_normal(0.02, mean = 0.0, low = -2.0, high = 2.0),
        w[2] => eye, w[3] => eye(gain = of(|x| 0.4 * x)), w[4] => xavier_uniform(gain = Gelu),
        w[5] => kaiming_uniform(gain = LeakyRelu(sqrt(5.0)), mode = FanIn), w[6] => orthogonal(gain = Value(1.4)),
        w[7] => sparse(0.1, std = 0.01), w[8] => variance_scaling(3.0 / 3.0, mode = FanAvg, distribution = Uniform),
        w[9] => variance_scaling(3.0, mode = FanAvg, distribution = Normal),
        w[10] => variance_scaling(2.0 / (1.0 + SLOPE * SLOPE), mode = FanAvg, distribution = Normal),
        w[11] => trunc_normal(0.02, within = 2.0, rescale = true),
        w[12] => variance_scaling(1.0, mode = FanGeoAvg, distribution = TruncatedNormal),
        w[13] => glorot_uniform, w[14] => glorot_normal, w[15] => he_uniform, w[16] => he_normal,
        w[17] => lecun_uniform, w[18] => lecun_normal, w[19] => siren(omega = 30.0, first = true), w[20] => zero_init,
        w[21] => clamped(normal(0.0, 1.0), -1.0, 1.0), w[22] => constant(1.0), w[23] => ones,
    };
    let built = scale.build(42).expect("the rules suit the matrices");
    assert_eq!((built.w[2][[1, 1]], built.w[3][[1, 1]]), (1.0, 2.5));
    let others = Others::init(42).expect("the attributes suit");
    assert_eq!((others.bias.sum(), others.stack.sum(), others.upscore[[1, 0, 1, 1]]), (2.0, 12.0, 0.0));
}
