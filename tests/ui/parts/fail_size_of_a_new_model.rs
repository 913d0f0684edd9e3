use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width, kv))]
struct Attention {
    #[init(shape = [width + 2 * kv, width], axes = [out, in], parts(q = width, k = kv, v = kv), xavier_uniform)]
    qkv: Array2<f32>,
    #[init(skip = width)]
    width: usize,
}

fn main() {}
