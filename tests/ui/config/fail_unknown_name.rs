use ndarray::{Array1, Array2};
use paraminit::prelude::*;

struct Config {
    d_model: usize,
    tied: bool,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(shape = [cfg.d_model, d_model], axes = [out, in], glorot_uniform)]
    weight: Array2<f32>,
    #[init(shape = [config.d_model], ones)]
    gain: Array1<f32>,
    #[init(when = !tied, shape = [cfg.d_model], zeros)]
    head: Option<Array1<f32>>,
}

fn main() {}
