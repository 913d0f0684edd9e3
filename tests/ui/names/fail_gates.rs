use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Cell {
    #[init(shape = [8], axes = [4 * out], gates)]
    bare: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates(zeros, ones, zeros, zeros))]
    no_list: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates([ones; 4]))]
    repeated: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates([zeros, one, zeros, zeros]))]
    misspelled: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates([zeros, , zeros, zeros]))]
    hole: Array1<f32>,
    #[init(shape = [8], chrono)]
    no_time: Array1<f32>,
    #[init(shape = [8], chrono(t_max = 784.0))]
    named: Array1<f32>,
}

fn main() {}
