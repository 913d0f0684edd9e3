use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    hidden: Dense<4, 8>,
    #[init(shape = [4, 4])]
    mixing: Array2<f32>,
}

fn main() {}
