use ndarray::Array3;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [4, 6, 8], axes = [out, out, in], parts(a = 2, b = 2), xavier_uniform)]
    two: Array3<f32>,
    #[init(shape = [4, 6, 8], axes = [out, out, in], parts(inn: a = 2, b = 6), xavier_uniform)]
    misspelled: Array3<f32>,
    #[init(shape = [4, 6, 8], axes = [out, out, in], parts(3: a = 2, b = 6), xavier_uniform)]
    beyond: Array3<f32>,
}

fn main() {}
