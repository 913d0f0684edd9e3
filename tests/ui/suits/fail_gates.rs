use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Cell {
    #[init(shape = [32, 8], axes = [4 * out, in], gates([orthogonal, orthogonal, zeros]))]
    too_few: Array2<f32>,
    #[init(shape = [32, 8], axes = [out, in], gates([orthogonal, orthogonal, eye, zeros]))]
    not_packed: Array2<f32>,
    #[init(shape = [32], gates([zeros, ones, zeros, zeros]))]
    undeclared: Array1<f32>,
    #[init(shape = [6, 8], axes = [3 * out, 2 * in], gates([zeros, zeros, ones]))]
    two_axes: Array2<f32>,
    #[init(shape = [32], axes = [4 * out], gates([zeros, eye, zeros, zeros]))]
    eye_in_a_bias: Array1<f32>,
    #[init(shape = [8], axes = [4 * out], gates([zeros, values(&[1.0, 2.0, 3.0]), zeros, zeros]))]
    values_of_another_block: Array1<f32>,
    #[init(shape = [10], chrono(784.0))]
    chrono: Array1<f32>,
    #[init(shape = [12], axes = [3 * out], zeros)]
    gru: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    cells: [Cell; 2],
}

fn main() {
    let _ = init! { <Net>
        **.gru => gates([zeros, map(uniform(1.0, 99.0), ln), zeros, zeros]),
        ** => default,
    };
}
