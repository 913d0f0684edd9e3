use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Scale {
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    scale: Scale,
}

fn main() {
    let _ = Net::init(42);
}
