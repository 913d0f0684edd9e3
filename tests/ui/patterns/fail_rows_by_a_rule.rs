use paraminit::layers::Embedding;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(dims { tokens: 4, features: 2 })]
    tokens: Embedding,
}

fn main() {
    let _ = init! { <Net> tokens.weight[0] => zeros, ** => default };
}
