//! JAX and Flax: `jax.nn.initializers`, and what `flax.linen.Dense` does without being told.

use paraminit::init::{
    Distribution::Normal, Distribution::TruncatedNormal, Distribution::Uniform, normal, trunc_normal, uniform,
    variance_scaling,
};
use paraminit::prelude::*;

use super::compare::{Faults, System, drawn, named_scheme, scheme};
use super::dense;
use super::law::Law;
use super::orthogonal;
use super::row::Row;

pub const JAX: System = System { data: include_str!("data/jax.jsonl"), later: &[], compared: 67, compare };

fn compare(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        // U(0, scale): not symmetric.
        "uniform" => drawn(row, &uniform(0.0, row.number("scale")), Law::uniform(0.0, row.number("scale"))),
        "normal" => drawn(row, &normal(0.0, row.number("stddev")), Law::normal(0.0, row.number("stddev"))),
        "truncated_normal" => truncated(row),
        "variance_scaling" => scaling(row),
        "orthogonal" => orthogonal::compare(row, row.number("scale")),
        "delta_orthogonal" => orthogonal::compare_center(row, row.number("scale")),
        "default_dense.weight" => dense_weight(row),
        "default_dense.bias" => dense::bias(row, &init! { <Dense<784, 256>> ** => flax }, Law::zero()),
        _ => return named_scheme(row),
    })
}

/// The bounds are multiples of the standard deviation, which is that before truncation: not corrected.
fn truncated(row: &Row) -> Faults {
    let [std, lower, upper] = ["stddev", "lower", "upper"].map(|argument| row.number(argument));
    assert_eq!((lower, upper), (-2.0, 2.0), "{row}: the law is known for two standard deviations");
    drawn(row, &trunc_normal(std).within(upper), Law::truncated(0.0, std))
}

fn scaling(row: &Row) -> Faults {
    let (scale, mode) = (row.number("scale"), row.mode());
    let distribution = match row.text("distribution") {
        "uniform" => Uniform,
        "normal" => Normal,
        "truncated_normal" => TruncatedNormal,
        distribution => panic!("{row}: unknown distribution `{distribution}`"),
    };
    scheme(row, &variance_scaling(scale).mode(mode).distribution(distribution), scale, mode, distribution)
}

/// `lecun_normal`.
fn dense_weight(row: &Row) -> Faults {
    let law = Law::of_variance(1.0 / row.fan(FanIn), TruncatedNormal);
    dense::weight(row, &init! { <Dense<784, 256>> ** => flax }, law)
}
