//! What the initializers draw is what they promise: distributions, moments, independence.
//!
//! `law` holds exact distributions, `judge` the tests, `sensitivity` samples that are wrong by little and must fail them.

mod elements;
mod independence;
mod judge;
mod law;
mod matrices;
mod mixtures;
mod sensitivity;

use ndarray::Array2;
use paraminit::axes::Role::{In, Out};
use paraminit::init::Init;
use paraminit::sample::Real;
use paraminit::stream::StreamId;

use law::Law;

/// The outputs and inputs of a parameter of ten million elements.
const FAN_OUT: usize = 10_000;
const FAN_IN: usize = 1_000;
/// A million of them.
const MILLION: usize = 1_000_000;

/// A parameter of so many outputs, with [`FAN_IN`] inputs, in row-major order.
fn draw<T: Real>(init: &Init, outputs: usize, stream: StreamId) -> Vec<T> {
    let mut values = Array2::from_elem((outputs, FAN_IN), T::from_f64(f64::NAN));
    init.fill(&mut values, &[Out, In], stream).unwrap_or_else(|cause| panic!("{init}: {cause}"));
    values.into_raw_vec_and_offset().0
}

/// The moments of ten million elements, and the distribution function of a million.
fn check_type<T: Real>(init: &Init, law: &Law) {
    let sample: Vec<T> = draw(init, FAN_OUT, StreamId::new(42, "statistics.weight"));
    let judged = judge::moments(&sample, law).and_then(|()| judge::distribution(&sample[..MILLION], law));
    judged.unwrap_or_else(|fault| panic!("{init} in {}: {fault}", T::DTYPE.name()));
}

/// In both types.
fn check(init: &Init, law: &Law) {
    check_type::<f32>(init, law);
    check_type::<f64>(init, law);
}
