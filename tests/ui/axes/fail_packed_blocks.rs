use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [64, 190], axes = [in, 3 * out], glorot_uniform)]
    qkv: Array2<f32>,
}

fn main() {}
