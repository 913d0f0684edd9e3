use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => zeros)]
struct Decay {
    #[init(shape = [4], fixed, ones)]
    rates: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    #[init(**.rates => zeros)]
    fast: Decay,
    #[init(*.** => zeros)]
    slow: [Decay; 2],
}

fn main() {}
