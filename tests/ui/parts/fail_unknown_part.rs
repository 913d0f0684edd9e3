use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(query = 64, key = 16, value = 16), xavier_uniform)]
    qkv: Array2<f32>,
}

fn main() {
    let _ = init! { <Attention> qkv.quary => zeros, ** => default };
}
