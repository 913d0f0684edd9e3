//! One parameter of a summary.

use crate::dtype::DType;
use crate::path::ParamPath;
use crate::plan::PlanEntry;
use crate::statistics::Statistics;

/// A parameter of a summary.
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
    pub(super) path: ParamPath,
    pub(super) shape: Vec<usize>,
    pub(super) element: DType,
    pub(super) statistics: Statistics,
    pub(super) planned: Option<PlanEntry>,
    pub(super) buffer: bool,
}

impl SummaryEntry {
    /// Returns `true` for a `buffer`: values that the model keeps and nobody trains.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let summary = Dense::<4, 8>::init(42)?.summary();
    /// assert!(!summary.entries()[0].is_buffer());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_buffer(&self) -> bool {
        self.buffer
    }

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

    /// Returns the statistics of the parameter's values.
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

    /// Returns the entry of the plan, if any.
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
