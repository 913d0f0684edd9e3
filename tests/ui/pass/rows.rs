//! Rows with values of their own, on an array, around one, and in a generic struct.

use ndarray::Array2;
use paraminit::layers::{Embedding, EmbeddingDims};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(words))]
struct Net<T: Scalar> {
    #[init(dims = EmbeddingDims { tokens: words, features: 2 }, rows(weight[0] | weight[last] => zeros))]
    tokens: Embedding<T>,
    #[init(shape = [words, 3], ones, rows(1 => ones, [1..] => constant(0.5)))]
    kinds: Array2<T>,
    #[init(fixed, dims = |_| EmbeddingDims { tokens: 4, features: 2 }, rows([*].weight[0] => zeros))]
    tables: [Embedding<T>; 2],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = init! { <Net<f64>> **.weight | kinds => constant(2.0) };
    let net = rules.build_with(NetDims { words: 3 }, 1)?;
    assert_eq!((net.tokens.weight.sum(), net.kinds.sum()), (4.0, 10.5));
    assert_eq!(net.tables[1].weight.row(0).sum(), 0.0);
    Ok(())
}
