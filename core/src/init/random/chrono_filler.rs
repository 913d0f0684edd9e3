//! The filler of an LSTM's chrono bias: forget gates, and their negatives as input gates.

use core::ops::Range;

use crate::dtype::DType;
use crate::init::ln;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// A chrono bias for a known number of units.
#[derive(Clone, Debug)]
pub(crate) struct ChronoFill {
    pub(crate) units: usize,
    pub(crate) longest: f64,
}

impl ChronoFill {
    pub(crate) fn count(&self) -> usize {
        4 * self.units
    }

    /// Fills `out` with the elements from `start` on.
    ///
    /// An input gate is minus the forget gate of its unit, so the same random values are drawn again for it.
    pub(crate) fn fill<T: Real>(&self, element: DType, id: StreamId, start: usize, out: &mut [T]) {
        let sampler = Sampler::Map(ln, Box::new(Sampler::Uniform { low: 1.0, high: self.longest }));
        let (len, units) = (out.len(), self.units);
        out.fill(T::from_f64(0.0));
        let input = overlap(0..units, start, len);
        let forget = overlap(units..2 * units, start, len);
        for (gate, ahead) in [(input.clone(), units), (forget, 0)] {
            // If the slice has no element of this gate, the sum of the indices may not exist.
            if !gate.is_empty()
                && let first = start + gate.start + ahead
                && let Some(values) = out.get_mut(gate)
            {
                sampler.fill_for(element, id, first as u64, values);
            }
        }
        for value in out.get_mut(input).unwrap_or_default() {
            *value = -*value;
        }
    }

    /// Returns the mean and standard deviation over all elements. Half of them are 0, and the others cancel in pairs.
    pub(crate) fn moments(&self) -> (f64, f64) {
        (0.0, (mean_square_of_ln(self.longest) / 2.0).sqrt())
    }
}

/// Returns the part of a slice of `len` elements from `start` on that lies in a range of the whole, counted from the
/// slice's start.
fn overlap(whole: Range<usize>, start: usize, len: usize) -> Range<usize> {
    let at = |place: usize| place.saturating_sub(start).min(len);
    at(whole.start)..at(whole.end)
}

/// Returns the mean of (ln u)^2 for u from U(1, m). With l = ln m, it is the integral of s^2 e^s from 0 to l over
/// `m - 1`.
fn mean_square_of_ln(m: f64) -> f64 {
    let l = ln(m);
    if l > 1.0 {
        return (m * (l * l - 2.0 * l + 2.0) - 2.0) / (m - 1.0);
    }
    // The closed form cancels here. In the power series every term is positive.
    let (mut term, mut sum) = (l * l * l, 0.0);
    for n in 0..24_u32 {
        sum += term / f64::from(n + 3);
        term *= l / f64::from(n + 1);
    }
    sum / (m - 1.0)
}
