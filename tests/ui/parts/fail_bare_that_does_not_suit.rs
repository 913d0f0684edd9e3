use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Lstm {
    #[init(shape = [12], axes = [out], parts(i = 3, f = 3, g = 3, o = 3), lstm_bias)]
    bias: Array1<f32>,
    #[init(shape = [96], axes = [out], parts(q = 64, k = 16, v = 16), orthogonal)]
    vector: Array1<f32>,
}

fn main() {}
