use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Norm {
    #[init(shape = [4], ones)]
    gain: Array1<f32>,
    eps: f32,
}

fn main() {}
