use paraminit::prelude::*;

#[derive(Initialize)]
struct Block {
    up: Dense<4, 8>,
    down: Dense<8, 4>,
}

#[derive(Initialize)]
struct Net {
    blocks: [Block; 3],
    head: Dense<4, 2>,
}

const BLOCK_RULES: Rules<'static, Block> = init! { <Block>
    **.bias => zeros,
    **.weight => normal(0.0, 0.02),
};

fn main() {
    let _ = init! { <Net>
        blocks => rules(BLOCK_RULES),
        ** => default,
    };
    let _ = init! { <Net>
        head => rules(BLOCK_RULES),
        ** => default,
    };
    let _ = init! { <Net>
        head.weight => rules(BLOCK_RULES),
        ** => default,
    };
    let _ = init! { <Net>
        blokcs[*] => rules(BLOCK_RULES),
        blocks[7] => rules(BLOCK_RULES),
        blocks[1..9] => rules(BLOCK_RULES),
        <Dense>.weight => rules(BLOCK_RULES),
    };
    let _ = init! { <Net>
        blocks[*].** => zeros,
        blocks[*] => rules(BLOCK_RULES),
        ** => default,
    };
    let _ = init! { <Net>
        blocks[*] => rules(BLOCK_RULES),
        blocks[0].up.weight => zeros,
        head.bias => zeros,
    };
}
