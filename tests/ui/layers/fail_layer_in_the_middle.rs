use paraminit::layers::Tanh;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<4, 8>, Tanh, Dense<8, 16>, Relu, Dense<32, 8>, Relu, Dense<8, 1>),
}

fn main() {}
