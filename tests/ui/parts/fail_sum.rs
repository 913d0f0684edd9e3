use ndarray::Array2;
use paraminit::prelude::*;

const KV: usize = 16;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = KV, v = 2 * KV), xavier_uniform)]
    qkv: Array2<f32>,
}

fn main() {}
