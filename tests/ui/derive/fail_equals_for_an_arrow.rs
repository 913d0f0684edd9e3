use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(bias = zeros)]
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
