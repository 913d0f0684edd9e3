use paraminit::prelude::*;

#[derive(Initialize)]
#[init(gain => zeros)]
enum Block {
    #[init(gain => ones)]
    Plain(Dense<4, 4>),
    #[init(gain => ones)]
    Scale { gain: f32 },
}

fn main() {}
