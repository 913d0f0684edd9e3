//! Parameters without random numbers: each element is a function of its index.

use crate::sample::Real;

use crate::const_math::float;
use crate::fill::room;
use crate::init::InitErrorKind;
use crate::init::fixed::kernel_center::Taps;

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
    Product(Vec<Option<Vec<f64>>>),
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
            Pattern::Product(factors) => each(shape, offset, out, |index| {
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

    /// Returns the mean and standard deviation over all elements, before rounding. `None` if there are no elements.
    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        let count = float(self.count());
        if count == 0.0 {
            return None;
        }
        let (mean, square) = match &self.pattern {
            Pattern::Identity { taps, group, value } => {
                let groups = taps.outputs.checked_div(*group).unwrap_or_default();
                let share = taps.copies(&self.shape) * float(groups * taps.inputs.min(*group)) / count;
                (value * share, value * value * share)
            }
            Pattern::Hadamard { taps, value } => {
                let copies = taps.copies(&self.shape) / count;
                let signs = (0..taps.outputs).flat_map(|o| (0..taps.inputs).map(move |i| sign(o, i)));
                let share = copies * float(taps.outputs * taps.inputs);
                (value * copies * signs.sum::<f64>(), value * value * share)
            }
            Pattern::Product(factors) => factors.iter().flatten().fold((1.0, 1.0), |(mean, square), factors| {
                let (m, s) = averages(factors);
                (mean * m, square * s)
            }),
            Pattern::Range { start, end, value } => {
                let share = float(end - start) / count;
                (value * share, value * value * share)
            }
            Pattern::Waves { .. } => self.counted_averages(),
            Pattern::Values(values) => averages(values),
        };
        Some((mean, (square - mean * mean).max(0.0).sqrt()))
    }

    /// Returns the mean of all values and of their squares, one piece at a time.
    fn counted_averages(&self) -> (f64, f64) {
        const PIECE: usize = 1024;
        let (mut sum, mut squares, n) = (0.0, 0.0, self.count());
        let mut piece = [0.0_f64; PIECE];
        for start in (0..n).step_by(PIECE) {
            let values = piece.get_mut(..PIECE.min(n - start)).unwrap_or_default();
            self.fill(start, values);
            for value in values {
                sum += *value;
                squares += *value * *value;
            }
        }
        (sum / float(n), squares / float(n))
    }
}

/// Returns `value` for each place along an axis of a parameter of this shape. It is empty if the parameter is.
pub(crate) fn table(shape: &[usize], len: usize, value: impl Fn(usize) -> f64) -> Result<Vec<f64>, InitErrorKind> {
    if elements(shape) == 0 {
        return Ok(Vec::new());
    }
    if !room(len.saturating_mul(size_of::<f64>())) {
        return Err(InitErrorKind::Memory);
    }
    Ok((0..len).map(value).collect())
}

/// The means of the values and of their squares.
fn averages(values: &[f64]) -> (f64, f64) {
    let n = float(values.len());
    (values.iter().sum::<f64>() / n, values.iter().map(|x| x * x).sum::<f64>() / n)
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
