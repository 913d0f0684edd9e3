use paraminit::prelude::*;

#[derive(Initialize)]
#[init(**.weight => uniform(1.0, 0.5))]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
