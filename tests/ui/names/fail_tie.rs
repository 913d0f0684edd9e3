use paraminit::layers::Embedding;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Language {
    #[init(dims { tokens: 100, features: 16 })]
    embedding: Embedding,
    head: Dense<16, 100, f32, NoBias>,
}

fn main() {
    let _ = init! { <Language>
        embedding.weight => normal(0.0, 0.02),
        head.weight => tie(embedding.weight),
    };
}
