use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
enum Layer {
    Gain {
        #[init(shape = [width], ones)]
        gain: Array1<f32>,
    },
    Nothing,
}

fn main() {}
