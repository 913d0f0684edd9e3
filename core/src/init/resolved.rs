//! An initializer that knows its parameter, and fills it.

use super::cause::Cause;
use super::orthogonal::Frame;
use crate::sample::{Real, Sampler};

/// What one initializer puts into one parameter.
///
/// Most initializers come out as a [`Sampler`]: every element is a function of the seed, the parameter's stream number
/// and its own index. The orthogonal family computes a whole parameter at once.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub(super) body: Body,
    /// Whether values must be checked, because a function of the user's made them.
    pub(super) checked: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Elementwise(Sampler),
    Frame(Frame),
    Map(fn(f64) -> f64, Box<Body>),
    Scaled(f64, Box<Body>),
    /// Arms of which one at least is not elementwise, and none is a mixture.
    Mixture(Vec<(f64, Body)>),
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
    /// `None` where a function of the user's decides.
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.body.moments()
    }

    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter, in row-major order.
    ///
    /// `number` is the parameter's stream number. A slice gets the bits that a fill of the whole would give it; what is
    /// not [elementwise](Resolved::sampler) computes the whole for it.
    ///
    /// # Errors
    /// [`Cause::NotFinite`] if a function of the user's gave such a value, [`Cause::Count`] if an orthogonal parameter
    /// has no elements there. `out` then holds values of no meaning.
    pub fn fill<T: Real>(&self, seed: u64, number: u64, offset: u64, out: &mut [T]) -> Result<(), Cause> {
        match &self.body {
            Body::Elementwise(sampler) => sampler.fill(seed, number, offset, out),
            body => body.fill_slice(seed, number, offset, out)?,
        }
        if self.checked { finite(offset, out) } else { Ok(()) }
    }
}

/// Refuses values that are not finite.
pub(super) fn finite<T: Real>(offset: u64, values: &[T]) -> Result<(), Cause> {
    match values.iter().position(|value| !value.to_f64().is_finite()) {
        Some(at) => Err(Cause::NotFinite { index: offset.saturating_add(at as u64) }),
        None => Ok(()),
    }
}

impl Body {
    pub(super) fn of_arms(mut arms: Vec<(f64, Self)>) -> Self {
        match (arms.len(), arms.pop()) {
            (1, Some((_, body))) => body,
            (_, last) => {
                arms.extend(last);
                let sampler = |(weight, body): &(f64, Self)| match body {
                    Self::Elementwise(sampler) => Some((*weight, sampler.clone())),
                    _ => None,
                };
                match arms.iter().map(sampler).collect() {
                    Some(samplers) => Self::Elementwise(Sampler::Mixture(samplers)),
                    None => Self::Mixture(arms),
                }
            }
        }
    }

    pub(super) fn mapped(self, f: fn(f64) -> f64) -> Self {
        match self {
            Self::Elementwise(sampler) => Self::Elementwise(Sampler::Map(f, Box::new(sampler))),
            body => Self::Map(f, Box::new(body)),
        }
    }

    pub(super) fn scaled(self, k: f64) -> Self {
        match self {
            Self::Elementwise(sampler) => Self::Elementwise(Sampler::Scaled(k, Box::new(sampler))),
            body => Self::Scaled(k, Box::new(body)),
        }
    }

    fn fill_slice<T: Real>(&self, seed: u64, number: u64, offset: u64, out: &mut [T]) -> Result<(), Cause> {
        // A body without a matrix has no end; then the slice's own is as good.
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(out.len());
        let count = self.count().unwrap_or(end);
        if start == 0 && end == count {
            self.fill(seed, number, out);
            return Ok(());
        }
        if end > count {
            return Err(Cause::Count { expected: count, found: end });
        }
        let mut whole = vec![T::from_f64(0.0); count];
        self.fill(seed, number, &mut whole);
        for (value, &computed) in out.iter_mut().zip(whole.iter().skip(start)) {
            *value = computed;
        }
        Ok(())
    }

    /// Fills a whole parameter.
    fn fill<T: Real>(&self, seed: u64, number: u64, out: &mut [T]) {
        match self {
            Self::Elementwise(sampler) => sampler.fill(seed, number, 0, out),
            Self::Frame(frame) => frame.fill(seed, number, out),
            // Rounded as the samplers of the same names do.
            Self::Map(f, body) => {
                body.fill(seed, number, out);
                for value in out {
                    *value = T::from_f64(f(value.to_f64()));
                }
            }
            Self::Scaled(k, body) => {
                body.fill(seed, number, out);
                let k = T::from_f64(*k);
                for value in out {
                    *value = k * *value;
                }
            }
            Self::Mixture(arms) => fill_mixture(arms, seed, number, out),
        }
    }

    /// The number of elements that a matrix inside has.
    fn count(&self) -> Option<usize> {
        match self {
            Self::Elementwise(_) => None,
            Self::Frame(frame) => Some(frame.grid.count()),
            Self::Map(_, body) | Self::Scaled(_, body) => body.count(),
            Self::Mixture(arms) => arms.iter().find_map(|(_, body)| body.count()),
        }
    }

    fn moments(&self) -> Option<(f64, f64)> {
        match self {
            Self::Elementwise(sampler) => sampler.moments(),
            Self::Frame(frame) => Some(frame.moments()),
            Self::Map(..) => None,
            Self::Scaled(k, body) => body.moments().map(|(mean, std)| (k * mean, k.abs() * std)),
            Self::Mixture(arms) => {
                // The moments of a mixture depend on those of its arms alone, and normals can have any.
                let normal = |(weight, body): &(f64, Self)| {
                    body.moments().map(|(mean, std)| (*weight, Sampler::Normal { mean, std }))
                };
                Sampler::Mixture(arms.iter().map(normal).collect::<Option<_>>()?).moments()
            }
        }
    }
}

/// Draws which arm each element takes, as a mixture of samplers does, and then every arm.
fn fill_mixture<T: Real>(arms: &[(f64, Body)], seed: u64, number: u64, out: &mut [T]) {
    let labels = (0_u32..).zip(arms).map(|(label, (weight, _))| (*weight, Sampler::Constant(label.into())));
    let mut choice = vec![T::from_f64(0.0); out.len()];
    Sampler::Mixture(labels.collect()).fill(seed, number, 0, &mut choice);
    let mut values = choice.clone();
    for (label, (_, body)) in (0_u32..).zip(arms) {
        let label = T::from_f64(label.into());
        body.fill(seed, number, &mut values);
        for ((out, &value), &choice) in out.iter_mut().zip(&values).zip(&choice) {
            if choice == label {
                *out = value;
            }
        }
    }
}
