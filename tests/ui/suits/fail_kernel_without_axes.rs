use ndarray::{Array3, Array4};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [4, 8, 3], kaiming_normal)]
    line: Array3<f32>,
    #[init(shape = [4, 8, 3, 3], orthogonal)]
    image: Array4<f32>,
}

fn main() {}
