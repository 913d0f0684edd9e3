use ndarray::Array1;
use paraminit::model::Scalar;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => glorot_uniform)]
struct Scale<T: Scalar> {
    #[init(shape = [4])]
    gain: Array1<T>,
}

fn main() {
    let _ = Scale::<f32>::init(42);
}
