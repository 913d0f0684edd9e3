use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale {
    #[init(shape = [4], part = wieght, ones)]
    gain: Array1<f32>,
}

fn main() {}
