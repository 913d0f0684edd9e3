use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Net {
    #[init(when = width, shape = [width], zeros)]
    head: Option<Array1<f32>>,
    #[init(when, shape = [width], zeros)]
    tail: Option<Array1<f32>>,
}

fn main() {}
