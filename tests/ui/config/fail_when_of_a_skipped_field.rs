use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Net {
    #[init(when = width > 2, skip)]
    cache: Option<usize>,
}

fn main() {}
