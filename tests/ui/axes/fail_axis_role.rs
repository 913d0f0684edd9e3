use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    #[init(shape = [4, 4], axes = [outt, in], xavier_uniform)]
    mixing: Array2<f32>,
}

fn main() {}
