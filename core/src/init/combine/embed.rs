//! A smaller parameter whose elements are spread over a larger one.

use crate::const_math::float;
use crate::dtype::DType;
use crate::fill;
use crate::init::fixed::index_fn::{each, elements};
use crate::init::{Filler, InitErrorKind};
use crate::sample::Real;
use crate::stream::StreamId;

/// Each element of the parameter is an element of a smaller one, or 0.
#[derive(Clone, Debug)]
pub(crate) struct Embedded {
    /// What fills the smaller one.
    filler: Box<Filler>,
    /// The number of its elements.
    inner: usize,
    shape: Vec<usize>,
    /// For each axis, with the stride in the smaller one.
    steps: Vec<(Step, usize)>,
}

/// Where an axis of the larger parameter lies in the smaller one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// So many neighbors share an element.
    Every(usize),
    /// The smaller one has no such axis; it lies here, and elsewhere are zeros.
    Only(usize),
}

impl Embedded {
    /// `steps` is said of each axis of `shape`.
    pub(crate) fn new(filler: Filler, shape: &[usize], steps: impl Iterator<Item = Step>) -> Self {
        let mut steps: Vec<_> = steps.map(|step| (step, 0)).collect();
        let mut inner: usize = 1;
        for ((step, stride), &len) in steps.iter_mut().zip(shape).rev() {
            if let Step::Every(share) = step {
                *stride = inner;
                inner = inner.saturating_mul(len / (*share).max(1));
            }
        }
        Self { filler: Box::new(filler), inner, shape: shape.to_vec(), steps }
    }

    /// The number of elements of the larger parameter.
    pub(crate) fn count(&self) -> usize {
        elements(&self.shape)
    }

    /// What fills the smaller parameter.
    pub(crate) fn filler(&self) -> &Filler {
        &self.filler
    }

    /// How many elements filling holds besides the larger parameter.
    pub(crate) fn scratch(&self) -> usize {
        self.inner.saturating_add(self.filler.scratch(self.inner))
    }

    /// Fills the whole larger parameter.
    pub(crate) fn fill<T: Real>(&self, element: DType, id: StreamId, out: &mut [T]) -> Result<(), InitErrorKind> {
        let zero = T::from_f64(0.0);
        let mut values = fill::buffer(self.inner).ok_or(InitErrorKind::Memory)?;
        self.filler.fill(element, id, 0, &mut values)?;
        each(&self.shape, 0, out, |index| {
            let mut source = 0;
            for (&at, &(step, stride)) in index.iter().zip(&self.steps) {
                match step {
                    Step::Every(share) => source += at / share.max(1) * stride,
                    Step::Only(place) if at != place => return zero,
                    Step::Only(_) => {}
                }
            }
            values.get(source).copied().unwrap_or(zero)
        });
        Ok(())
    }

    /// Mean and standard deviation over all elements.
    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        let (mean, std) = self.filler.moments()?;
        let taps = self.steps.iter().zip(&self.shape).filter(|((step, _), _)| matches!(step, Step::Only(_)));
        let share = 1.0 / taps.map(|(_, &len)| float(len.max(1))).product::<f64>();
        let mean_square = share * (std * std + mean * mean);
        let mean = share * mean;
        Some((mean, if share == 1.0 { std } else { (mean_square - mean * mean).max(0.0).sqrt() }))
    }
}
