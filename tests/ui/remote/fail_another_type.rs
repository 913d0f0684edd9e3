use ndarray::{Array1, Array2};
use paraminit::prelude::*;

mod other {
    //! A crate of layers.

    pub struct Linear {
        pub weight: ndarray::Array2<f32>,
        pub bias: ndarray::Array1<f32>,
    }
}

#[derive(Initialize)]
#[init(remote = other::Linear)]
struct LinearDef {
    #[init(shape = [2, 2], zeros)]
    weight: Array2<f64>,
    #[init(shape = [2], zeros)]
    bias: Array1<f32>,
}

fn main() {}
