//! `MXNet`: `mx.init`, and what `gluon.nn.Dense` does without being told.

use paraminit::init::{
    Distribution::Normal, Distribution::Uniform, bilinear, lstm_bias, normal, uniform, variance_scaling,
};
use paraminit::prelude::*;

use super::compare::{Faults, System, drawn, exact, scheme};
use super::dense;
use super::law::Law;
use super::orthogonal;
use super::row::Row;

pub const MXNET: System = System { data: include_str!("data/mxnet.jsonl"), later: &[], compared: 42, compare };

fn compare(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        "uniform" => {
            let bound = row.number("scale");
            drawn(row, &uniform(-bound, bound), Law::within(bound))
        }
        "normal" => drawn(row, &normal(0.0, row.number("sigma")), Law::normal(0.0, row.number("sigma"))),
        "xavier" => xavier(row, row.text("rnd_type"), row.number("magnitude")),
        // `Xavier` of normals, with the magnitude that makes up for a leaky ReLU. Its default fan is the average.
        "msra_prelu" => xavier(row, "gaussian", 2.0 / (1.0 + row.number("slope").powi(2))),
        "orthogonal" => orthogonal::compare(row, row.number("scale")),
        // Of 4 taps. For 2, 3, 6, 7, .. theirs is lopsided, ours is not.
        "bilinear" => exact(row, &bilinear()),
        "lstm_bias" => exact(row, &lstm_bias().forget(row.number("forget_bias"))),
        "default_dense.weight" => dense::weight(row, &init! { <Dense<784, 256>> ** => mxnet }, Law::within(0.07)),
        "default_dense.bias" => dense::bias(row, &init! { <Dense<784, 256>> ** => mxnet }, Law::zero()),
        _ => return None,
    })
}

/// `Xavier` computes s = sqrt(magnitude / factor), where the factor is a fan, and draws N(0, s^2) or U(-s, s). So the
/// variance is magnitude / fan for normals and magnitude / 3 / fan for a uniform distribution: the default magnitude 3
/// is Glorot's variance for the latter, and three times that for the former.
fn xavier(row: &Row, rnd_type: &str, magnitude: f64) -> Faults {
    let (scale, distribution) = match rnd_type {
        "gaussian" => (magnitude, Normal),
        "uniform" => (magnitude / 3.0, Uniform),
        _ => panic!("{row}: unknown random type `{rnd_type}`"),
    };
    let mode = match row.text("factor_type") {
        "in" => FanIn,
        "out" => FanOut,
        "avg" => FanAvg,
        factor_type => panic!("{row}: unknown factor type `{factor_type}`"),
    };
    scheme(row, &variance_scaling(scale).mode(mode).distribution(distribution), scale, mode, distribution)
}
