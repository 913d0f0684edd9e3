use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => xavier_uniform)]
enum Block {
    #[init(bias => zeros)]
    Plain(Dense<4, 4>),
    Scale { gain: f32 },
}

fn main() {}
