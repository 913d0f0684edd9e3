use ndarray::Array2;
use paraminit::prelude::*;

struct Config {
    d_model: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(shape = [cfg.d_model, cfg.d_modle], axes = [out, in], glorot_uniform)]
    weight: Array2<f32>,
    #[init(when = cfg.tied, shape = [2, 2], zeros)]
    head: Option<Array2<f32>>,
}

fn main() {}
