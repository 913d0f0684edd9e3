use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Positions {
    #[init(shape = [16, 8], fixed, normal(0.0, 0.02))]
    weight: Array2<f32>,
}

#[derive(Initialize)]
struct Block {
    #[init(shape = [8], fixed, ones)]
    decay: Array1<f32>,
    #[init(shape = [8], buffer, zeros)]
    mean: Array1<f32>,
    #[init(shape = [8], fixed, keep_me)]
    gain: Array1<f32>,
}

const fn keep_me() -> paraminit::Init {
    init::ones()
}

#[derive(Initialize)]
struct Net {
    positions: Positions,
    blocks: [Block; 2],
    head: Dense<8, 2>,
}

fn main() {
    let _ = init! { <Net>
        positions.* => zeros,
        blocks[*].decay => zeros,
        blocks[1].* => |_| init::zeros(),
        <Block>.** ?=> ones,
        ** => default,
    };
    let _ = init! { <Block> gain => zeros, ** => ones };
    let _ = init! { <Positions> weight => zeros };
    let _ = init! { <Positions> ** => default };
}
