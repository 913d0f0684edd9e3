//! Axes: the place of a value, and the labels.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::font::width;
use super::place::{between, float, place};

/// An axis from `low` to `high`, with its labels.
///
/// The choice of labels is our own. Those of `plotters` are not round below 1e-5. It also divides some ranges into
/// nothing or without end: ranges of 1e-16 or less, and ranges that overflow.
pub(super) struct Axis {
    low: f64,
    high: f64,
    ticks: Vec<(f64, String)>,
}

impl Axis {
    /// Makes an axis with about `count` round numbers.
    pub(super) fn linear(low: f64, high: f64, count: f64) -> Self {
        Self { low, high, ticks: round(low, high, count) }
    }

    /// Makes an axis from 0 to `high`, with about `count` round whole numbers.
    pub(super) fn whole(high: f64, count: f64) -> Self {
        // With a step below 1, each label would have digits behind a point.
        Self::linear(0.0, high, count.min(high))
    }

    /// Makes an axis of layers 1 to `layers`, with some room at both ends.
    pub(super) fn layers(layers: usize) -> Self {
        let last = float(layers);
        let room = if layers > 1 { (last - 1.0) / 52.0 } else { 1.0 };
        let mut ticks = Self::whole(last, 6.0).ticks;
        ticks.retain(|(layer, _)| *layer > 1.0);
        ticks.insert(0, (1.0, "1".to_owned()));
        Self { low: 1.0 - room, high: last + room, ticks }
    }

    /// Makes an axis of decimal logarithms. Its labels are powers of ten; below two decades, they are round numbers.
    pub(super) fn logarithmic(low: f64, high: f64) -> Self {
        let ticks = if high - low >= 2.0 {
            let ticks = round(low, high, (high - low).min(9.0)).into_iter();
            ticks.map(|(exponent, _)| (exponent, power(exponent))).collect()
        } else {
            let ticks = round(10.0_f64.powf(low), 10.0_f64.powf(high), 6.0).into_iter();
            ticks.filter(|(value, _)| *value > 0.0).map(|(value, text)| (value.log10(), text)).collect()
        };
        Self { low, high, ticks }
    }

    /// Returns the same axis by [places](place), from 0 to 1. It leaves out labels that would touch each other or leave
    /// a panel of width `room`, in which the axis goes from `from` to `to`. Letters have this `size`.
    ///
    /// By places, bars differ even in a range with few representable numbers.
    pub(super) fn places(self, (from, to): (f64, f64), room: f64, size: f64) -> Self {
        const GAP: f64 = 8.0;
        let mut free = GAP;
        let ticks = self.ticks.into_iter().map(|(value, text)| (place(value, self.low, self.high), text));
        let fitting = ticks.filter(|(place, text)| {
            let (middle, half) = (between(from, to, *place), width(text, size) / 2.0);
            let fits = middle - half >= free && middle + half <= room;
            free = if fits { middle + half + GAP } else { free };
            fits
        });
        Self { low: 0.0, high: 1.0, ticks: fitting.collect() }
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "saturates; a page is small")]
        let at = between(f64::from(from), f64::from(to), place(*value, self.low, self.high)).round() as i32;
        at
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // There are no lines between the labels.
        let ticks = self.ticks.iter().filter(|_| !hint.weight().allow_light_points());
        ticks.map(|(value, _)| *value).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        self.ticks.iter().find(|(tick, _)| tick == value).map_or_else(String::new, |(_, text)| text.clone())
    }
}

/// Returns about `count` round numbers from `low` to `high`, each with its text.
fn round(low: f64, high: f64, count: f64) -> Vec<(f64, String)> {
    let span = high / count - low / count;
    let power = 10.0_f64.powf(span.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|&factor| span / power <= factor * 1.000_001).unwrap_or(10.0);
    let step = power * factor;
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    // Beyond 2^40 steps from zero, the numbers would need a dozen digits to differ.
    if !(step.is_finite() && step > 0.0) || first.abs().max(last.abs()) > 1.0e12 {
        return vec![(low, format!("{low:e}")), (high, format!("{high:e}"))];
    }
    let steps = std::iter::successors(Some(first), |k| Some(k + 1.0)).take_while(|k| *k <= last);
    steps.map(|k| k * step).map(|value| (value, written(value, step))).collect()
}

/// Writes the number with enough digits to distinguish it from numbers that are a `step` away.
fn written(value: f64, step: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of an `f64`")]
    let exponent = |x: f64| (x.abs() * 1.000_001).log10().floor() as i32;
    let digits = |count: i32| usize::try_from(count).unwrap_or_default();
    let (size, grain) = (exponent(value), exponent(step));
    match value {
        0.0 => "0".to_owned(),
        _ if (-4..=4).contains(&grain) && size < 5 => format!("{value:.0$}", digits(-grain)),
        _ => format!("{value:.0$e}", digits(size - grain)),
    }
}

/// Writes the power of ten with this exponent.
fn power(exponent: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |c: char| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize).copied()).unwrap_or('⁻');
    match exponent {
        0.0 => "1".to_owned(),
        1.0 => "10".to_owned(),
        _ => format!("10{}", format!("{exponent:.0}").chars().map(raised).collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;

    fn texts(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn numbers_are_round() {
        assert_eq!(texts(&Axis::linear(-0.031, 0.031, 4.0)), ["-0.02", "0", "0.02"]);
        assert_eq!(texts(&Axis::linear(0.0, 100.0, 4.0)), ["0", "50", "100"]);
        assert_eq!(texts(&Axis::linear(0.0, 4.1e6, 4.0)), ["0", "2e6", "4e6"]);
        assert_eq!(texts(&Axis::linear(-3e-7, 3e-7, 4.0)), ["-2e-7", "0", "2e-7"]);
        assert_eq!(texts(&Axis::linear(1.0, 1.5, 4.0)), ["1.0", "1.2", "1.4"]);
    }

    /// Any ends give a few numbers, and no endless loop.
    #[test]
    fn any_ends_will_do() {
        for (low, high) in
            [(-f64::MAX, f64::MAX), (1.0, 1.0_f64.next_up()), (0.0, 5e-324), (0.0, f64::INFINITY), (2.0, 2.0)]
        {
            let axis = Axis::linear(low, high, 4.0);
            assert!(axis.ticks.len() <= 10, "{low:e} {high:e}: {:?}", axis.ticks);
        }
    }

    #[test]
    fn decades_are_powers() {
        assert_eq!(texts(&Axis::logarithmic(-3.2, 1.1)), ["10⁻³", "10⁻²", "10⁻¹", "1", "10"]);
        assert_eq!(
            texts(&Axis::logarithmic(-300.0, 3.0)),
            ["10⁻³⁰⁰", "10⁻²⁵⁰", "10⁻²⁰⁰", "10⁻¹⁵⁰", "10⁻¹⁰⁰", "10⁻⁵⁰", "1"]
        );
        assert_eq!(texts(&Axis::logarithmic(-0.1, 0.1)), ["0.8", "0.9", "1.0", "1.1", "1.2"]);
    }

    #[test]
    fn layers_begin_with_the_first() {
        assert_eq!(texts(&Axis::layers(1)), ["1"]);
        assert_eq!(texts(&Axis::layers(3)), ["1", "2", "3"]);
        assert_eq!(texts(&Axis::layers(40)), ["1", "10", "20", "30", "40"]);
    }

    /// A label that would touch the one before it is left out.
    #[test]
    fn numbers_keep_clear_of_each_other() {
        let axis = Axis::linear(0.0, 4.0, 4.0).places((10.0, 60.0), 70.0, 14.0);
        assert_eq!(texts(&axis), ["1", "3"]);
    }
}
