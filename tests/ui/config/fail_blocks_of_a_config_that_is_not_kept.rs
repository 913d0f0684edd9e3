use ndarray::Array2;
use paraminit::prelude::*;

struct Config {
    width: usize,
    heads: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Attention {
    #[init(shape = [cfg.width, cfg.width], axes = [cfg.heads * out, in], orthogonal)]
    query: Array2<f32>,
}

fn main() {}
