use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width); head.** => zeros)]
struct Net {
    #[init(shape = [width, 2]; axes = [out, in], xavier_uniform;)]
    weight: Array2<f32>,
    head: Dense<2, 2>,
}

fn main() {}
