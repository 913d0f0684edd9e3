use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mixer {
    #[init(zeros)]
    mixing: Array2<f32>,
}

fn main() {
    let _ = Mixer::init(42);
}
