use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d))]
struct Scale {
    #[init(shape = [d], normal(0.0, 1.0 / d as f64))]
    gain: Array1<f32>,
}

fn main() {}
