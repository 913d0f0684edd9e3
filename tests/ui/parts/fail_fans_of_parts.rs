use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), xavier_uniform)]
    qkv: Array2<f32>,
    #[init(shape = [96], axes = [out], fans_of = qkv, zeros)]
    whole: Array1<f32>,
    #[init(shape = [96], axes = [out], fans_of = qkv, parts(q = 64, kk = 16, v = 16), zeros)]
    other: Array1<f32>,
}

fn main() {}
