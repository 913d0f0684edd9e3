//! PyTorch: `torch.nn.init`, the gains, and what `nn.Linear` does without being told.

use paraminit::init::{
    Gain, Init, Mode, kaiming_normal, kaiming_uniform, normal, trunc_normal, uniform, xavier_normal, xavier_uniform,
};
use paraminit::prelude::*;
use serde_json::Value;

use super::compare::{Faults, System, drawn};
use super::dense;
use super::law::Law;
use super::orthogonal;
use super::row::Row;

#[test]
fn pytorch() {
    PYTORCH.run();
}

pub const PYTORCH: System = System {
    data: include_str!("../data/pytorch.jsonl"),
    later: &[
        ("sparse", 2),
        ("eye", 2),
        ("dirac", 3),
        ("default_conv2d.weight", 1),
        ("default_conv2d.bias", 1),
        ("default_conv2d_grouped.weight", 1),
        ("default_conv2d_grouped.bias", 1),
        ("default_conv_transpose2d.weight", 1),
        ("default_conv_transpose2d.bias", 1),
        ("default_embedding.weight", 1),
        ("default_lstm.weight_ih_l0", 1),
        ("default_lstm.weight_hh_l0", 1),
        ("default_lstm.bias_ih_l0", 1),
        ("default_lstm.bias_hh_l0", 1),
        ("default_mha.in_proj_weight", 1),
    ],
    compared: 76,
    compare,
};

fn compare(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        "uniform" => {
            let (low, high) = (row.number("low"), row.number("high"));
            drawn(row, uniform(low, high), Law::uniform(low, high))
        }
        "normal" => {
            let (mean, std) = (row.number("mean"), row.number("std"));
            drawn(row, normal(mean, std), Law::normal(mean, std))
        }
        "trunc_normal" => truncated(row),
        "xavier_uniform" => xavier(row, xavier_uniform(), |std| Law::within(3.0_f64.sqrt() * std)),
        "xavier_normal" => xavier(row, xavier_normal(), |std| Law::normal(0.0, std)),
        "kaiming_uniform" => kaiming(row, kaiming_uniform(), |std| Law::within(3.0_f64.sqrt() * std)),
        "kaiming_normal" => kaiming(row, kaiming_normal(), |std| Law::normal(0.0, std)),
        "orthogonal" => orthogonal::compare(row, row.number("gain")),
        "gains" => gains(row),
        "default_dense.weight" => linear_weight(row),
        "default_dense.bias" => linear_bias(row),
        _ => return None,
    })
}

/// The bounds are absolute; the rows have them at two standard deviations. The standard deviation is not corrected.
fn truncated(row: &Row) -> Faults {
    let [mean, std, low, high] = ["mean", "std", "low", "high"].map(|argument| row.number(argument));
    assert_eq!((low, high), (mean - 2.0 * std, mean + 2.0 * std), "{row}: the law is known for two standard deviations");
    drawn(row, trunc_normal(std).mean(mean).low(low).high(high), Law::truncated(mean, std))
}

/// std = gain sqrt(2 / (fan_in + fan_out)).
fn xavier(row: &Row, init: Init, law: fn(f64) -> Law) -> Faults {
    let gain = gain(row, row.text("gain"), None);
    let (fan_in, fan_out) = row.fans();
    drawn(row, init.gain(gain), law(gain.value() * (2.0 / (fan_in + fan_out)).sqrt()))
}

/// std = gain / sqrt(fan).
fn kaiming(row: &Row, init: Init, law: fn(f64) -> Law) -> Faults {
    let gain = gain(row, row.text("nonlinearity"), Some(row.number("slope")));
    let (fan_in, fan_out) = row.fans();
    let (mode, fan) = match row.text("mode") {
        "fan_in" => (Mode::FanIn, fan_in),
        "fan_out" => (Mode::FanOut, fan_out),
        mode => panic!("{row}: unknown mode `{mode}`"),
    };
    drawn(row, init.gain(gain).mode(mode), law(gain.value() / fan.sqrt()))
}

/// The gain that `calculate_gain(nonlinearity, slope)` stands for. Without a slope, a leaky ReLU has 0.01.
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

/// The number of entries in the table of gains.
const GAINS: usize = 15;

/// `calculate_gain` for every nonlinearity that PyTorch knows.
fn gains(row: &Row) -> Faults {
    assert_eq!(row.table().len(), GAINS, "{row}: number of gains compared");
    let mut faults = Faults::new();
    for (call, expected) in row.table() {
        let ours = gain_of_call(row, call).value();
        let theirs = expected.as_f64().unwrap_or_else(|| panic!("{row}: {call} is {expected}"));
        if !((ours / theirs - 1.0).abs() <= 1e-15) {
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

/// `nn.Linear` gives both its parameters U(-1 / sqrt(fan_in), 1 / sqrt(fan_in)).
fn linear(fan_in: f64) -> Law {
    Law::within(1.0 / fan_in.sqrt())
}

fn linear_weight(row: &Row) -> Faults {
    let law = linear(row.fans().0);
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
