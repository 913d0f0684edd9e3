use ndarray::Array1;
use paraminit::prelude::*;

struct Config {
    width: usize,
}

struct Other;

#[derive(Initialize)]
#[init(config = Config)]
struct Net {
    #[init(shape = [cfg.width], ones)]
    gain: Array1<f32>,
}

fn main() {
    let _ = Net::init_with(Other, 42);
}
