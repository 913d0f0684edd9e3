use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(kind = Dense, ** => pytorch)]
struct Linear {
    #[init(shape = [4, 8], axes = [in, out], part = weight)]
    weight: Array2<f32>,
    #[init(shape = [8], part = bias)]
    bias: Array1<f32>,
}

fn main() {}
