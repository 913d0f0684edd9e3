use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    blocks: [Dense<4, 4>; 3],
    pair: (Dense<4, 4>, Dense<4, 4>),
}

fn main() {
    let _ = init! { <Net>
        blocks[3..last].weight => zeros,
        pair[last].weight => zeros,
        blocks[..=last].weight => zeros,
        blocks[last].weight => zeros,
        blocks[2].weight => zeros,
        ** => default,
    };
}
