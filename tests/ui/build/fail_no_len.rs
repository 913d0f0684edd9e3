use paraminit::prelude::*;

#[derive(Initialize)]
struct Stack {
    blocks: Vec<Dense<4, 4>>,
}

fn main() {
    let _ = Stack::init(42);
}
