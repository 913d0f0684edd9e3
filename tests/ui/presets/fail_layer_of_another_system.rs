use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct RmsNorm {
    #[init(shape = [8], part = scale, ones)]
    scale: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    norm: RmsNorm,
}

fn main() {
    let _ = init! { <Net> ** => mxnet };
}
