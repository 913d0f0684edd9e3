use ndarray::{Array1, Array2};
use paraminit::prelude::*;

const HALF: Init = init::gates([init::zeros(), init::ones()]);

#[derive(Initialize)]
struct Cell {
    #[init(shape = [32, 8], axes = [4 * out, in], gates([orthogonal, normal(0.0, -1.0), zeros, zeros]))]
    weight: Array2<f32>,
    #[init(shape = [8], axes = [4 * out], gates([zeros, scaled(gates([zeros, ones]), 2.0), zeros, zeros]))]
    nested: Array1<f32>,
    #[init(shape = [8], axes = [2 * out], gates([HALF, zeros]))]
    nested_constant: Array1<f32>,
    #[init(shape = [8], axes = [2 * out], gates([]))]
    empty: Array1<f32>,
    #[init(shape = [8], axes = [2 * out], gates([mixture { 0.5 => zeros, 0.6 => ones }, zeros]))]
    weights: Array1<f32>,
    #[init(shape = [8], chrono(2.0))]
    no_time: Array1<f32>,
    #[init(shape = [8], chrono(1e39))]
    too_long: Array1<f32>,
}

fn main() {}
