use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    Plain(Dense<4, 4>),
    Nothing,
}

#[derive(Initialize)]
struct Net {
    block: Block,
}

fn main() {
    let _ = Net::init(42);
}
