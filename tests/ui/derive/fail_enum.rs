use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    A(Dense<4, 4>),
    B,
}

fn main() {}
