use paraminit::prelude::*;

#[derive(Initialize)]
struct Scale {
    #[init(required, ones)]
    gain: f32,
}

fn main() {}
