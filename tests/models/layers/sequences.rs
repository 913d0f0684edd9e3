//! Sequences: tuples, tuples in tuples, `Vec`s and arrays of layers.

use std::error::Error;

use ndarray::{Array1, Array2, s};
use paraminit::layers::{Flatten, Tanh};
use paraminit::prelude::*;

type Block = (Dense<8, 8>, Tanh);

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<4, 8>, Relu, [Block; 2], (Tanh, (Dense<8, 3>, Relu)), Dense<3, 1>),
}

#[test]
fn nested_sequences_are_their_layers_one_by_one() -> Result<(), Box<dyn Error>> {
    let net = Net::init(42)?;
    let x = Array2::from_shape_fn((5, 4), |(r, c)| r as f32 - c as f32);
    let (first, _, blocks, (_, (inner, _)), last) = &net.layers;
    let mut y = Relu.forward(&first.forward(&x)?)?;
    for (dense, tanh) in blocks {
        y = tanh.forward(&dense.forward(&y)?)?;
    }
    let y = last.forward(&Relu.forward(&inner.forward(&Tanh.forward(&y)?)?)?)?;
    assert_eq!(net.layers.forward(&x)?, y);
    // Views, and one row.
    assert_eq!(net.layers.forward(&x.slice(s![1..3, ..]))?.shape(), [2, 1]);
    let row: Array1<f32> = net.layers.forward(&x.row(3))?;
    assert!((row[0] - y[[3, 0]]).abs() < 1e-6);
    Ok(())
}

#[test]
fn a_vec_checks_sizes_as_it_runs() -> Result<(), Box<dyn Error>> {
    let dims = |inputs, outputs| DynDenseDims { inputs, outputs };
    let mut layers = vec![
        DynDense::<f32>::init_with(dims(4, 6), Seed::new(42).at("0"))?,
        DynDense::init_with(dims(6, 5), Seed::new(42).at("1"))?,
    ];
    let x = Array2::<f32>::ones((2, 4));
    assert_eq!(layers.forward(&x)?, layers[1].forward(&layers[0].forward(&x)?)?);
    layers.push(DynDense::init_with(dims(6, 5), Seed::new(42).at("2"))?);
    let error = layers.forward(&x.view()).expect_err("5 is not 6");
    assert_eq!(error.path(), "2");
    layers.clear();
    assert_eq!(layers.forward(&x)?, x, "no layer gives its input");
    Ok(())
}

#[test]
fn a_model_of_a_vec_of_blocks() -> Result<(), Box<dyn Error>> {
    #[derive(Initialize)]
    #[init(dims(depth))]
    struct Deep {
        #[init(len = depth)]
        blocks: Vec<Block>,
    }
    let net = Deep::init_with(DeepDims { depth: 3 }, 42)?;
    let x = Array1::<f32>::ones(8);
    let mut y = x.clone();
    for block in &net.blocks {
        y = block.forward(&y)?;
    }
    assert_eq!(net.blocks.forward(&x)?, y);
    Ok(())
}

#[test]
fn lazy_layers_stand_anywhere() -> Result<(), Box<dyn Error>> {
    type Net = (Flatten, LazyDense, Relu, LazyDense<f32, NoBias>, Dense<3, 1>);
    let dims = ((), LazyDenseDims { outputs: 8 }, (), LazyDenseDims { outputs: 3 }, ());
    let net = Net::init_with(dims, 42)?;
    let y = net.forward(&ndarray::Array4::<f32>::ones((2, 3, 4, 5)))?;
    assert_eq!((y.dim(), net.1.weight()?.dim(), net.3.weight()?.dim()), ((2, 1), (8, 60), (3, 8)));
    // Another number of inputs later is an error that has its path.
    let error = net.forward(&Array2::<f32>::ones((2, 59))).expect_err("it is made for 60");
    assert_eq!(error.path(), "1");
    Ok(())
}
