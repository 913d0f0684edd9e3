use ndarray::Array4;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Fcn {
    #[init(shape = [21, 64, 4, 4], axes = [out, in, kernel, kernel], bilinear(diagonal = true))]
    wide: Array4<f32>,
    #[init(shape = [21, 21, 4, 4], axes = [batch, out, kernel, kernel], bilinear(diagonal = true))]
    stacked: Array4<f32>,
    #[init(shape = [21, 21, 4, 4], axes = [out, in, kernel, kernel], bilinear(diagonal))]
    word: Array4<f32>,
    #[init(shape = [21, 21, 4, 4], axes = [out, in, kernel, kernel], zero_init(diagonal = true))]
    other: Array4<f32>,
}

fn main() {}
