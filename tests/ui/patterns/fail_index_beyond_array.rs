use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    blocks: [Dense<4, 4>; 3],
}

fn main() {
    let _ = init! { <Mlp>
        blocks[3].weight => zeros,
        ** => default,
    };
}
