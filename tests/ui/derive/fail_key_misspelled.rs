use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [16, 8], fixd, zeros)]
    table: Array2<f32>,
    #[init(shape = [16], zeros, bufer)]
    mean: Array1<f32>,
    #[init(shape = [16, 8], zeros, row([0] => ones))]
    tokens: Array2<f32>,
    #[init(shape = [16, 8], zeros, ones)]
    both: Array2<f32>,
}

fn main() {}
