use ndarray::Array2;
use paraminit::model::Scalar;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer<T: Scalar, const N: usize> {
    #[init(shape = [N, N], xavier_uniform)]
    mixing: Array2<T>,
}

fn main() {}
