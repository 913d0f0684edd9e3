use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], parts(q = 64, k = 16, v = 16), normal(0.0, 0.02))]
    qkv: Array2<f32>,
    #[init(shape = [96], axes = [in], parts(q = 64, k = 16, v = 16), zeros)]
    bias: Array1<f32>,
}

fn main() {}
