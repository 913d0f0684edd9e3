//! Statistics of a parameter's values.

use core::convert::Infallible;

use crate::fill::{BLOCK, for_each};
use crate::moments::{self, Moments, float};
use crate::sample::{Real as _, Stored as _};
use crate::view::{View, each_type};

/// Number of bars of a histogram.
pub const BARS: usize = 8;

/// The characters of the bars, by rising height.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The values of one parameter in a few numbers.
///
/// Values that are not finite are counted, and left out of everything else. The numbers are the same for any number of
/// threads.
///
/// ```
/// use ndarray::arr1;
/// use paraminit::summary::Statistics;
/// use paraminit::view::View;
///
/// let values = arr1(&[0.0_f32, 0.0, 1.0, 3.0]).into_dyn();
/// let statistics = Statistics::of(&View::F32(values.view()));
/// assert_eq!((statistics.mean, statistics.min, statistics.max, statistics.zeros), (1.0, 0.0, 3.0, 2));
/// assert_eq!(statistics.bars(), "█ ▄    ▄");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Statistics {
    /// Number of values.
    pub count: u64,
    /// The mean of the values. Without finite values it is NaN, as are the next three.
    pub mean: f64,
    /// The standard deviation, with the number of values in the denominator.
    pub std: f64,
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
    /// Number of zeros.
    pub zeros: u64,
    /// Number of values that are infinite or not a number.
    pub not_finite: u64,
    /// The number of values in each of [`BARS`] intervals of equal width, from the smallest to the largest value. Equal
    /// values are all in the middle one.
    pub histogram: [u64; BARS],
}

impl Statistics {
    /// Measures a parameter.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::summary::Statistics;
    ///
    /// let layer = init! { <Dense<4, 8>> weight => eye, bias => zeros }.build(42)?;
    /// let statistics = Statistics::of(&layer.param("weight")?);
    /// assert_eq!((statistics.count, statistics.zeros, statistics.mean), (32, 28, 0.125));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(values: &View<'_>) -> Self {
        let range = of_blocks(values, &Range::of).into_iter().fold(Range::NONE, Range::with);
        let Range { finite, mut min, mut max, zeros, not_finite } = range;
        if finite == 0 {
            (min, max) = (f64::NAN, f64::NAN);
        }
        let scale = moments::scale(max.max(-min));
        let (mut histogram, mut parts) = ([0; BARS], Vec::new());
        let second = |block: &[f64]| {
            let finite = block.iter().copied().filter(|x| x.is_finite());
            (count(finite.clone(), min, max), Moments::of(finite, scale))
        };
        for (counts, moments) in of_blocks(values, &second) {
            parts.push(moments);
            for (sum, count) in histogram.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let (mean, std) = Moments::all(&parts).mean_and_std(scale);
        Self { count: values.count() as u64, mean, std, min, max, zeros, not_finite, histogram }
    }

    /// The share of zeros.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::summary::Statistics;
    ///
    /// let layer = init! { <Dense<10, 10>> weight => sparse(0.5), bias => zeros }.build(42)?;
    /// assert_eq!(Statistics::of(&layer.param("weight")?).zero_share(), 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn zero_share(&self) -> f64 {
        if self.count == 0 { 0.0 } else { float(self.zeros) / float(self.count) }
    }

    /// The histogram as text, with one character for each bar. The fullest bar is as high as a character; an empty one
    /// is a space.
    ///
    /// ```
    /// use ndarray::arr1;
    /// use paraminit::prelude::*;
    /// use paraminit::summary::Statistics;
    ///
    /// let values = arr1(&[0.0, 0.0, 0.0, 0.0, 7.0]).into_dyn();
    /// assert_eq!(Statistics::of(&View::F64(values.view())).bars(), "█      ▂");
    /// ```
    #[must_use]
    pub fn bars(&self) -> String {
        let fullest = self.histogram.iter().copied().max().unwrap_or_default().max(1);
        let bar = |&count: &u64| {
            let height = (u128::from(count) * HEIGHTS.len() as u128).div_ceil(u128::from(fullest));
            let height = usize::try_from(height).unwrap_or_default();
            height.checked_sub(1).and_then(|at| HEIGHTS.get(at)).copied().unwrap_or(' ')
        };
        self.histogram.iter().map(bar).collect()
    }
}

/// What one look at a block shows, to be put together with others.
#[derive(Clone, Copy)]
struct Range {
    finite: u64,
    min: f64,
    max: f64,
    zeros: u64,
    not_finite: u64,
}

impl Range {
    const NONE: Self = Self { finite: 0, min: f64::INFINITY, max: f64::NEG_INFINITY, zeros: 0, not_finite: 0 };

    fn of(values: &[f64]) -> Self {
        let mut range = Self::NONE;
        for &x in values {
            if x.is_finite() {
                range.finite += 1;
                range.min = range.min.min(x);
                range.max = range.max.max(x);
                range.zeros += u64::from(x == 0.0);
            } else {
                range.not_finite += 1;
            }
        }
        range
    }

    fn with(self, other: Self) -> Self {
        Self {
            finite: self.finite + other.finite,
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            zeros: self.zeros + other.zeros,
            not_finite: self.not_finite + other.not_finite,
        }
    }
}

/// Counts finite values in each interval from `low` to `high`.
fn count(values: impl Iterator<Item = f64>, low: f64, high: f64) -> [u64; BARS] {
    // Halves first: the span of finite values may overflow.
    let (half, span) = (low / 2.0, high / 2.0 - low / 2.0);
    let mut counts = [0; BARS];
    for x in values {
        let place = if span > 0.0 { (x / 2.0 - half) / span } else { 0.5 };
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 0, at most BARS")]
        let bar = (place * BARS as f64) as usize;
        if let Some(count) = counts.get_mut(bar.min(BARS - 1)) {
            *count += 1;
        }
    }
    counts
}

/// Returns the results of `work` on blocks of the values, in memory order. It uses several threads if the values lie
/// without gaps.
fn of_blocks<R: Send>(values: &View<'_>, work: &(dyn Fn(&[f64]) -> R + Sync)) -> Vec<R> {
    if !contiguous(values) {
        let mut values = values.values();
        let blocks = core::iter::from_fn(|| {
            let block: Vec<f64> = values.by_ref().take(BLOCK).collect();
            (!block.is_empty()).then(|| work(&block))
        });
        return blocks.collect();
    }
    let count = values.count();
    let mut blocks: Vec<(usize, Option<R>)> = (0..count.div_ceil(BLOCK)).map(|at| (at, None)).collect();
    let Ok(()) = for_each(&mut blocks, count, |(at, result)| {
        *result = block(values, *at).map(|block| work(&block));
        Ok::<(), Infallible>(())
    });
    blocks.into_iter().filter_map(|(_, result)| result).collect()
}

/// True if the values lie in memory without gaps.
fn contiguous(values: &View<'_>) -> bool {
    each_type!(View, values, values => values.as_slice_memory_order().is_some())
}

/// Returns block number `at` of values that lie without gaps.
fn block(values: &View<'_>, at: usize) -> Option<Vec<f64>> {
    each_type!(View, values, values => {
        let block = values.as_slice_memory_order()?.chunks(BLOCK).nth(at)?;
        Some(block.iter().map(|value| value.to_computed().to_f64()).collect())
    })
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ArrayD, IxDyn, s};

    use super::*;

    fn of<'v>(values: impl Into<View<'v>>) -> Statistics {
        Statistics::of(&values.into())
    }

    #[test]
    fn large_and_strided_parameters_agree() {
        let mut whole = Array2::<f64>::zeros((700, 600));
        for (at, value) in (0_u32..).zip(&mut whole) {
            *value = 1e6 + f64::from(at % 1000);
        }
        let direct = of(whole.view().into_dyn());
        let turned = of(whole.t().into_dyn());
        let mut wider = Array2::<f64>::zeros((700, 1200));
        wider.slice_mut(s![.., ..;2]).assign(&whole);
        let strided = of(wider.slice(s![.., ..;2]).into_dyn());
        let expected = (1e6 + 499.5, ((1e6_f64 - 1.0) / 12.0).sqrt());
        for statistics in [direct, turned, strided] {
            assert!((statistics.mean - expected.0).abs() < 1e-6, "{statistics:?}");
            assert!((statistics.std - expected.1).abs() < 1e-6, "{statistics:?}");
            assert_eq!((statistics.min, statistics.max, statistics.count), (1e6, 1e6 + 999.0, 420_000));
            assert_eq!(statistics.histogram, [52_500; BARS]);
        }
    }

    #[test]
    fn what_is_not_finite_is_counted_apart() {
        let values = ArrayD::from_shape_vec(IxDyn(&[5]), vec![f32::NAN, f32::INFINITY, 1.0, 3.0, 0.0]).unwrap();
        let statistics = of(values.view());
        assert_eq!((statistics.not_finite, statistics.zeros, statistics.count), (2, 1, 5));
        assert!((statistics.mean - 4.0 / 3.0).abs() < 1e-12);
        assert_eq!(statistics.histogram.iter().sum::<u64>(), 3);
        let none = of(ArrayD::<f32>::zeros(IxDyn(&[0, 3])).view());
        assert!(none.mean.is_nan() && none.min.is_nan() && none.bars() == " ".repeat(BARS));
    }

    #[test]
    fn extremes_do_not_overflow() {
        let values = ArrayD::from_shape_vec(IxDyn(&[2]), vec![f64::MIN, f64::MAX]).unwrap();
        let statistics = of(values.view());
        assert_eq!((statistics.mean, statistics.histogram[0], statistics.histogram[BARS - 1]), (0.0, 1, 1));
        let equal = of(ArrayD::from_elem(IxDyn(&[3]), 2.0_f32).view());
        assert_eq!((equal.std, equal.bars()), (0.0, "    █   ".to_owned()));
    }
}
