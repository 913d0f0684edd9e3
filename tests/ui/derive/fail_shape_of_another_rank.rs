use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    #[init(shape = [4], zeros)]
    mixing: Array2<f32>,
}

fn main() {}
