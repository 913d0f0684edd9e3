use paraminit::prelude::*;

#[derive(Initialize)]
struct Attention {
    c_attn: Dense<4, 12>,
    c_proj: Dense<4, 4>,
}

#[derive(Initialize)]
struct Block {
    attn: Attention,
}

#[derive(Initialize)]
struct Gpt {
    #[init(len = 12)]
    h: Vec<Block>,
}

fn main() {
    let _ = init! { <Gpt>
        c_proj.weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
        **.weight     => normal(0.0, 0.02),
        **.bias       => zeros,
    };
}
