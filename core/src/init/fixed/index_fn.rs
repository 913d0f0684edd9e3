//! Parameters without random numbers: each element is a function of its index.

use crate::const_math::float;
use crate::fill::reserve;
use crate::init::InitErrorKind;
use crate::init::fixed::kernel_center::Taps;
use crate::moments::{self, Moments};
use crate::sample::{Central, Real};

/// A function of the index, and the shape of the parameter.
#[derive(Clone, Debug)]
pub(crate) struct IndexFn {
    shape: Vec<usize>,
    pattern: Pattern,
}

/// The value at each index.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// `value` on the center tap where output modulo `group` equals input, 0 elsewhere.
    Identity { taps: Taps, group: usize, value: f64 },
    /// `value` on the center tap, with the sign of a Hadamard matrix in Sylvester's order.
    Hadamard { taps: Taps, value: f64 },
    /// The product of one factor for each axis; an axis without factors counts as 1.
    Product {
        factors: Vec<Option<Vec<f64>>>,
        /// Where only outputs and inputs of one number are joined: what each element joins.
        diagonal: Option<Taps>,
    },
    /// `value` at the elements from `start` to `end`, 0 elsewhere.
    Range { start: usize, end: usize, value: f64 },
    /// A window over the first axis, times a wave. The wave has a period of `period` samples for each frequency of the
    /// last axis.
    Waves { window: Vec<f64>, period: usize, wave: fn(f64) -> f64 },
    /// The values in row-major order.
    Values(&'static [f64]),
}

impl IndexFn {
    pub(crate) fn new(shape: &[usize], pattern: Pattern) -> Self {
        Self { shape: shape.to_vec(), pattern }
    }

    /// The number of elements.
    pub(crate) fn count(&self) -> usize {
        elements(&self.shape)
    }

    /// Fills `out` with the elements from `offset` on.
    pub(crate) fn fill<T: Real>(&self, offset: usize, out: &mut [T]) {
        let shape = &self.shape;
        match &self.pattern {
            Pattern::Identity { taps, group, value } => each(shape, offset, out, |index| {
                let is_one = |(output, input): (usize, usize)| output.checked_rem(*group) == Some(input);
                T::from_f64(if taps.at(index).is_some_and(is_one) { *value } else { 0.0 })
            }),
            Pattern::Hadamard { taps, value } => each(shape, offset, out, |index| {
                T::from_f64(taps.at(index).map_or(0.0, |(output, input)| value * sign(output, input)))
            }),
            Pattern::Product { factors, diagonal } => each(shape, offset, out, |index| {
                if diagonal.as_ref().and_then(|taps| taps.pair(index)).is_some_and(|(output, input)| output != input) {
                    return T::from_f64(0.0);
                }
                let factor = |(&at, factors): (&usize, &Option<Vec<f64>>)| {
                    factors.as_ref().map_or(1.0, |factors| factors.get(at).copied().unwrap_or_default())
                };
                T::from_f64(index.iter().zip(factors).map(factor).product())
            }),
            Pattern::Range { start, end, value } => {
                for (at, out) in (offset..).zip(out) {
                    *out = T::from_f64(if (*start..*end).contains(&at) { *value } else { 0.0 });
                }
            }
            Pattern::Waves { window, period, wave } => each(shape, offset, out, |index| {
                let (time, frequency) = (index.first().copied().unwrap_or(0), index.last().copied().unwrap_or(0));
                // Whole periods do not change the wave, and small angles are exact, so the phase is reduced in
                // integers.
                let period = (*period).max(1);
                let phase = (time as u128 * frequency as u128) % period as u128;
                let turns = float(usize::try_from(phase).unwrap_or_default()) / float(period);
                let angle = -2.0 * core::f64::consts::PI * turns;
                T::from_f64(window.get(time).copied().unwrap_or_default() * wave(angle))
            }),
            Pattern::Values(values) => {
                for (out, &value) in out.iter_mut().zip(values.iter().skip(offset)) {
                    *out = T::from_f64(value);
                }
            }
        }
    }

    /// The values of all elements, before rounding. `None` if there are none.
    pub(crate) fn central(&self) -> Option<Central> {
        if self.count() == 0 {
            return None;
        }
        Some(match &self.pattern {
            Pattern::Identity { taps, group, value } => {
                let groups = taps.outputs.checked_div(*group).unwrap_or_default();
                self.signed(*value, taps.copies(&self.shape) * groups * taps.inputs.min(*group), 0)
            }
            Pattern::Hadamard { taps, value } => {
                let signs = (0..taps.outputs).flat_map(|o| (0..taps.inputs).map(move |i| sign(o, i)));
                let (copies, plus) = (taps.copies(&self.shape), signs.filter(|sign| *sign > 0.0).count());
                self.signed(*value, copies * plus, copies * (taps.outputs * taps.inputs - plus))
            }
            Pattern::Product { factors, diagonal } => {
                let product = factors.iter().flatten().fold((1.0, 0.0), |(mean, variance), factors| {
                    let (m, s) = averages(factors);
                    (mean * m, variance * (s * s + m * m) + mean * mean * s * s)
                });
                // Of a diagonal of n outputs and inputs, one of n elements is on it.
                let share = 1.0 / diagonal.as_ref().map_or(1.0, |taps| float(taps.inputs));
                let (mean, square) = (share * product.0, share * (product.1 + product.0 * product.0));
                let variance = if share == 1.0 { product.1 } else { square - mean * mean };
                Central::fixed((mean, variance.max(0.0).sqrt()))
            }
            Pattern::Range { start, end, value } => self.signed(*value, end - start, 0),
            Pattern::Waves { .. } => Central::fixed(self.counted_averages()),
            Pattern::Values(values) => Central::fixed(averages(values)),
        })
    }

    /// So many elements `value`, so many `-value`, and 0 for the rest.
    fn signed(&self, value: f64, plus: usize, minus: usize) -> Central {
        let zeros = self.count().saturating_sub(plus).saturating_sub(minus);
        let share = |count: usize, value| (float(count), Central::point(value));
        let parts = [share(plus, value), share(minus, -value), share(zeros, 0.0)];
        Central::mixture(&parts).unwrap_or(Central::point(0.0))
    }

    /// Mean and standard deviation of all values, without holding them all.
    fn counted_averages(&self) -> (f64, f64) {
        const PIECE: usize = 1024;
        let n = self.count();
        let mut piece = [0.0_f64; PIECE];
        let mut parts = Vec::new();
        for start in (0..n).step_by(PIECE) {
            let values = piece.get_mut(..PIECE.min(n - start)).unwrap_or_default();
            self.fill(start, values);
            parts.push(Moments::of(values.iter().copied(), 1.0));
        }
        Moments::all(&parts).mean_and_std(1.0)
    }
}

/// Returns `value` for each place along an axis of a parameter of this shape. It is empty if the parameter is.
pub(crate) fn table(shape: &[usize], len: usize, value: impl Fn(usize) -> f64) -> Result<Vec<f64>, InitErrorKind> {
    if elements(shape) == 0 {
        return Ok(Vec::new());
    }
    let mut table = reserve(len)?;
    table.extend((0..len).map(value));
    Ok(table)
}

/// Mean and standard deviation of the values.
fn averages(values: &[f64]) -> (f64, f64) {
    let scale = moments::scale(values.iter().fold(0.0, |most: f64, x| most.max(x.abs())));
    Moments::of(values.iter().copied(), scale).mean_and_std(scale)
}

/// The entry (i, j) of a Hadamard matrix in Sylvester's order. It does not depend on the matrix's size.
fn sign(i: usize, j: usize) -> f64 {
    if (i & j).count_ones().is_multiple_of(2) { 1.0 } else { -1.0 }
}

/// Fills `out` with `value` of the indices from `offset` on, in row-major order.
pub(crate) fn each<T>(shape: &[usize], offset: usize, out: &mut [T], value: impl Fn(&[usize]) -> T) {
    let mut index = vec![0; shape.len()];
    let mut rest = offset;
    for (digit, &len) in index.iter_mut().zip(shape).rev() {
        *digit = rest % len.max(1);
        rest /= len.max(1);
    }
    for out in out {
        *out = value(&index);
        // Counts up like the digits of a number.
        for (digit, &len) in index.iter_mut().zip(shape).rev() {
            *digit += 1;
            if *digit < len {
                break;
            }
            *digit = 0;
        }
    }
}

/// The number of elements of a shape; `usize::MAX` if it does not fit. A length of 0 makes it 0, wherever it stands.
pub(crate) fn elements(shape: &[usize]) -> usize {
    shape.iter().fold(1, |product: usize, &len| product.saturating_mul(len))
}
