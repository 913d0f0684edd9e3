use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width, depth))]
struct Wrapper<T: Initialize> {
    #[init(dims { width }, len = depth)]
    inner: Vec<T>,
}

fn main() {}
