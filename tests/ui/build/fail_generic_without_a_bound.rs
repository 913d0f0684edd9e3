use paraminit::prelude::*;

#[derive(Initialize)]
struct Net<B: Initialize> {
    #[init(len = 3)]
    blocks: Vec<B>,
}

fn build<B: Allocate<Dims = ()>>() -> Result<Net<B>, InitError> {
    Net::init(42)
}

fn main() {
    let _ = build::<Dense<4, 4>>();
}
