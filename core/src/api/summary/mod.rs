//! Summaries: statistics of a model's values, compared with the expectations of its initializers.
//!
//! [`ModelExt::summary`](crate::ModelExt::summary) measures. [`Rules::summary`](crate::Rules::summary) also compares
//! with the expectations of a plan.

mod anomaly;
mod entry;
mod table;

pub use crate::statistics::{BARS, Statistics};
pub use anomaly::{Anomaly, Deviation};
pub use entry::SummaryEntry;

use core::time::Duration;

use crate::model::{Initialize, list};
use crate::observe::Report;
use crate::plan::PlanEntry;
use crate::rule::RuleSet;
use crate::survey::{self, Entry, Held, Survey};

/// A line for each parameter: its values and, if rules were given, the expected values.
///
/// `Display` prints a table that fits 100 columns, and below it the values that differ from the expectation by more
/// than five standard errors. [`print`](Self::print) does the same, in color if the terminal has any.
///
/// ```
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<64, 64>> weight => normal(0.0, 0.02), bias => zeros };
/// let mut layer = rules.build(42)?;
/// assert_eq!(rules.summary(&layer).anomalies().count(), 0);
///
/// *layer.weight_mut() += 1.0;
/// let text = rules.summary(&layer).to_string();
/// assert!(text.contains("! weight: its mean is 1, expected was 0"), "{text}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Summary {
    entries: Vec<SummaryEntry>,
    /// True if rules were given.
    planned: bool,
    timed: Option<(Duration, u64)>,
}

impl Summary {
    /// Measures a model.
    pub(crate) fn measured<M: Initialize>(model: &M) -> Self {
        let entries = list(model).into_iter().map(|(path, values)| SummaryEntry::of(path, &values, None)).collect();
        Self { entries, planned: false, timed: None }
    }

    /// Measures a model, and compares it with the expectations of the rules.
    pub(crate) fn planned<M: Initialize>(set: RuleSet<'_>, model: &M) -> Self {
        let Survey { entries, failures } = survey::read(set, model, false, None);
        let entry = |mut entry: Entry<'_, Held<'_>>| {
            let Held::Values(values) = core::mem::take(&mut entry.values) else { return None };
            let planned = PlanEntry::of(entry, &failures);
            Some(SummaryEntry::of(planned.info.path.clone(), &values, Some(planned)))
        };
        Self { entries: entries.into_iter().filter_map(entry).collect(), planned: true, timed: None }
    }

    /// Adds the time that a run took, and its rate.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<64, 64>> weight => normal(0.0, 0.02), bias => zeros };
    /// let mut report = Report::new();
    /// let layer = rules.observed(&mut report).build(42)?;
    /// let text = rules.summary(&layer).timed(&report).to_string();
    /// assert!(text.contains("GB/s"), "{text}");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn timed(mut self, report: &Report) -> Self {
        self.timed = Some((report.elapsed(), report.bytes()));
        self
    }

    /// The parameters, in order of declaration.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// let paths: Vec<_> = summary.entries().iter().map(|entry| entry.path().to_string()).collect();
    /// assert_eq!(paths, ["weight", "bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn entries(&self) -> &[SummaryEntry] {
        &self.entries
    }

    /// Returns the anomalies of all parameters.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => zeros };
    /// let mut layer = rules.build(42)?;
    /// layer.bias_mut()[3] = f32::NAN;
    /// for (entry, anomaly) in rules.summary(&layer).anomalies() {
    ///     assert_eq!(format!("{}: {anomaly}", entry.path()), "bias: 1 value is not finite");
    /// }
    /// assert_eq!(rules.summary(&layer).anomalies().count(), 1);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn anomalies(&self) -> impl Iterator<Item = (&SummaryEntry, Anomaly)> {
        self.entries.iter().flat_map(|entry| entry.anomalies().into_iter().map(move |anomaly| (entry, anomaly)))
    }
}
