use paraminit::prelude::*;

#[derive(Initialize)]
#[init(hiden.bias => zeros)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
