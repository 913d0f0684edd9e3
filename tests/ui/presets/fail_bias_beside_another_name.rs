use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(kind = Gru, ** => pytorch)]
struct Cell {
    #[init(shape = [12, 4], axes = [3 * out, in], part = weight)]
    w_ih: Array2<f32>,
    #[init(shape = [12, 4], axes = [3 * out, in], part = recurrent)]
    w_hh: Array2<f32>,
    #[init(shape = [12], axes = [3 * out], fans_of = w_ih, part = bias)]
    b_ih: Array1<f32>,
    #[init(shape = [12], axes = [3 * out], part = recurrent_bias)]
    b_hh: Array1<f32>,
}

fn main() {}
