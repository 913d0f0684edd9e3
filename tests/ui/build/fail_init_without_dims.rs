use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Scale {
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

fn main() {
    let _ = Scale::init(42);
}
