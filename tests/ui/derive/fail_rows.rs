use ndarray::Array2;
use paraminit::layers::Embedding;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Syntax {
    #[init(shape = [4, 2], zeros, rows)]
    a: Array2<f32>,
    #[init(shape = [4, 2], zeros, rows())]
    b: Array2<f32>,
    #[init(shape = [4, 2], zeros, rows([0] => normal(0.0, 1.0)))]
    c: Array2<f32>,
    #[init(shape = [4, 2], zeros, rows([0] = zeros))]
    d: Array2<f32>,
    #[init(shape = [4, 2], zeros, rows(weight => zeros))]
    e: Array2<f32>,
    #[init(skip, rows([0] => zeros))]
    f: usize,
    #[init(shape = [4, 2], zeros, rows([0] ?=> zeros))]
    g: Array2<f32>,
    #[init(shape = [4, 2], zeros, rows([0..2] => zeros, [1] => ones, [last] | [last] => ones))]
    h: Array2<f32>,
}

#[derive(Initialize)]
#[init(rows(table[0] => zeros))]
struct OnTheStruct {
    #[init(dims { tokens: 4, features: 2 })]
    table: Embedding,
}

fn main() {}
