use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Lstm {
    #[init(shape = [32, 8], axes = [4 * out, in], gates([orthogonal, orthogonal, zeros]))]
    recurrent: Array2<f32>,
}

fn main() {}
