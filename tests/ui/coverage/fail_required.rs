use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale {
    dense: Dense<2, 2>,
    #[init(shape = [4], required)]
    gain: Array1<f32>,
}

fn main() {
    let _ = Scale::init(42);
}
