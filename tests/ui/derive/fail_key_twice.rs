use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    #[init(shape = [4, 4], shape = [2, 2], zeros)]
    mixing: Array2<f32>,
}

fn main() {}
