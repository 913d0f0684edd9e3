//! A fault of a set is reported where the set is defined, and not again where it is mounted.

use paraminit::prelude::*;

#[derive(Initialize)]
struct Block {
    up: Dense<4, 8>,
    down: Dense<8, 4>,
}

#[derive(Initialize)]
struct Net {
    blocks: [Block; 3],
    head: Block,
}

const DEAD: Rules<'static, Block> = init! { <Block>
    **.wieght => normal(0.0, 0.02),
    ** => default,
};

const UNSUITED: Rules<'static, Block> = init! { <Block>
    **.bias => xavier_normal,
    ** => normal(0.0, 0.02),
};

const GAP: Rules<'static, Block> = init! { <Block>
    **.bias => zeros,
};

fn main() {
    let _ = init! { <Net> blocks[*] => rules(DEAD), head => rules(DEAD) };
    let _ = init! { <Net> blocks[*] | head => rules(UNSUITED) };
    let _ = init! { <Net> blocks[*] | head => rules(GAP) };
    // What is wrong beside it still is.
    let _ = init! { <Net> blocks[4] => rules(DEAD), head => rules(UNSUITED), ** => default };
}
