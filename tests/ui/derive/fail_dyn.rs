use paraminit::prelude::*;

trait Layer {}

#[derive(Initialize)]
struct Net {
    layers: Vec<Box<dyn Layer>>,
}

fn main() {}
