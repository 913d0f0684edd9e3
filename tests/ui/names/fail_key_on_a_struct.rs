use paraminit::prelude::*;

#[derive(Initialize)]
#[init(kid = Dense)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
