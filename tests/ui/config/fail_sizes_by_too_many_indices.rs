use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Scale {
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    #[init(dims = |i, j, k, l| ScaleDims { width: i }, len = 2)]
    scales: Vec<Scale>,
    #[init(dims = || ScaleDims { width: 2 }, len = 2)]
    others: Vec<Scale>,
}

fn main() {}
