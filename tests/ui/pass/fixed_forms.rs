use ndarray::{Array1, Array2, Array3, Array4};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(channels))]
struct Net {
    #[init(shape = [8, 8], eye(gain = Value(0.5)))]
    recurrent: Array2<f32>,
    #[init(shape = [8, 4, 3], axes = [out, in, kernel], dirac(groups = 2, center = Lower))]
    grouped: Array3<f32>,
    #[init(shape = [3, 3, 4, 8], axes = [kernel, kernel, in, out], delta_orthogonal(gain = Relu, center = Upper))]
    deep: Array4<f64>,
    #[init(shape = [8, 8], sparse(0.75, std = 0.1, axis = 1))]
    sparse: Array2<f32>,
    #[init(shape = [channels, 1, 4, 4], axes = [out, in, kernel, kernel], bilinear)]
    upsample: Array4<f32>,
    #[init(shape = [4 * channels], axes = [4 * out], lstm_bias(forget = 2.0))]
    gates: Array1<f32>,
    #[init(shape = [4 * channels, 4, 3, 3], axes = [out, in, kernel, kernel], icnr(2, kaiming_normal(mode = FanOut)))]
    shuffled: Array4<f32>,
    #[init(shape = [8, 4], axes = [out, in], siren(omega = 10.0, first = true))]
    sine: Array2<f32>,
    #[init(shape = [8, 4], axes = [out, in], zero_init)]
    zero: Array2<f32>,
    #[init(shape = [8], clamped(normal(0.0, 1.0), -1.0, 1.0))]
    clamped: Array1<f32>,
    #[init(shape = [8, 1, 5], stft(side = Imaginary, window = Hamming, scaling = Unscaled, periodic = true))]
    spectrum: Array3<f32>,
    #[init(shape = [2, 2], values(&[1.0, 2.0, 3.0, 4.0]))]
    values: Array2<f32>,
}

fn main() {
    let rules = init! { <Net>
        gates => scaled(lstm_bias(forget = 2.0), 0.5),
        recurrent => mixture { 0.5 => eye, 0.5 => zeros },
        ** => default,
    };
    let mut net = rules.build_with(NetDims { channels: 3 }, 42).unwrap();
    assert_eq!(net.gates.sum(), 3.0);
    assert_eq!(net.values[[1, 0]], 3.0);
    assert!(rules.plan(&net).entries().iter().any(|entry| entry.initializer() == "icnr(2, kaiming_normal(mode = FanOut))"));

    // What only the run knows is judged there.
    net.gates = Array1::zeros(10);
    let error = rules.apply(&mut net, 42).unwrap_err().to_string();
    assert!(error.contains("`lstm_bias` needs a multiple of 4 elements, but"), "{error}");
}
