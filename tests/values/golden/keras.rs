//! Keras: `keras.initializers`, and what `keras.layers.Dense` does without being told.

use paraminit::init::{
    Distribution::Normal, Distribution::TruncatedNormal, Distribution::Uniform, Gain, Init, Scaling::Density,
    Scaling::Spectrum, Scaling::Unscaled, Side::Imaginary, Side::Real, Window::Hamming, Window::Hann,
    Window::Rectangular, eye, stft, trunc_normal, variance_scaling,
};
use paraminit::prelude::*;
use serde_json::Value;

use super::compare::{Faults, System, around, between, drawn, exact, named_scheme, scheme};
use super::dense;
use super::law::Law;
use super::orthogonal;
use super::row::Row;

pub const KERAS: System = System { data: include_str!("data/keras.jsonl"), later: &[], compared: 82, compare };

fn compare(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        "random_uniform" => between(row),
        "random_normal" => around(row),
        // At two standard deviations, always. The standard deviation is that before truncation: not corrected.
        "truncated_normal" => {
            let (mean, std) = (row.number("mean"), row.number("std"));
            drawn(row, &trunc_normal(std).mean(mean), Law::truncated(mean, std))
        }
        "variance_scaling" => scaling(row),
        "orthogonal" => orthogonal::compare(row, row.number("gain")),
        "identity" => exact(row, &eye().gain(Gain::Value(row.number("gain")))),
        "stft" => exact(row, &fourier(row)),
        "default_dense.weight" => dense_weight(row),
        "default_dense.bias" => dense::bias(row, &init! { <Dense<784, 256>> ** => keras }, Law::zero()),
        _ => return named_scheme(row),
    })
}

fn scaling(row: &Row) -> Faults {
    let (scale, mode) = (row.number("scale"), row.mode());
    let distribution = match row.text("distribution") {
        "uniform" => Uniform,
        "untruncated_normal" => Normal,
        // Keras takes `normal` for `truncated_normal`.
        "truncated_normal" | "normal" => TruncatedNormal,
        distribution => panic!("{row}: unknown distribution `{distribution}`"),
    };
    scheme(row, &variance_scaling(scale).mode(mode).distribution(distribution), scale, mode, distribution)
}

/// `glorot_uniform`.
fn dense_weight(row: &Row) -> Faults {
    let law = Law::of_variance(1.0 / row.fan(FanAvg), Uniform);
    dense::weight(row, &init! { <Dense<784, 256>> ** => keras }, law)
}

/// Defaults: the window `hann`, the scaling `density`, not periodic.
fn fourier(row: &Row) -> Init {
    let side = match row.text("side") {
        "real" => Real,
        "imag" => Imaginary,
        side => panic!("{row}: unknown side `{side}`"),
    };
    let window = match row.given("window").map(Value::as_str) {
        None | Some(Some("hann")) => Hann,
        Some(Some("hamming")) => Hamming,
        Some(None) => Rectangular,
        Some(Some(window)) => panic!("{row}: unknown window `{window}`"),
    };
    let scaling = match row.given("scaling").map(Value::as_str) {
        None | Some(Some("density")) => Density,
        Some(Some("spectrum")) => Spectrum,
        Some(None) => Unscaled,
        Some(Some(scaling)) => panic!("{row}: unknown scaling `{scaling}`"),
    };
    let periodic = row.given("periodic").and_then(Value::as_bool).unwrap_or_default();
    stft().side(side).window(window).scaling(scaling).periodic(periodic)
}
