//! `PyTorch`: `torch.nn.init`, the gains, and what `nn.Linear` does without being told.

use paraminit::init::{
    Distribution, Distribution::Normal, Distribution::Uniform, Gain, Init, dirac, eye, kaiming_normal, kaiming_uniform,
    trunc_normal, xavier_normal, xavier_uniform,
};
use paraminit::prelude::*;

use super::compare::{Faults, System, around, between, drawn, exact, near, scheme};
use super::dense;
use super::law::Law;
use super::layers;
use super::orthogonal;
use super::row::Row;
use super::sparse;

pub const PYTORCH: System = System { data: include_str!("data/pytorch.jsonl"), later: &[], compared: 95, compare };

fn compare(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        "uniform" => between(row),
        "normal" => around(row),
        "trunc_normal" => truncated(row),
        "xavier_uniform" => xavier(row, &xavier_uniform(), Uniform),
        "xavier_normal" => xavier(row, &xavier_normal(), Normal),
        "kaiming_uniform" => kaiming(row, &kaiming_uniform(), Uniform),
        "kaiming_normal" => kaiming(row, &kaiming_normal(), Normal),
        "orthogonal" => orthogonal::compare(row, row.number("gain")),
        "sparse" => sparse::compare(row, row.number("sparsity"), row.number("std")),
        "eye" => exact(row, &eye()),
        "dirac" => exact(row, &dirac().groups(row.count("groups"))),
        "gains" => gains(row),
        "default_dense.weight" => linear_weight(row),
        "default_dense.bias" => linear_bias(row),
        _ => return layers::compare(row),
    })
}

/// The bounds are absolute; the rows have them at two standard deviations. The standard deviation is not corrected.
fn truncated(row: &Row) -> Faults {
    let [mean, std, low, high] = ["mean", "std", "low", "high"].map(|argument| row.number(argument));
    assert_eq!(
        (low, high),
        (mean - 2.0 * std, mean + 2.0 * std),
        "{row}: the law is known for two standard deviations"
    );
    drawn(row, &trunc_normal(std).mean(mean).low(low).high(high), Law::truncated(mean, std))
}

/// The variance is gain^2 2 / (`fan_in` + `fan_out`).
fn xavier(row: &Row, init: &Init, distribution: Distribution) -> Faults {
    let gain = gain(row, row.text("gain"), None);
    scheme(row, &init.gain(gain), gain.value().powi(2), FanAvg, distribution)
}

/// The variance is gain^2 / fan.
fn kaiming(row: &Row, init: &Init, distribution: Distribution) -> Faults {
    let gain = gain(row, row.text("nonlinearity"), Some(row.number("slope")));
    scheme(row, &init.gain(gain).mode(row.mode()), gain.value().powi(2), row.mode(), distribution)
}

/// The gain that `calculate_gain(nonlinearity, slope)` stands for. Without a slope, a leaky one has 0.01.
fn gain(row: &Row, nonlinearity: &str, slope: Option<f64>) -> Gain {
    match nonlinearity {
        // A convolution is linear too: PyTorch names each kind, and gives all of them 1.
        "linear" | "conv1d" | "conv2d" | "conv3d" | "conv_transpose1d" | "conv_transpose2d" | "conv_transpose3d" => {
            Gain::Linear
        }
        "sigmoid" => Gain::Sigmoid,
        "tanh" => Gain::Tanh,
        "relu" => Gain::Relu,
        "leaky_relu" => Gain::LeakyRelu(slope.unwrap_or(0.01)),
        "selu" => Gain::Selu,
        _ => panic!("{row}: no gain for `{nonlinearity}`"),
    }
}

/// `calculate_gain` for every nonlinearity that `PyTorch` knows.
fn gains(row: &Row) -> Faults {
    assert_eq!(row.table().len(), 15, "{row}: number of gains compared");
    let mut faults = Faults::new();
    for (call, expected) in row.table() {
        let ours = gain_of_call(row, call).value();
        let theirs = expected.as_f64().unwrap_or_else(|| panic!("{row}: {call} is {expected}"));
        if !near(ours, theirs, 1e-15 * theirs) {
            faults.push(format!("{row}: {call} is {ours} here, {theirs} there"));
        }
    }
    faults
}

/// `tanh`, or `leaky_relu(0.2)`.
fn gain_of_call(row: &Row, call: &str) -> Gain {
    let Some((nonlinearity, slope)) = call.strip_suffix(')').and_then(|call| call.split_once('(')) else {
        return gain(row, call, None);
    };
    let slope = slope.parse().unwrap_or_else(|error| panic!("{row}: {call}: {error}"));
    gain(row, nonlinearity, Some(slope))
}

/// `nn.Linear` gives both its parameters a uniform distribution between -1 / sqrt(`fan_in`) and 1 / sqrt(`fan_in`).
fn linear(fan_in: f64) -> Law {
    Law::within(1.0 / fan_in.sqrt())
}

fn linear_weight(row: &Row) -> Faults {
    let law = linear(row.fan(FanIn));
    match row.shape()[..] {
        // The network of the book's chapter.
        [8, 4] => dense::weight(row, &init! { <Dense<4, 8>> ** => pytorch }, law),
        _ => dense::weight(row, &init! { <Dense<784, 256>> ** => pytorch }, law),
    }
}

/// The rows pool many biases, whose weights need not be drawn again.
fn linear_bias(row: &Row) -> Faults {
    let law = linear(row.number("fan_in"));
    match row.shape()[..] {
        [8] => dense::bias(row, &init! { <Dense<4, 8>> bias => pytorch, weight => keep }, law),
        _ => dense::bias(row, &init! { <Dense<784, 256>> bias => pytorch, weight => keep }, law),
    }
}
