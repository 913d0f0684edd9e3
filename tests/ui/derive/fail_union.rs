use paraminit::prelude::*;

#[derive(Initialize)]
union Either {
    a: f32,
    b: f64,
}

fn main() {}
