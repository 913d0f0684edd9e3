use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [cfg.d_model], ones)]
    gain: Array1<f32>,
}

fn main() {}
