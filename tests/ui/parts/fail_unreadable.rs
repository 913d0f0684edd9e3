use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts = [64, 16, 16], zeros)]
    list: Array2<f32>,
    #[init(shape = [96, 64], axes = [out, in], parts(64, 16, 16), zeros)]
    nameless: Array2<f32>,
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k, v = 16), zeros)]
    no_length: Array2<f32>,
    #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, k = 16), zeros)]
    twice: Array2<f32>,
    #[init(shape = [96, 64], axes = [out, in], parts(), zeros)]
    none: Array2<f32>,
}

fn main() {}
