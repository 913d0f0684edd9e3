use ndarray::{Array1, Array2, Array3, Array4};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [8], eye)]
    vector: Array1<f32>,
    #[init(shape = [8, 8], dirac)]
    matrix: Array2<f32>,
    #[init(shape = [8, 8, 3], dirac)]
    undeclared: Array3<f32>,
    #[init(shape = [8, 8, 3], axes = [batch, out, in], dirac)]
    attention: Array3<f32>,
    #[init(shape = [64, 8, 3], axes = [out, in, kernel], dirac(groups = 3))]
    grouped: Array3<f32>,
    #[init(shape = [16, 32, 3, 3], axes = [out, in, kernel, kernel], delta_orthogonal)]
    narrowing: Array4<f32>,
    #[init(shape = [10], lstm_bias)]
    gates: Array1<f32>,
    #[init(shape = [64, 16, 3, 3], axes = [out, in, kernel, kernel], icnr(3, kaiming_normal))]
    upsample: Array4<f32>,
    #[init(shape = [2, 3], values(&[1.0, 0.0, 0.0, 1.0]))]
    affine: Array2<f32>,
}

fn main() {}
