use paraminit::prelude::*;

#[derive(Initialize)]
struct Tree {
    node: Dense<4, 4>,
    child: Option<Box<Tree>>,
}

fn main() {}
