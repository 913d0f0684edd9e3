use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width, heads))]
struct Attention {
    #[init(shape = [3 * width, width], axes = [3 * out, in], xavier_uniform)]
    qkv: Array2<f32>,
}

#[derive(Initialize)]
#[init(dims(width, heads, layers))]
struct Model {
    #[init(len = layers, dims { width, heads: 8 })]
    blocks: Vec<Attention>,
}

#[derive(Initialize)]
#[init(dims(width, experts))]
enum Mixer {
    #[init(build)]
    Attention(#[init(dims { width, heads: 8 })] Attention),
}

fn main() {}
