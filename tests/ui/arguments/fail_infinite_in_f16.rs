use half::f16;
use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Scales {
    #[init(shape = [8], ones)]
    wide: Array1<f32>,
    #[init(shape = [8], ones)]
    narrow: Array1<f16>,
}

fn main() {
    let _ = init! { <Scales> * => constant(70000.0) };
}
