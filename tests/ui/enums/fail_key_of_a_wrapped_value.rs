use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    Plain(#[init(key = "dense")] Dense<4, 4>),
    Nothing,
}

fn main() {}
