use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    Plain(Dense<4, 4>),
    Scale {
        #[init(required)]
        weight: f32,
    },
}

#[derive(Initialize)]
struct Net {
    blocks: Vec<Block>,
}

fn main() {
    let _ = init! { <Net> <Dense>.weight => zeros, **.bias => zeros };
}
