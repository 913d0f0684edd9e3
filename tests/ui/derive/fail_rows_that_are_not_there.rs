use ndarray::Array2;
use paraminit::layers::Embedding;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [4, 2], zeros, rows([4] => zeros))]
    beyond: Array2<f32>,
    #[init(zeros, rows([2..6] => ones))]
    raw: [[f32; 2]; 4],
    #[init(zeros, rows([0] => ones))]
    scalar: f32,
    #[init(dims { tokens: 4, features: 2 }, rows([0] => zeros))]
    layer: Embedding,
    #[init(dims { tokens: 4, features: 2 }, rows(wieght[0] => zeros, weight[last] => constant(f64::NAN)))]
    misspelt: Embedding,
    #[init(shape = [6, 2], axes = [out, in], parts(q = 4, k = 2), zeros, rows(k[1] => ones, k[2] => ones, q[3] | k[3] => ones))]
    parts: Array2<f32>,
    #[init(rows(bias[8] => zeros))]
    dense: Dense<4, 8>,
    #[init(shape = [4, 2], zeros, rows([0] => constant(1e39)))]
    large: Array2<f32>,
}

#[derive(Initialize)]
struct Generic<T: Initialize> {
    #[init(rows(weight[0] => zeros))]
    part: T,
}

#[derive(Initialize)]
struct Table<T: Scalar> {
    #[init(shape = [4, 2], zeros, rows([0] => constant(1e5)))]
    table: Array2<T>,
}

fn main() {
    let _ = init! { <Generic<Embedding>> ** => default };
    let _ = init! { <Generic<[f32; 2]>> ** => ones };
    let _ = init! { <Table<half::f16>> ** => ones };
}
