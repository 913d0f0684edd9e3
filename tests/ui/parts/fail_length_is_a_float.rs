use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [2, 4], axes = [out, in], parts(q = 1.5, k = 1), zeros)]
    qk: Array2<f32>,
}

fn main() {}
