use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Clone)]
struct Config {
    width: usize,
    heads: Option<usize>,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Attention {
    #[init(shape = [cfg.width, cfg.width], axes = [cfg.heads * out, in], orthogonal)]
    query: Array2<f32>,
    #[init(skip = cfg.clone())]
    cfg: Config,
}

fn main() {}
