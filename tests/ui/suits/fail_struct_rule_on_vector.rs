use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => glorot_uniform)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
