use ndarray::{Array1, Array2};
use paraminit::prelude::*;

fn norms(weight: Array2<f32>) -> Array1<f32> {
    weight.column(0).to_owned()
}

#[derive(Initialize)]
struct WeightNorm {
    #[init(shape = [3, 5], zeros)]
    weight: Array2<f32>,
    #[init(shape = [3], derived = norms(weight))]
    gain: Array1<f32>,
}

fn main() {}
