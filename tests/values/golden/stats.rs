//! What is measured of a sample.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

/// The statistics that the data gives of every sample.
#[derive(Clone, Copy, Debug)]
pub struct Stats {
    pub n: usize,
    pub mean: f64,
    /// Of the population: divided by n.
    pub std: f64,
    pub min: f64,
    pub max: f64,
    /// 3 for a normal distribution; 0 for a sample that does not vary.
    pub kurtosis: f64,
    /// Elements that are exactly 0.
    pub zeros: usize,
}

impl Stats {
    pub fn of(values: &[f32]) -> Self {
        let n = values.len() as f64;
        let values = || values.iter().copied().map(f64::from);
        let mean = values().sum::<f64>() / n;
        let moment = |power| values().map(|value| (value - mean).powi(power)).sum::<f64>() / n;
        let variance = moment(2);
        Self {
            n: values().count(),
            mean,
            std: variance.sqrt(),
            min: values().fold(f64::INFINITY, f64::min),
            max: values().fold(f64::NEG_INFINITY, f64::max),
            kurtosis: if variance == 0.0 { 0.0 } else { moment(4) / (variance * variance) },
            zeros: values().filter(|&value| value == 0.0).count(),
        }
    }
}

#[test]
fn statistics_of_a_sample_known_by_hand() {
    let Stats { n, mean, std, min, max, kurtosis, zeros } = Stats::of(&[0.0, 0.0, 0.0, 4.0]);
    assert_eq!((n, zeros), (4, 3));
    assert_eq!((mean, min, max), (1.0, 0.0, 4.0));
    // Deviations -1, -1, -1, 3: the second moment is 12/4, the fourth 84/4.
    assert!((std - 3.0_f64.sqrt()).abs() < 1e-15, "{std}");
    assert!((kurtosis - 21.0 / 9.0).abs() < 1e-15, "{kurtosis}");
    let constant = Stats::of(&[2.0, 2.0]);
    assert_eq!((constant.std, constant.kurtosis), (0.0, 0.0));
}
