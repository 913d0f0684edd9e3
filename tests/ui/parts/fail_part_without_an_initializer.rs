use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), q | k => xavier_uniform)]
    qkv: Array2<f32>,
}

fn main() {}
