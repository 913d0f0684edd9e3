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
    #[init(shape = [8], axes = [4 * out], gates([zeros, normal(0.0), zeros, zeros]))]
    inside: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates(blocks = [zeros, zeros]))]
    by_name: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates([zeros, , zeros, zeros]))]
    hole: Array1<f32>,
    #[init(shape = [8], chrono)]
    no_time: Array1<f32>,
    #[init(shape = [8], chrono(t_max = 784.0))]
    named: Array1<f32>,
}

fn main() {}
