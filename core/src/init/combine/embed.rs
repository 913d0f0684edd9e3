//! Embedding: the elements of a smaller parameter, spread over a larger one.

use crate::const_math::float;
use crate::init::fixed::index_fn::{each, elements};
use crate::sample::Real;

/// A map from a larger parameter to a smaller one: each element is one of the smaller one's, or 0.
#[derive(Clone, Debug)]
pub(crate) struct Spread {
    /// The number of elements of the smaller one.
    pub(crate) inner: usize,
    shape: Vec<usize>,
    /// The step along each axis, and the stride of that axis in the smaller parameter.
    steps: Vec<(Step, usize)>,
}

/// The relation of an axis of the larger parameter to the smaller one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// An axis of the smaller parameter. This many neighbors share an element.
    Every(usize),
    /// No axis of the smaller parameter. It lies at this index, with zeros elsewhere.
    Only(usize),
}

impl Spread {
    /// Takes a step for each axis of `shape`.
    pub(crate) fn new(shape: &[usize], steps: impl Iterator<Item = Step>) -> Self {
        let mut steps: Vec<_> = steps.map(|step| (step, 0)).collect();
        let mut inner: usize = 1;
        for ((step, stride), &len) in steps.iter_mut().zip(shape).rev() {
            if let Step::Every(share) = step {
                *stride = inner;
                inner = inner.saturating_mul(len / (*share).max(1));
            }
        }
        Self { inner, shape: shape.to_vec(), steps }
    }

    /// The number of elements of the larger parameter that spread whole units of `unit` elements of the smaller one.
    pub(crate) fn unit(&self, unit: usize) -> usize {
        let (mut inner, mut outer) = (self.inner, self.count());
        for (&len, &(step, _)) in self.shape.iter().zip(&self.steps) {
            let next = inner.checked_div(len).unwrap_or_default();
            if !matches!(step, Step::Every(1)) || len == 0 || !next.is_multiple_of(unit.max(1)) {
                break;
            }
            (inner, outer) = (next, outer / len);
        }
        outer
    }

    /// The first element of the smaller parameter, and how many, that this slice of whole units spreads.
    pub(crate) fn source(&self, start: usize, len: usize) -> (usize, usize) {
        let share = |elements: usize| {
            let scaled = elements as u128 * self.inner as u128;
            usize::try_from(scaled.checked_div(self.count() as u128).unwrap_or_default()).unwrap_or(usize::MAX)
        };
        (share(start), share(len))
    }

    /// The number of elements of the larger parameter.
    pub(crate) fn count(&self) -> usize {
        elements(&self.shape)
    }

    /// Fills the larger parameter from element `start` on from the values of the smaller one that it takes.
    pub(crate) fn fill<T: Real>(&self, values: &[T], start: usize, out: &mut [T]) {
        let zero = T::from_f64(0.0);
        let (first, _) = self.source(start, 0);
        each(&self.shape, start, out, |index| {
            let mut source = 0;
            for (&at, &(step, stride)) in index.iter().zip(&self.steps) {
                match step {
                    Step::Every(share) => source += at / share.max(1) * stride,
                    Step::Only(place) if at != place => return zero,
                    Step::Only(_) => {}
                }
            }
            values.get(source - first).copied().unwrap_or(zero)
        });
    }

    /// Mean and standard deviation over all elements, from those of the smaller parameter.
    pub(crate) fn moments(&self, (mean, std): (f64, f64)) -> (f64, f64) {
        let taps = self.steps.iter().zip(&self.shape).filter(|((step, _), _)| matches!(step, Step::Only(_)));
        let share = 1.0 / taps.map(|(_, &len)| float(len.max(1))).product::<f64>();
        let mean_square = share * (std * std + mean * mean);
        let mean = share * mean;
        (mean, if share == 1.0 { std } else { (mean_square - mean * mean).max(0.0).sqrt() })
    }
}
