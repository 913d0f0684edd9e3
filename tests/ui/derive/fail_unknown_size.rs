use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d_model, d_ff))]
struct Up {
    #[init(shape = [d_ff, d_modle], axes = [out, in], glorot_uniform)]
    up: Array2<f32>,
    #[init(shape = [d_ff, width], zeros)]
    down: Array2<f32>,
}

fn main() {}
