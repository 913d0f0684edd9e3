use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = quries, kv = rest), xavier_uniform)]
    qkv: Array2<f32>,
    #[init(skip = 64)]
    queries: usize,
}

fn main() {}
