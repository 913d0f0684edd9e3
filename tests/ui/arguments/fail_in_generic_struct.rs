use ndarray::Array1;
use paraminit::model::Scalar;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale<T: Scalar, const N: usize> {
    #[init(shape = [N], uniform(1.0, 0.0))]
    gain: Array1<T>,
}

fn main() {}
