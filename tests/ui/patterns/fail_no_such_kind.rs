use paraminit::layers::LayerNorm;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Block {
    up: Dense<4, 8>,
    norm: LayerNorm,
}

#[derive(Initialize)]
struct Mlp {
    blocks: Vec<Block>,
    head: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        <Conv>.weight => zeros,
        ** => default,
    };
}
