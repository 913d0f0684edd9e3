use ndarray::Array3;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Conv {
    #[init(shape = [32, 4, 3], axes = [out, in, kernel], groups = 4, kaiming_normal)]
    weight: Array3<f32>,
}

fn main() {}
