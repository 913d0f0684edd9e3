use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [64, 64], axes = [heads * out, in], orthogonal)]
    query: Array2<f32>,
}

fn main() {}
