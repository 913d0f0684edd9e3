use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width, tied))]
struct Net {
    #[init(when = tied == 0, shape = [width], zeros)]
    head: Array1<f32>,
}

fn main() {}
