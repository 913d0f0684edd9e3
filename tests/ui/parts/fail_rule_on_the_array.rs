use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), xavier_uniform)]
    qkv: Array2<f32>,
}

#[derive(Initialize)]
struct Net {
    attn: Attention,
}

fn main() {
    let _ = init! { <Net> attn.qkv => xavier_normal, ** => default };
}
