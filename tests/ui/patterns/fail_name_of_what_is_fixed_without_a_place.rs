use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Positions {
    #[init(shape = [16, 8], fixed, normal(0.0, 0.02))]
    weight: Array2<f32>,
}

#[derive(Initialize)]
struct Ssm {
    #[init(shape = [8], fixed, uniform(-6.9, -2.3))]
    dt_bias: Array1<f32>,
    #[init(shape = [8], buffer, zeros)]
    mean: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    positions: Positions,
    blocks: [Ssm; 2],
}

fn main() {
    let _ = init! { <Net> **.weight => zeros, ** => default };
    let _ = init! { <Net> **.dt_bias => zeros, **.mean => ones, ** => default };
    let _ = init! { <Net> **.positions.weight => zeros, <Ssm>.dt_bias => zeros, ** => default };
}
