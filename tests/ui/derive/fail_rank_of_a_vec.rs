use paraminit::prelude::*;

#[derive(Initialize)]
struct Linear {
    #[init(shape = [4, 8], axes = [out, in], normal(0.0, 0.02))]
    weight: Vec<f32>,
}

fn main() {}
