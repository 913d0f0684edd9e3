use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Linear {
    #[init(shape = [4, 100], zeros)]
    weight: Array2<f32>,
    #[init(shape = [4], axes = [out], fans_of = weight, kaiming_uniform)]
    bias: Array1<f32>,
}

fn main() {}
