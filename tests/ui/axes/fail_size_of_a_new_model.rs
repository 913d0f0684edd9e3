use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width, heads))]
struct Attention {
    #[init(shape = [width, width], axes = [heads * out, in], orthogonal)]
    query: Array2<f32>,
}

fn main() {}
