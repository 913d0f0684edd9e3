use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale {
    #[init(shape = [4], axes = [out], xavier_uniform)]
    gain: Array1<f32>,
}

fn main() {}
