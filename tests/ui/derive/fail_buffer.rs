use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => zeros)]
struct Norm {
    #[init(shape = [4], ones)]
    scale: Array1<f32>,
    #[init(shape = [4], buffer)]
    mean: Array1<f32>,
    #[init(skip, buffer)]
    steps: usize,
    #[init(shape = [4], buffer, required)]
    variance: Array1<f32>,
}

fn main() {}
