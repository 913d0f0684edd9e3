use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Decay {
    #[init(shape = [4], fixed, buffer, zeros)]
    steps: Array1<f32>,
    #[init(skip, fixed)]
    clock: usize,
    #[init(shape = [4], fixed, required)]
    rates: Array1<f32>,
    #[init(shape = [4], fixed = 3, zeros)]
    bias: Array1<f32>,
}

fn main() {}
