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
struct Net {
    layer: other::Linear,
    #[init(with)]
    gain: Array1<f32>,
    #[init(with = 3)]
    bias: Array2<f32>,
}

fn main() {}
