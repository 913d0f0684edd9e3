//! Buffers: no wildcard's initializer need suit them, and selections need not name them.

use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => kaiming_normal)]
struct Layer {
    #[init(shape = [4, 2], axes = [out, in])]
    weight: Array2<f32>,
    #[init(shape = [4], buffer, zeros)]
    mean: Array1<f32>,
}

const TRAINS: Selection<Layer, bool> = select! { <Layer> weight => true };

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = init! { <Layer> ** => xavier_uniform };
    assert_eq!(rules.build(42)?.mean.sum(), 0.0);
    assert_eq!(TRAINS.of(&Layer::init(42)?)?.len(), 1);
    Ok(())
}
