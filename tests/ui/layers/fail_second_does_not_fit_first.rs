use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<784, 256>, Dense<128, 64>, Relu, Dense<64, 10>),
}

fn main() {}
