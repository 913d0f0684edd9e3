//! Plans: descriptions of a run, to read before it happens, to compare, and to keep in a file.
//!
//! A [`Plan`] comes from [`Rules::plan`](crate::Rules::plan) or, by the attributes alone, from
//! [`ModelExt::plan`](crate::ModelExt::plan). Without a model, it comes from
//! [`Rules::plan_build`](crate::Rules::plan_build) or [`ModelExt::plan_init`](crate::ModelExt::plan_init).
//! [`Plan::diff`] compares the initialization before and after a change. [`assert_plan!`](crate::assert_plan) compares
//! a plan with a file under version control. [`Rules::explain`](crate::Rules::explain) explains a parameter's
//! initializer.

mod diff;
mod entry;
mod explain;
mod fold;
#[cfg(feature = "serde")]
mod json;
mod lock;
pub(crate) mod sheet;
mod table;
mod wrap;

pub use diff::{Change, Difference, PlanDiff, What};
pub use entry::PlanEntry;
pub(crate) use explain::explain;
pub use explain::{Candidate, Explanation, Place, Reason, Verdict};
#[doc(hidden)]
pub use lock::assert_locked;
pub use lock::{LOCK_VARIABLE, LockError};

use crate::error::{Failure, InitError};
use crate::model::{Allocate, Initialize};
use crate::rule::RuleSet;
use crate::survey::{self, Survey};

/// The plan of a run: each parameter of a model, the rule that governs it, and its initializer.
///
/// `Display` prints it as a table.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     blocks: [Dense<8, 8>; 3],
/// }
///
/// let plan = init! { <Net> **.weight => normal(0.0, 0.02), ** => zeros }.plan_build()?;
/// let text = plan.to_string();
/// assert!(text.contains("blocks[0..3].weight  f32 [8, 8]  8 -> 8  normal(0, 0.02)     0  0.02  "), "{text}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    entries: Vec<PlanEntry>,
    failures: Vec<Failure>,
}

/// Plans a run on `model`.
pub(crate) fn plan<M: Initialize>(set: RuleSet<'_>, model: &M) -> Plan {
    survey::read(set, model, false, None).into()
}

/// Plans a run that builds a model of these sizes.
pub(crate) fn plan_build<M: Allocate>(set: RuleSet<'_>, dims: &M::Dims) -> Result<Plan, InitError> {
    Ok(survey::read(set, &M::allocate(dims)?, true, None).into())
}

impl<V> From<Survey<'_, V>> for Plan {
    fn from(Survey { entries, failures }: Survey<'_, V>) -> Self {
        let entries = entries.into_iter().map(|entry| PlanEntry::of(entry, &failures)).collect();
        Self { entries, failures }
    }
}

impl Plan {
    /// The parameters, in order of declaration.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, ** => ones }.plan_build()?;
    /// let gets: Vec<_> = plan.entries().iter().map(|entry| entry.initializer()).collect();
    /// assert_eq!(gets, ["ones", "zeros"]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn entries(&self) -> &[PlanEntry] {
        &self.entries
    }

    /// The failures that a run would have.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, weight => { init::constant(f64::NAN) } }.plan_build()?;
    /// assert_eq!(plan.failures()[0].path, "weight");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// Returns an error if a run would, as far as that is known before it.
    ///
    /// # Errors
    /// The [`InitError`] of the run.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// assert!(init! { <Dense<4, 8>> ** => zeros }.plan_build()?.check().is_ok());
    /// assert!(init! { <Dense<4, 8>> ** => { init::constant(f64::NAN) } }.plan_build()?.check().is_err());
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn check(self) -> Result<(), InitError> {
        if self.failures.is_empty() { Ok(()) } else { Err(InitError::new(self.failures)) }
    }
}
