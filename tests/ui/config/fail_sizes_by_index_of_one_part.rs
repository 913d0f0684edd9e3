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
    #[init(dims = |i| ScaleDims { width: i })]
    scale: Scale,
    #[init(shape = |i| [i], ones)]
    gain: Array1<f32>,
}

fn main() {}
