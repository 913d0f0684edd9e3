use ndarray::Array1;
use paraminit::prelude::*;

struct Config {
    d_model: usize,
}

#[derive(Initialize)]
#[init(config = Config, dims(d_ff))]
struct Net {
    #[init(shape = [cfg.d_model], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
struct Outer {
    #[init(config = Config { d_model: 2 }, dims { d_model: 2 })]
    net: Net,
}

fn main() {}
