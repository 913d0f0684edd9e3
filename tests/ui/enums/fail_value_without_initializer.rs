use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    Scale(f32),
    Shift { offset: f32 },
}

fn main() {}
