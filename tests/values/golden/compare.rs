//! Runs a system's rows, and judges a sample of ours against one of theirs.

use ndarray::{ArrayD, IxDyn};
use paraminit::axes::Role;
use paraminit::init::{
    Distribution::{self, TruncatedNormal, Uniform},
    Init,
    Mode::{self, FanAvg, FanIn},
    glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform, normal, uniform,
};
use paraminit::stream::StreamId;

use super::law::{Errors, Law};
use super::row::Row;
use super::stats::Stats;

/// The seed of every sample here.
pub const SEED: u64 = 42;
/// How many standard errors apart two samples may be. Among two thousand comparisons of right initializers one fails
/// with a probability of about 0.1 %; and as the seed is fixed, it fails always or never.
pub const STANDARD_ERRORS: f64 = 5.0;
/// A continuous law meets 0 about once in 2^23 elements, as f32 samples lie on a lattice of at least so many points. In
/// samples of 2^19 more than four zeros have a probability of 1e-8.
const STRAY_ZEROS: usize = 4;

/// How far an element may be from the row's, where nothing is random.
const TOLERANCE: f64 = 1e-6;

/// What is wrong with a row: nothing, or one line for each statistic that differs.
pub type Faults = Vec<String>;

/// One system's rows, and how many there are.
#[derive(Debug)]
pub struct System {
    pub data: &'static str,
    /// Names that have no counterpart here yet, and their number of rows.
    pub later: &'static [(&'static str, usize)],
    /// The number of rows of all other names.
    pub compared: usize,
    /// Compares one row; `None` for a name that it does not know.
    pub compare: fn(&Row) -> Option<Faults>,
}

impl System {
    /// Compares every row.
    ///
    /// # Panics
    /// If a row differs, if a name is unknown, or if there are more or fewer rows than declared.
    pub fn run(&self) {
        let mut compared = 0;
        let mut later = vec![0; self.later.len()];
        let mut faults = Faults::new();
        for row in Row::all(self.data) {
            let place = self.later.iter().position(|&(name, _)| name == row.name());
            match ((self.compare)(&row), place) {
                (Some(found), None) => {
                    compared += 1;
                    faults.extend(found);
                }
                (None, Some(place)) => later[place] += 1,
                (None, None) => panic!("{row}: neither compared nor listed for later"),
                (Some(_), Some(_)) => panic!("{row}: compared, but still listed for later"),
            }
        }
        assert!(faults.is_empty(), "{} differences in {compared} rows:\n{}", faults.len(), faults.join("\n"));
        assert_eq!(compared, self.compared, "number of rows compared");
        for (&(name, expected), found) in self.later.iter().zip(later) {
            assert_eq!(found, expected, "number of rows of `{name}`, listed for later");
        }
    }
}

/// Compares a sample of `init`, in the shape and with the axes of the row, to the row.
pub fn drawn(row: &Row, init: &Init, law: Law) -> Faults {
    let values = fill(row, init);
    sample(row, values.as_slice().expect("a new array is contiguous"), law)
}

/// Compares a uniform sample between the row's `low` and `high`.
pub fn between(row: &Row) -> Faults {
    let (low, high) = (row.number("low"), row.number("high"));
    drawn(row, &uniform(low, high), Law::uniform(low, high))
}

/// Compares a normal sample of the row's `mean` and `std`.
pub fn around(row: &Row) -> Faults {
    let (mean, std) = (row.number("mean"), row.number("std"));
    drawn(row, &normal(mean, std), Law::normal(mean, std))
}

/// Compares all elements of `init`, which draws nothing at random, to the row's.
pub fn exact(row: &Row, init: &Init) -> Faults {
    let (ours, theirs) = (fill(row, init), row.exact());
    assert_eq!(ours.len(), theirs.len(), "{row}: number of elements");
    let pairs = ours.iter().copied().map(f64::from).zip(theirs).enumerate();
    let differs = |&(_, (here, there)): &(usize, (f64, f64))| !near(here, there, TOLERANCE);
    pairs
        .filter(differs)
        .map(|(at, (here, there))| format!("{row}: element {at} is {here} here, {there} there"))
        .collect()
}

/// Compares a row of the schemes that JAX and Keras have by the same names; `None` for another name.
pub fn named_scheme(row: &Row) -> Option<Faults> {
    Some(match row.name() {
        "glorot_uniform" => scheme(row, &glorot_uniform(), 1.0, FanAvg, Uniform),
        "glorot_normal" => scheme(row, &glorot_normal(), 1.0, FanAvg, TruncatedNormal),
        "lecun_uniform" => scheme(row, &lecun_uniform(), 1.0, FanIn, Uniform),
        "lecun_normal" => scheme(row, &lecun_normal(), 1.0, FanIn, TruncatedNormal),
        "he_uniform" => scheme(row, &he_uniform(), 2.0, FanIn, Uniform),
        "he_normal" => scheme(row, &he_normal(), 2.0, FanIn, TruncatedNormal),
        _ => return None,
    })
}

/// Compares a sample of `init`, which is a scheme of mean 0 and variance `scale / fan`, to the row.
pub fn scheme(row: &Row, init: &Init, scale: f64, mode: Mode, distribution: Distribution) -> Faults {
    drawn(row, init, Law::of_variance(scale / row.fan(mode), distribution))
}

/// An array in the shape and with the axes of the row, filled by `init`. Every row has a stream of its own.
pub fn fill(row: &Row, init: &Init) -> ArrayD<f32> {
    fill_as(row, init, &row.roles())
}

/// The same with axes that the row does not give.
pub fn fill_as(row: &Row, init: &Init, roles: &[Role]) -> ArrayD<f32> {
    let mut values = ArrayD::<f32>::from_elem(IxDyn(&row.shape()), f32::NAN);
    let stream = StreamId::new(SEED, &row.to_string());
    init.fill(&mut values, roles, stream).unwrap_or_else(|cause| panic!("{row}: `{init}` fails: {cause}"));
    values
}

/// Compares a sample of ours to the row's, and both to the law.
pub fn sample(row: &Row, values: &[f32], law: Law) -> Faults {
    let (theirs, ours) = (row.stats(), Stats::of(values));
    let mut faults = Faults::new();
    if ours.n != theirs.n {
        faults.push(format!("{row}: {} elements here, {} there", ours.n, theirs.n));
    }
    for statistic in &STATISTICS {
        faults.extend(statistic.compare(row, ours, theirs, law));
    }
    for (who, stats) in [("here", ours), ("there", theirs)] {
        faults.extend(extremes(row, who, stats, law));
        faults.extend(zeros(row, who, stats, law));
    }
    faults
}

/// Something that a sample and a law have, and that samples have with an error.
struct Statistic {
    name: &'static str,
    of_sample: fn(Stats) -> f64,
    of_law: fn(Law) -> f64,
    error: fn(Errors) -> f64,
}

const STATISTICS: [Statistic; 3] = [
    Statistic { name: "mean", of_sample: |stats| stats.mean, of_law: |law| law.mean, error: |errors| errors.mean },
    Statistic { name: "std", of_sample: |stats| stats.std, of_law: |law| law.std, error: |errors| errors.std },
    Statistic {
        name: "kurtosis",
        of_sample: |stats| stats.kurtosis,
        of_law: Law::kurtosis,
        error: |errors| errors.kurtosis,
    },
];

impl Statistic {
    fn compare(&self, row: &Row, ours: Stats, theirs: Stats, law: Law) -> Faults {
        let error = |stats: Stats| (self.error)(law.errors(stats.n));
        let (here, there, exact) = ((self.of_sample)(ours), (self.of_sample)(theirs), (self.of_law)(law));
        let pairs = [
            ("here", here, "there", there, error(ours).hypot(error(theirs))),
            ("here", here, "by its law", exact, error(ours)),
            ("there", there, "by its law", exact, error(theirs)),
        ];
        let mut faults = Faults::new();
        for (who, one, whom, other, error) in pairs {
            if !near(one, other, STANDARD_ERRORS * error) {
                let name = self.name;
                faults.push(format!("{row}: {name} {one} {who}, {other} {whom}, standard error {error:.3e}"));
            }
        }
        faults
    }
}

/// The extremes must be within the bounds of the law, rounded to f32, and near them.
fn extremes(row: &Row, who: &str, stats: Stats, law: Law) -> Faults {
    let mut faults = Faults::new();
    if !(stats.min >= rounded(law.low) && stats.max <= rounded(law.high)) {
        let Stats { min, max, .. } = stats;
        faults.push(format!("{row}: {min} to {max} {who}, outside of {} to {}", law.low, law.high));
    }
    if let Some(gap) = law.gap(stats.n) {
        for (name, found, bound) in [("min", stats.min, law.low), ("max", stats.max, law.high)] {
            if !near(found, bound, gap) {
                faults.push(format!("{row}: {name} {found} {who}, not within {gap:.3e} of the bound {bound}"));
            }
        }
    }
    faults
}

/// Whether two numbers differ by no more than `tolerance`. A NaN is near nothing.
pub fn near(one: f64, other: f64, tolerance: f64) -> bool {
    (one - other).abs() <= tolerance
}

/// The nearest f32. Rounding is monotonic, so what is within the bounds is within the rounded bounds once rounded.
#[allow(clippy::cast_possible_truncation, reason = "rounding is what it is for")]
fn rounded(bound: f64) -> f64 {
    f64::from(bound as f32)
}

fn zeros(row: &Row, who: &str, stats: Stats, law: Law) -> Option<String> {
    let Stats { n, zeros, .. } = stats;
    let (right, expected) =
        if law.is_zero() { (zeros == n, n.to_string()) } else { (zeros <= STRAY_ZEROS, format!("<= {STRAY_ZEROS}")) };
    (!right).then(|| format!("{row}: {zeros} of {n} elements are 0 {who}, expected {expected}"))
}
