use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    #[init(shape = [96, 64], axes = [out, in], parts(q = queries, kv = cfg.rest), zeros)]
    qkv: Array2<f32>,
    #[init(skip = 64)]
    queries: u32,
    #[init(skip = Config { rest: 32 })]
    cfg: Config,
}

struct Config {
    rest: u32,
}

fn main() {}
