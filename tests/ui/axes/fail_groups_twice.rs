use ndarray::Array3;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Conv {
    #[init(shape = [32, 4, 3], axes = [4 * out, in, kernel], dirac(groups = 4))]
    weight: Array3<f32>,
}

fn main() {}
