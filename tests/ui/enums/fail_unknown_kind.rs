use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    Plain(Dense<4, 4>),
    Scale {
        #[init(ones)]
        gain: f32,
    },
}

fn main() {
    let _ = init! { <Block> <Scael>.gain => zeros, ** => default };
}
