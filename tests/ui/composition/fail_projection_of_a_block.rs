//! The rule that matched nothing for years, in the set of a block.

use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    c_attn: Dense<8, 24>,
    c_proj: Dense<8, 8>,
}

#[derive(Initialize)]
struct Block {
    attn: Attention,
}

const BLOCK: Rules<'static, Block> = init! { <Block>
    c_proj.weight => const |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
    **.weight     => normal(0.0, 0.02),
    **.bias       => zeros,
};

fn main() {}
