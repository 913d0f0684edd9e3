use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [8], normal(0.0, -1.0))]
    first: Array1<f32>,
    #[init(shape = [8], normal(0.0, -1.0))]
    second: Array1<f32>,
    #[init(shape = [8], constant(1e-300))]
    wide: Array1<f64>,
    #[init(shape = [8], constant(1e-300))]
    narrow: Array1<f32>,
}

#[derive(Initialize)]
enum Block {
    One {
        #[init(normal(0.0, -2.0))]
        a: f32,
    },
    Two {
        #[init(normal(0.0, -2.0))]
        a: f32,
    },
}

fn main() {}
