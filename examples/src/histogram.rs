//! Histograms of a few characters.

/// How many bars a histogram has.
pub const BARS: usize = 12;

/// Bars of rising height. None stands for a bin without any value.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How the values lie between the smallest and the largest of them: [`BARS`] bins of equal width, the fullest as high
/// as a character. Equal values are one bar in the middle, since they have no width.
///
/// ```
/// # use paraminit_examples::histogram::histogram;
/// assert_eq!(histogram(&[0.0, 0.0, 0.0, 1.0]), "█          ▃");
/// ```
#[must_use]
pub fn histogram(values: &[f64]) -> String {
    let (low, high) = range(values);
    let mut counts = [0_usize; BARS];
    for value in values {
        let place = if high > low { (value - low) / (high - low) } else { 0.5 };
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 0, at most BARS")]
        let bin = (place * BARS as f64) as usize;
        counts[bin.min(BARS - 1)] += 1;
    }
    let fullest = counts.iter().copied().max().unwrap_or(0);
    let bar = |&count: &usize| match (count * BLOCKS.len()).div_ceil(fullest.max(1)) {
        0 => ' ',
        height => BLOCKS[height - 1],
    };
    counts.iter().map(bar).collect()
}

/// The smallest and the largest value.
#[must_use]
pub fn range(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)))
}

#[cfg(test)]
mod tests {
    use super::histogram;

    #[test]
    fn bars_follow_the_counts() {
        let steps: Vec<f64> = (0..12_u8).flat_map(|i| vec![f64::from(i); usize::from(i) + 1]).collect();
        assert_eq!(histogram(&steps), "▁▂▂▃▄▄▅▆▆▇██");
    }

    #[test]
    fn values_without_width() {
        assert_eq!(histogram(&[2.0; 5]), "      █     ");
        assert_eq!(histogram(&[]), "            ");
    }
}
