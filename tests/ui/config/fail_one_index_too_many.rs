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
    #[init(dims = |i, j| ScaleDims { width: i + j }, len = 2)]
    scales: Vec<Scale>,
}

fn main() {
    let _ = Net::init(42);
}
