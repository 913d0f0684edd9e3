//! What a user of PyTorch writes first.

use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Layer {
    #[init(shape = [4], init = zeros)]
    bias: Array1<f32>,
    #[init(shape = [4], weight = zeros)]
    other: Array1<f32>,
    #[init(shape = [4, 4], axes = [out, in], kind = "Conv", zeros)]
    filter: Array2<f32>,
}

fn main() {
    let _ = init! { <Dense<4, 8>> weight => normal(mean: 0.0, std: 1.0), bias => torch };
    let _ = init! { <Dense<4, 8>> weight => kaiming_normal(mode = "fan_out"), bias => zeros };
    let _ = init! { <Dense<4, 8>> weight => kaiming_normal(nonlinearity = "relu"), bias => zeros };
    let _ = init! { <Dense<4, 8>> weight => variance_scaling(1.0, distribution = "normal"), bias => zeros };
}
