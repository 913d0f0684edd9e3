use ndarray::Array2;
use paraminit::prelude::*;

struct Config {
    width: usize,
    kv: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Attention {
    #[init(shape = [cfg.width + 2 * cfg.kv, cfg.width], axes = [out, in], orthogonal)]
    #[init(parts(q = cfg.width, k = cfg.kv, v = cfg.kv))]
    qkv: Array2<f32>,
}

fn main() {}
