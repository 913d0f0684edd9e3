use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<4, 8>, Relu, Dense<16, 1>),
}

fn main() {}
