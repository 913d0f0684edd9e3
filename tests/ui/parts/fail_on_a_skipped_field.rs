use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(skip, parts(a = 1))]
    step: usize,
    layer: Dense<2, 2>,
}

fn main() {}
