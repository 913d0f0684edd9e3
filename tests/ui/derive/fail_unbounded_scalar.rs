use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Linear<T> {
    #[init(shape = [4, 8], axes = [out, in], xavier_uniform)]
    weight: Array2<T>,
}

fn main() {}
