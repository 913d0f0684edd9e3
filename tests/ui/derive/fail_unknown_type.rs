use paraminit::prelude::*;

#[derive(Initialize)]
struct Named {
    name: String,
    dense: Dense<4, 8>,
}

fn main() {}
