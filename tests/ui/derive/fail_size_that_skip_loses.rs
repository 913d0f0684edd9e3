use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(d_model, heads))]
struct Attention {
    #[init(shape = [3 * d_model, d_model], axes = [3 * out, in], xavier_uniform)]
    qkv: Array2<f32>,
    #[init(skip)]
    heads: usize,
}

#[derive(Initialize)]
#[init(dims(d_model, experts))]
struct Router {
    #[init(shape = [experts, d_model], axes = [out, in], zeros)]
    gate: Array2<f32>,
    #[init(skip)]
    experts: u32,
    #[init(skip)]
    d_model: Option<usize>,
}

#[derive(Clone, Default)]
struct Config {
    width: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Head {
    #[init(shape = [cfg.width, cfg.width], axes = [out, in], zeros)]
    weight: Array2<f32>,
    #[init(skip)]
    config: Config,
}

fn main() {}
