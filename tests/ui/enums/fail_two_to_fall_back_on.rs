use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    #[init(build)]
    Plain(Dense<4, 4>),
    #[init(build)]
    Nothing,
}

fn main() {}
