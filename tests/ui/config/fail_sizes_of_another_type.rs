use ndarray::Array1;
use paraminit::prelude::*;

struct Config {
    block: BlockConfig,
}

struct BlockConfig {
    width: usize,
}

#[derive(Initialize)]
#[init(config = BlockConfig)]
struct Block {
    #[init(shape = [cfg.width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(config = cfg)]
    first: Block,
    #[init(config = |i| cfg, len = 2)]
    blocks: Vec<Block>,
}

fn main() {}
