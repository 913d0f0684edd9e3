//! Layer-sequential unit variance.

use std::error::Error;

use ndarray::Array2;
use paraminit::layers::{LsuvErrorKind, LsuvOptions, Tanh, lsuv};
use paraminit::prelude::*;

type Net = (Dense<16, 64>, Tanh, [(Dense<64, 64>, Relu); 3], Dense<64, 1>);

fn net() -> Result<Net, InitError> {
    init! { <Net> **.weight => orthogonal, **.bias => zeros }.build(42)
}

fn batch(std: f64) -> Array2<f32> {
    let mut batch = Array2::<f32>::zeros((256, 16));
    init::normal(0.5, std).fill(&mut batch, &[], StreamId::new(42, "batch")).expect("plain");
    batch
}

fn variance(values: &Array2<f32>) -> f64 {
    values.mapv(f64::from).var(0.0)
}

fn values(net: &impl Initialize) -> Vec<f64> {
    net.named_parameters().iter().flat_map(|(_, view)| view.values().collect::<Vec<_>>()).collect()
}

#[test]
fn every_output_has_variance_one() -> Result<(), Box<dyn Error>> {
    let (mut net, x) = (net()?, batch(3.0));
    let before = net.clone();
    let options = LsuvOptions { tolerance: 1e-4, ..LsuvOptions::default() };
    let report = lsuv(&mut net, &x, options)?;
    let paths: Vec<_> = report.iter().map(|layer| &*layer.path).collect();
    assert_eq!(paths, ["0", "2.0.0", "2.1.0", "2.2.0", "3"]);
    assert!(report.iter().all(|layer| (layer.after - 1.0).abs() < 1e-4 && layer.iterations <= 2), "{report:?}");

    // By hand: what the report says is what comes out.
    let first = net.0.forward(&x)?;
    assert!((variance(&first) - 1.0).abs() < 1e-4);
    assert!((variance(&before.0.forward(&x)?) - report[0].before).abs() < 1e-6 * report[0].before);
    let hidden = net.2.forward(&Tanh.forward(&first)?)?;
    assert!((variance(&net.3.forward(&hidden)?) - 1.0).abs() < 1e-4);
    // Weights are only divided.
    let ratio = f64::from(before.0.weight()[[0, 0]] / net.0.weight()[[0, 0]]);
    assert!((ratio - report[0].before.sqrt()).abs() < 1e-3 * ratio);
    Ok(())
}

#[test]
fn the_mean_is_zero_if_asked() -> Result<(), Box<dyn Error>> {
    let (mut net, x) = (net()?, batch(1.0));
    lsuv(&mut net, &x, LsuvOptions { center: true, ..LsuvOptions::default() })?;
    let first = net.0.forward(&x)?;
    assert!(first.mapv(f64::from).mean().expect("values").abs() < 1e-6);
    assert!(net.0.bias().iter().all(|b| *b != 0.0));
    let mut bare = Dense::<16, 8, f32, NoBias>::init(42)?;
    let error = lsuv(&mut bare, &x, LsuvOptions { center: true, ..LsuvOptions::default() }).expect_err("no bias");
    assert!(matches!(error.kind, LsuvErrorKind::NoBias), "{error}");
    Ok(())
}

#[test]
fn lazy_layers_are_made_first() -> Result<(), Box<dyn Error>> {
    let dims = (LazyDenseDims { outputs: 8 }, (), DynDenseDims { inputs: 8, outputs: 1 });
    let mut net = <(LazyDense, Tanh, DynDense)>::init_with(dims, 42)?;
    let report = lsuv(&mut net, &batch(2.0), LsuvOptions::default())?;
    assert_eq!(report.len(), 2);
    assert!((variance(&net.0.forward(&batch(2.0))?) - 1.0).abs() < 0.1);
    Ok(())
}

#[test]
fn what_cannot_be_scaled_changes_nothing() -> Result<(), Box<dyn Error>> {
    // A dead layer behind one that was scaled already.
    let mut net = net()?;
    net.2[1].0.weight_mut().fill(0.0);
    let before = values(&net);
    let error = lsuv(&mut net, &batch(3.0), LsuvOptions::default()).expect_err("zero");
    assert_eq!(error.path, "2.1.0");
    assert!(matches!(error.kind, LsuvErrorKind::Variance(v) if v == 0.0), "{error}");
    assert_eq!(values(&net), before);

    // Biases that vary more than the outputs may are no matter of the weight.
    net = self::net()?;
    net.0.bias_mut().iter_mut().enumerate().for_each(|(i, b)| *b = i as f32);
    let error = lsuv(&mut net, &batch(3.0), LsuvOptions::default()).expect_err("biases");
    assert!(
        matches!(error.kind, LsuvErrorKind::NotConverged { iterations: 10, variance } if variance > 1.0),
        "{error}"
    );

    // Nothing, and what is no number.
    let error = lsuv(&mut net, &Array2::zeros((0, 16)), LsuvOptions::default()).expect_err("no rows");
    assert!(matches!(error.kind, LsuvErrorKind::Variance(v) if v.is_nan()), "{error}");
    let endless = Array2::from_elem((2, 16), f32::INFINITY);
    let error = lsuv(&mut net, &endless, LsuvOptions::default()).expect_err("infinite");
    assert!(matches!(error.kind, LsuvErrorKind::Variance(v) if !v.is_finite()), "{error}");

    // A batch that does not fit.
    let mut layer = DynDense::<f32>::init_with(DynDenseDims { inputs: 4, outputs: 4 }, 42)?;
    let error = lsuv(&mut layer, &batch(3.0), LsuvOptions::default()).expect_err("16 is not 4");
    assert!(matches!(error.kind, LsuvErrorKind::Forward(_)), "{error}");
    Ok(())
}
