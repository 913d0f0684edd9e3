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
    weight: Array2<f32>,
    #[init(shape = [2], xavier_uniform)]
    bias: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    #[init(with = LinearDef, wieght => ones)]
    layer: other::Linear,
}

fn main() {}
