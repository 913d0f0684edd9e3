use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(kind = Lstm, ** => keras)]
struct Cell {
    #[init(shape = [8, 64], axes = [in, 4 * out], part = weight)]
    input: Array2<f32>,
    #[init(shape = [16, 64], axes = [in, 4 * out], part = recurrent)]
    recurrent: Array2<f32>,
    #[init(shape = [64], part = bias)]
    bias: Array1<f32>,
    #[init(shape = [64], part = recurrent_bias)]
    recurrent_bias: Array1<f32>,
}

fn main() {}
