//! What general rules do not reach need not suit them; buffers and fixed fields may be layers and containers.

use ndarray::{Array1, Array2};
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(** => kaiming_normal)]
struct Layer {
    #[init(shape = [4, 2], axes = [out, in])]
    weight: Array2<f32>,
    #[init(shape = [4], fixed, ones)]
    decay: Array1<f32>,
    #[init(shape = [4], len = 2, buffer, ** => zeros)]
    means: Vec<Array1<f32>>,
    #[init(buffer)]
    average: Dense<2, 4>,
    #[init(buffer, ** => zeros)]
    pair: ([f32; 2], Option<f32>),
}

#[derive(Initialize)]
#[init(table => zeros)]
struct Named {
    #[init(shape = [4], fixed)]
    table: Array1<f32>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let layer = init! { <Layer> ** => xavier_uniform }.build(42)?;
    assert_eq!((layer.decay.sum(), layer.means[1].sum(), layer.named_buffers().len()), (4.0, 0.0, 6));
    assert_eq!((layer.parameter_count(), Named::init(1)?.table.sum()), (12, 0.0));
    assert_eq!(layer.average.weight(), Layer::init(42)?.average.weight());
    let layer = init! { <Layer> average.** | means[0] => ones, ** => default }.build(42)?;
    assert_eq!((layer.average.weight().sum(), layer.means[0].sum(), layer.means[1].sum()), (8.0, 4.0, 0.0));
    Ok(())
}
