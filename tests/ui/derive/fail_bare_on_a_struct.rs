use paraminit::prelude::*;

#[derive(Initialize)]
#[init(zeros)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
