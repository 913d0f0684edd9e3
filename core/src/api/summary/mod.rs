//! Summaries: statistics of a model's values, compared with the expectations of its initializers.
//!
//! [`ModelExt::summary`](crate::ModelExt::summary) measures. [`Rules::summary`](crate::Rules::summary) also compares
//! with the expectations of a plan.

mod anomaly;
mod entry;
mod table;
#[cfg(test)]
mod tests;

pub use crate::statistics::{BARS, Statistics};
pub use anomaly::{Anomaly, Deviation};
pub use entry::SummaryEntry;

use core::time::Duration;

use crate::model::{Initialize, Item, each, list_pending};
use crate::observe::Report;
use crate::path::ParamPath;
use crate::plan::PlanEntry;
use crate::rule::RuleSet;
use crate::survey::{self, Held, Survey};
use crate::view::{LendError, Values};

/// A line a parameter: what its values are and, where rules were given, what they should be. Parameters of lazy layers that do
/// not exist yet are counted below.
///
/// `Display` prints a table that fits 100 columns, and below it what strays from the expectation farther than
/// chance and rounding explain. [`print`](Self::print) does the same in color, where the terminal has any.
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
    /// Number of parameters that do not exist yet.
    pending: usize,
    /// `true` if rules were given.
    planned: bool,
    timed: Option<(Duration, u64)>,
    /// The parameters whose values live elsewhere and could not be lent, and why.
    unread: Vec<(ParamPath, LendError)>,
}

impl Summary {
    /// Measures a model.
    pub(crate) fn measured<M: Initialize>(model: &M) -> Self {
        let mut all = Self { pending: list_pending(model).len(), ..Self::EMPTY };
        each(model, &mut |place, item| {
            if let Item::Values(values) = item {
                let path = ParamPath::new(place.segments());
                all.measure(path, &values, place.is_buffer(), None);
            }
        });
        all
    }

    /// Measures a model, and compares it with the expectations of the rules.
    pub(crate) fn planned<M: Initialize>(set: RuleSet<'_>, model: &M) -> Self {
        let Survey { entries, failures } = survey::read(set, model, false, None);
        let mut all = Self { pending: list_pending(model).len(), planned: true, ..Self::EMPTY };
        for mut entry in entries {
            let Held::Values(values) = core::mem::take(&mut entry.values) else { continue };
            let planned = PlanEntry::of(entry, &failures);
            let (path, buffer) = (planned.info.path.clone(), planned.info.buffer);
            all.measure(path, &values, buffer, Some(planned));
        }
        all
    }

    const EMPTY: Self = Self { entries: Vec::new(), pending: 0, planned: false, timed: None, unread: Vec::new() };

    fn measure(&mut self, path: ParamPath, values: &Values<'_>, buffer: bool, planned: Option<PlanEntry>) {
        match values.read(|view| Statistics::of(&view)) {
            Ok(statistics) => {
                let (shape, element) = (values.shape().to_vec(), values.dtype());
                self.entries.push(SummaryEntry { path, shape, element, statistics, planned, buffer });
            }
            Err(error) => self.unread.push((path, error)),
        }
    }

    /// The parameters whose values [live elsewhere](crate::view::Lend) and could not be read, each with the reason. They
    /// have no entry.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// assert!(Dense::<4, 8>::init(42)?.summary().unread().is_empty());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn unread(&self) -> &[(ParamPath, LendError)] {
        &self.unread
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
