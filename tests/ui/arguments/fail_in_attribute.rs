use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(weight => normal(0.0, -1.0), bias => zeros)]
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
