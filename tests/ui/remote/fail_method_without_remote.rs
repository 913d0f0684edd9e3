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
#[init(new = LinearDef {}, partial)]
struct LinearDef {
    #[init(get = weight, get_mut = weight_mut, zeros)]
    weight: Array2<f32>,
    #[init(zeros)]
    bias: Array1<f32>,
}

fn main() {}
