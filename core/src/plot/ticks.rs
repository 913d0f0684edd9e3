//! Where an axis has its numbers, and how they are written.

/// Round numbers from `low` to `high`, about `count` of them, each as it is written.
pub(super) fn linear(low: f64, high: f64, count: f64) -> Vec<(f64, String)> {
    let step = step((high / count) - (low / count));
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    // Beyond 2^40 steps from zero the numbers would need a dozen digits to differ.
    let far = first.abs().max(last.abs()) > 1.0e12;
    if !(step.is_finite() && step > 0.0) || far {
        return vec![(low, format!("{low:e}")), (high, format!("{high:e}"))];
    }
    let mut ticks = Vec::new();
    let mut k = first;
    while k <= last {
        let value = k * step;
        ticks.push((value, written(value, step)));
        k += 1.0;
    }
    ticks
}

/// Round whole numbers from 0 to `high`.
pub(super) fn whole(high: f64, count: f64) -> Vec<(f64, String)> {
    // A step below 1 would give each of them digits behind a point.
    linear(0.0, high, count.min(high))
}

/// Round numbers on a logarithmic axis, by their decimal logarithms.
pub(super) fn logarithmic(low: f64, high: f64) -> Vec<(f64, String)> {
    let decades = high - low;
    if decades >= 2.0 {
        let stride = step(decades / 9.0).max(1.0);
        let mut ticks = Vec::new();
        let mut k = (low / stride).ceil();
        while k * stride <= high {
            ticks.push((k * stride, power(k * stride)));
            k += 1.0;
        }
        return ticks;
    }
    // Below two decades the numbers themselves are round.
    let (from, to) = (10.0_f64.powf(low), 10.0_f64.powf(high));
    linear(from, to, 6.0)
        .into_iter()
        .filter(|(value, _)| *value > 0.0)
        .map(|(value, text)| (value.log10(), text))
        .collect()
}

/// 1, 2 or 5 times a power of ten, at least `span`.
fn step(span: f64) -> f64 {
    let power = 10.0_f64.powf(span.log10().floor());
    let factor = span / power;
    power * [1.0, 2.0, 5.0].into_iter().find(|&round| factor <= round * 1.000_001).unwrap_or(10.0)
}

/// With as many digits as tell it from its neighbors.
fn written(value: f64, step: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let exponent = |x: f64| (x.abs() * 1.000_001).log10().floor();
    let (size, grain) = (exponent(value), exponent(step));
    if (-4.0..=4.0).contains(&grain) && size < 5.0 {
        return format!("{value:.0$}", digits(-grain));
    }
    format!("{value:.0$e}", digits(size - grain))
}

/// The number with this decimal logarithm.
fn power(exponent: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |c: char| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize).copied()).unwrap_or('⁻');
    match exponent {
        0.0 => "1".to_owned(),
        1.0 => "10".to_owned(),
        _ => format!("10{}", format!("{exponent:.0}").chars().map(raised).collect::<String>()),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; at most a few hundred")]
fn digits(count: f64) -> usize {
    count as usize
}

#[cfg(test)]
mod tests {
    use super::{linear, logarithmic};

    fn texts(ticks: &[(f64, String)]) -> Vec<&str> {
        ticks.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn numbers_are_round() {
        assert_eq!(texts(&linear(-0.031, 0.031, 4.0)), ["-0.02", "0", "0.02"]);
        assert_eq!(texts(&linear(0.0, 100.0, 4.0)), ["0", "50", "100"]);
        assert_eq!(texts(&linear(0.0, 4.1e6, 4.0)), ["0", "2e6", "4e6"]);
        assert_eq!(texts(&linear(-3e-7, 3e-7, 4.0)), ["-2e-7", "0", "2e-7"]);
        assert_eq!(texts(&linear(1.0, 1.5, 4.0)), ["1.0", "1.2", "1.4"]);
    }

    /// However strange the ends, a few numbers and no endless loop.
    #[test]
    fn any_ends_will_do() {
        for (low, high) in
            [(-f64::MAX, f64::MAX), (1.0, 1.0_f64.next_up()), (0.0, 5e-324), (0.0, f64::INFINITY), (2.0, 2.0)]
        {
            let ticks = linear(low, high, 4.0);
            assert!(ticks.len() <= 10, "{low:e} {high:e}: {ticks:?}");
        }
    }

    #[test]
    fn decades_are_powers() {
        assert_eq!(texts(&logarithmic(-3.2, 1.1)), ["10⁻³", "10⁻²", "10⁻¹", "1", "10"]);
        assert_eq!(texts(&logarithmic(-300.0, 3.0)), ["10⁻³⁰⁰", "10⁻²⁵⁰", "10⁻²⁰⁰", "10⁻¹⁵⁰", "10⁻¹⁰⁰", "10⁻⁵⁰", "1"]);
        assert_eq!(texts(&logarithmic(-0.1, 0.1)), ["0.8", "0.9", "1.0", "1.1", "1.2"]);
    }
}
