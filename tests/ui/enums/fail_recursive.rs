use paraminit::prelude::*;

#[derive(Initialize)]
enum Tree {
    Leaf(Dense<4, 4>),
    Node(Box<Tree>),
}

fn main() {}
