//! Summaries: statistics of the values of a model, beside what its initializers promise.
//!
//! [`ModelExt::summary`](crate::ModelExt::summary) measures; [`Rules::summary`](crate::Rules::summary) also compares
//! with what a plan expects.

mod anomaly;
mod table;

pub use crate::statistics::{BARS, Statistics};
pub use anomaly::{Anomaly, Deviation};

use core::time::Duration;

use crate::dtype::DType;
use crate::model::{Initialize, list};
use crate::observe::Report;
use crate::path::ParamPath;
use crate::plan::PlanEntry;
use crate::rule::RuleSet;
use crate::survey::{self, Entry, Held, Survey};

/// A line a parameter: what its values are and, where rules were given, what they should be.
///
/// `Display` prints a table that fits 100 columns, and below it what strays from the expectation by more than five
/// standard errors. [`print`](Self::print) does the same in color, where the terminal has any.
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
    /// `true` if rules were given.
    planned: bool,
    timed: Option<(Duration, u64)>,
}

/// Parameter of a summary.
///
/// ```
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => ones };
/// let summary = rules.summary(&rules.build(42)?);
/// let weight = &summary.entries()[0];
/// assert_eq!((weight.shape(), weight.statistics().mean), (&[8, 4][..], 1.0));
/// assert!(weight.anomalies().is_empty());
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SummaryEntry {
    path: ParamPath,
    shape: Vec<usize>,
    element: DType,
    statistics: Statistics,
    planned: Option<PlanEntry>,
}

impl SummaryEntry {
    /// Returns the path of the parameter.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = <(Dense<4, 8>, Relu)>::init(42)?.summary();
    /// assert_eq!(summary.entries()[0].path().to_string(), "0.weight");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &ParamPath {
        &self.path
    }

    /// Length of each axis.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// assert_eq!(summary.entries()[0].shape(), [8, 4]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The scalar type.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8, f64>::init(42)?.summary();
    /// assert_eq!(summary.entries()[0].dtype(), DType::F64);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.element
    }

    /// Returns the statistics of its values.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// assert!(summary.entries()[0].statistics().max <= 0.5); // 1 / sqrt(4)
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Returns the entry of the plan, if there is one.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => ones };
    /// let layer = rules.build(42)?;
    /// let summary = rules.summary(&layer);
    /// assert_eq!(summary.entries()[0].planned().map(|entry| entry.initializer()), Some("ones"));
    /// assert!(layer.summary().entries()[0].planned().is_none()); // measured alone
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn planned(&self) -> Option<&PlanEntry> {
        self.planned.as_ref()
    }
}

impl Summary {
    /// Measures a model.
    pub(crate) fn measured<M: Initialize>(model: &M) -> Self {
        let entry = |(path, values): (ParamPath, crate::view::View<'_>)| SummaryEntry {
            path,
            shape: values.shape().to_vec(),
            element: values.dtype(),
            statistics: Statistics::of(&values),
            planned: None,
        };
        let entries = list(model).into_iter().map(entry).collect();
        Self { entries, planned: false, timed: None }
    }

    /// Values of every parameter beside what the rules promise.
    pub(crate) fn planned<M: Initialize>(set: RuleSet<'_>, model: &M) -> Self {
        let Survey { entries, failures } = survey::read(set, model, false, None);
        let entry = |mut entry: Entry<'_, Held<'_>>| {
            let Held::Values(values) = core::mem::take(&mut entry.values) else { return None };
            let statistics = Statistics::of(&values);
            let planned = PlanEntry::of(entry, &failures);
            let (path, shape) = (planned.info.path.clone(), planned.info.shape.to_vec());
            Some(SummaryEntry { path, shape, element: planned.info.element, statistics, planned: Some(planned) })
        };
        Self { entries: entries.into_iter().filter_map(entry).collect(), planned: true, timed: None }
    }

    /// With the time that a run took, and its rate.
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

    /// Returns what is not as the initializers promise.
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
