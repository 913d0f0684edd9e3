use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Table {
    #[init(shape = [4, 8], zeros)]
    indices: Array2<i32>,
    dense: Dense<4, 8>,
}

fn main() {}
