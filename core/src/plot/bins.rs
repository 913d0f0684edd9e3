//! Counts of values in bins.

use super::place::{float, place};
use crate::sample::Law;
use crate::view::View;

/// The counts of values in bins of equal width, from `low` to `high`.
pub(super) struct Bins {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) counts: Vec<usize>,
    /// The number of values.
    pub(super) total: usize,
    /// The common value, if all values are equal.
    pub(super) same: Option<f64>,
}

/// The end of the axis, in standard deviations of a normal distribution, if no value lies beyond.
const REACH: f64 = 3.5;

impl Bins {
    /// Counts the values, in a range that contains all of them and the values that `law` makes expected.
    ///
    /// # Errors
    /// The index of a value that is not finite, and the value.
    pub(super) fn of(values: &View<'_>, law: Option<&Law>) -> Result<Self, (usize, f64)> {
        let (mut low, mut high, mut total) = (f64::INFINITY, f64::NEG_INFINITY, 0);
        for (index, value) in values.values().enumerate() {
            if !value.is_finite() {
                return Err((index, value));
            }
            (low, high, total) = (low.min(value), high.max(value), index + 1);
        }
        let same = (total > 0 && low == high).then_some(low);
        if let Some(law) = law {
            // Atoms are rounded to the parameter's type, as its values are.
            let atoms = law.atoms().iter().map(|&(value, _)| values.dtype().round(value)).map(|value| (value, value));
            for (from, to) in law.intervals(REACH).chain(atoms).filter(|(from, to)| from.is_finite() && to.is_finite())
            {
                (low, high) = (low.min(from), high.max(to));
            }
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low == high {
            let room = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
            // At the ends of the number range there is room on one side only.
            (low, high) = ((low - room).max(f64::MIN), (high + room).min(f64::MAX));
        }
        let mut counts = vec![0; number(total)];
        let bins = float(counts.len());
        for value in values.values() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the number of bins")]
            let at = (place(value, low, high) * bins) as usize;
            // The highest value belongs to the last bin.
            let last = counts.len() - 1;
            counts[at.min(last)] += 1;
        }
        Ok(Self { low, high, counts, total, same })
    }

    /// Returns the expected count of a bin if all values were spread with this density.
    pub(super) fn expected(&self, density: f64) -> f64 {
        let bins = float(self.counts.len());
        float(self.total) * density * (self.high / bins - self.low / bins)
    }
}

/// Returns the number of bins for this many values: Rice's rule, and odd, so that a single value is in the middle.
fn number(values: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "twice the root of a number in memory")]
    let bins = (2.0 * float(values).cbrt()).ceil() as usize;
    bins.clamp(5, 41) | 1
}

#[cfg(test)]
mod tests {
    use ndarray::Array1;

    use super::Bins;
    use crate::sample::Sampler;
    use crate::view::View;

    fn count(values: Vec<f64>) -> Bins {
        let values = Array1::from(values).into_dyn();
        Bins::of(&View::F64(values.view()), None).expect("finite values")
    }

    #[test]
    fn every_value_is_counted_once() {
        for values in
            [vec![], vec![3.0], vec![0.0; 7], vec![-f64::MAX, 0.0, f64::MAX], vec![f64::MAX; 2], vec![5e-324, 0.0]]
        {
            let bins = count(values.clone());
            assert_eq!(bins.counts.iter().sum::<usize>(), values.len(), "{values:?}");
            assert!(bins.low < bins.high, "{values:?}");
        }
        assert_eq!(count((0..10).map(f64::from).collect()).counts, [2, 2, 2, 2, 2]);
    }

    #[test]
    fn one_value_lies_in_the_middle() {
        for value in [-3.0, 0.0, 1e-300] {
            let bins = count(vec![value; 4]);
            assert_eq!((bins.same, bins.counts.as_slice()), (Some(value), [0, 0, 4, 0, 0].as_slice()));
        }
    }

    /// Zeros in place of a uniform distribution: the range includes its interval.
    #[test]
    fn the_range_has_what_is_expected() {
        let values = Array1::<f64>::zeros(3).into_dyn();
        let law = Sampler::Uniform { low: -1.0, high: 4.0 }.law();
        let bins = Bins::of(&View::F64(values.view()), law.as_ref()).expect("finite values");
        assert_eq!((bins.low, bins.high), (-1.0, 4.0));
    }

    #[test]
    fn values_that_are_not_finite_are_found() {
        let values = Array1::from(vec![1.0_f32, f32::NEG_INFINITY]).into_dyn();
        assert_eq!(Bins::of(&View::F32(values.view()), None).err(), Some((1, f64::NEG_INFINITY)));
    }
}
