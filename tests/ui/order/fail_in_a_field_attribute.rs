use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(** => zeros, bias => ones)]
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
