use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<4, 8>, Vec<(Dense<8, 4>, Relu)>),
}

fn main() {}
