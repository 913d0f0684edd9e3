use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => zeros)]
struct Decay {
    #[init(shape = [4], fixed)]
    rates: Array1<f32>,
    #[init(shape = [4])]
    bias: Array1<f32>,
}

fn main() {}
