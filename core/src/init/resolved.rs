//! An initializer that knows its parameter, and fills it.

use super::body::Body;
use super::cause::Cause;
use crate::sample::{Real, Sampler, Stored};

/// What one initializer puts into one parameter.
///
/// Most initializers come out as a [`Sampler`]: every element is a function of the seed, the parameter's stream number
/// and its own index. Others are a function of the index alone, and some compute a whole parameter at once.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub(super) body: Body,
    /// Whether values must be checked, because a function of the user's made them.
    pub(super) checked: bool,
}

impl Resolved {
    /// The sampler, if every element can be drawn on its own.
    #[must_use]
    pub fn sampler(&self) -> Option<&Sampler> {
        match &self.body {
            Body::Elementwise(sampler) => Some(sampler),
            _ => None,
        }
    }

    /// Whether [`fill`](Resolved::fill) can fail after it began to write: a function of the user's may give a value
    /// that is not finite.
    #[must_use]
    pub fn can_fail(&self) -> bool {
        self.checked
    }

    /// The exact mean and standard deviation of every element, before rounding.
    ///
    /// Those of all elements together, where not all have the same. `None` where a function of the user's decides, or
    /// a clamp.
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.body.moments()
    }

    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter, in row-major order.
    ///
    /// `number` is the parameter's stream number. A slice gets the bits that a fill of the whole would give it; what
    /// depends on more than the index computes the whole for it, as `orthogonal` does. Values of a half type are
    /// computed in `f32` and rounded once, at the end.
    ///
    /// # Errors
    /// [`Cause::NotFinite`] if a function of the user's gave such a value, [`Cause::Count`] if a parameter whose shape
    /// matters has no elements there. `out` then holds values of no meaning.
    pub fn fill<S: Stored>(&self, seed: u64, number: u64, offset: u64, out: &mut [S]) -> Result<(), Cause> {
        match &self.body {
            Body::Elementwise(sampler) => sampler.fill(seed, number, offset, out),
            body => S::fill_at_once(out, |out| body.fill(S::ELEMENT, seed, number, offset, out))?,
        }
        if self.checked { finite(offset, out) } else { Ok(()) }
    }
}

/// Refuses values that are not finite.
pub(super) fn finite<S: Stored>(offset: u64, values: &[S]) -> Result<(), Cause> {
    match values.iter().position(|value| !value.to_computed().to_f64().is_finite()) {
        Some(at) => Err(Cause::NotFinite { index: offset.saturating_add(at as u64) }),
        None => Ok(()),
    }
}
