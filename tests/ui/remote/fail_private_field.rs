use ndarray::{Array1, Array2};
use paraminit::prelude::*;

mod other {
    //! A crate of layers.

    pub struct Linear {
        pub weight: ndarray::Array2<f32>,
        pub bias: ndarray::Array1<f32>,
        scale: ndarray::Array1<f32>,
    }

    impl Linear {
        pub fn new() -> Self {
            let bias = ndarray::Array1::zeros(2);
            Self { weight: ndarray::Array2::zeros((2, 2)), scale: bias.clone(), bias }
        }

        pub fn scale(&self) -> &ndarray::Array1<f32> {
            &self.scale
        }
    }
}

#[derive(Initialize)]
#[init(remote = other::Linear, new = other::Linear::new())]
struct LinearDef {
    #[init(zeros)]
    weight: Array2<f32>,
    #[init(zeros)]
    scale: Array1<f32>,
}

fn main() {}
