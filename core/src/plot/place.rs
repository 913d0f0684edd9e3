//! Conversion between numbers and places on a line.

#[expect(clippy::cast_precision_loss, reason = "a number of things in memory")]
pub(super) fn float(n: usize) -> f64 {
    n as f64
}

/// Returns the place of `x` between `low`, which is 0, and `high`, which is 1.
pub(super) fn place(x: f64, low: f64, high: f64) -> f64 {
    // The numbers are halved first, since the span of finite bounds may overflow.
    (x / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
}

/// Returns the number at this `place` between `low`, which is 0, and `high`, which is 1.
pub(super) fn between(low: f64, high: f64, place: f64) -> f64 {
    low * (1.0 - place) + high * place
}
