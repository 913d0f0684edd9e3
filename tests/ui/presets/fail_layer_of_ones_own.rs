use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Linear {
    #[init(shape = [4, 8], axes = [in, out], pytorch)]
    weight: Array2<f32>,
    #[init(shape = [8], fans_of = weight, zeros)]
    bias: Array1<f32>,
}

fn main() {}
