use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d_model), hiden.weight => zeros)]
struct Net {
    #[init(bias => normal(0.0, -1.0), wieght => zeros)]
    hidden: Dense<4, 8>,
    #[init(shape = [d_modle, 4], axes = [out, inn], xavier_uniform(gian = Relu))]
    mixing: Array2<f32>,
    #[init(shape = [d_model], axes = [out], xavier_uniform)]
    gain: Array1<f32>,
    #[init(shape = [d_model])]
    shift: Array1<f32>,
    name: String,
}

fn main() {}
