use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [192, 64], axes = [3 * out, in], parts(q = 64, k = 64, v = 64), xavier_uniform)]
    qkv: Array2<f32>,
}

fn main() {}
