use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale {
    #[init(shape = [4], zeros)]
    weight: Array1<f32>,
    #[init(shape = [4], fans_of = wieght, zeros)]
    bias: Array1<f32>,
    #[init(shape = [4], fans_of = steps, zeros)]
    shift: Array1<f32>,
    #[init(skip)]
    steps: Array1<f32>,
}

fn main() {}
