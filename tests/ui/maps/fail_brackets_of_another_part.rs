use std::collections::BTreeMap;

use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(keys = ["a", "b"])]
    heads: BTreeMap<String, Dense<2, 2>>,
    blocks: [Dense<2, 2>; 3],
    pair: (Dense<2, 2>, Dense<2, 2>, Dense<2, 2>),
}

fn main() {
    let _ = init! { <Net>
        heads[0].weight => zeros,
        heads[..last].weight => zeros,
        blocks["a"].weight => zeros,
        pair["a"].weight => zeros,
        pair[..last].weight => zeros,
        ** => default,
    };
    let _ = init! { <(Dense<2, 2>, Dense<2, 2>)> [last].** => zeros, ** => default };
}
