use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    #[init(shape = [4, 8], axes = [in, out], part = weight, keras)]
    weight: Array2<f32>,
}

fn main() {}
