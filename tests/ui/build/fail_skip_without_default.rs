use ndarray::Array1;
use paraminit::prelude::*;

struct Config {
    width: usize,
}

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(shape = [cfg.width], zeros)]
    bias: Array1<f32>,
    #[init(skip)]
    cfg: Config,
}

fn main() {
    let _ = Net::init_with(Config { width: 3 }, 42);
}
