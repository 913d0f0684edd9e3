//! What a run would do, to read before it happens; to compare; to keep in a file.
//!
//! A [`Plan`] comes from [`Rules::plan`](crate::Rules::plan) and, for the attributes alone, from
//! [`ModelExt::plan`](crate::ModelExt::plan); without a model, from [`Rules::plan_build`](crate::Rules::plan_build)
//! and [`ModelExt::plan_init`](crate::ModelExt::plan_init). [`Plan::diff`] says what a change initializes
//! differently, [`assert_plan!`](crate::assert_plan) holds a plan to a file that is under version control, and
//! [`Rules::explain`](crate::Rules::explain) says why a parameter gets what it gets.

mod diff;
mod explain;
mod fold;
#[cfg(feature = "serde")]
mod json;
mod lock;
pub(crate) mod sheet;
mod table;
mod wrap;

pub use diff::{Change, Difference, PlanDiff, What};
pub(crate) use explain::explain;
pub use explain::{Candidate, Explanation, Place, Reason, Verdict};
#[doc(hidden)]
pub use lock::assert_locked;
pub use lock::{LOCK_VARIABLE, LockError};

use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::init::Expected;

/// Every parameter of a model, with the rule that governs it and what that rule makes of it.
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
#[derive(Debug)]
pub struct Plan {
    entries: Vec<PlanEntry>,
    failures: Vec<Failure>,
}

/// One parameter of a plan.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<4, 8>> bias => zeros, ** => normal(0.0, 0.02) }.plan_build()?;
/// let weight = &plan.entries()[0];
/// assert_eq!((weight.info().shape(), weight.initializer()), (&[8, 4][..], "normal(0, 0.02)"));
/// assert_eq!(weight.moments(), Some((0.0, 0.02)));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PlanEntry {
    pub(crate) info: ParamInfo,
    pub(crate) number: u64,
    pub(crate) initializer: String,
    pub(crate) preset: Option<String>,
    pub(crate) expected: Option<Expected>,
    pub(crate) rule: Option<RuleSite>,
}

impl PlanEntry {
    /// The parameter: path, shape, element type, fans, kind, part.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// let weight = plan.entries()[0].info();
    /// assert_eq!((weight.path().to_string(), weight.shape()), ("weight".into(), &[8, 4][..]));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn info(&self) -> &ParamInfo {
        &self.info
    }

    /// The initializer as it would be written in a rule, `keep`, or what is wrong.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, ** => xavier_normal(gain = Relu) }.plan_build()?;
    /// assert_eq!(plan.entries()[0].initializer(), "xavier_normal(gain = Relu)");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn initializer(&self) -> &str {
        &self.initializer
    }

    /// What a preset gives this parameter: the initializer of that row of its table.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> ** => keras }.plan_build()?;
    /// let gets: Vec<_> = plan.entries().iter().map(|entry| entry.preset_gives()).collect();
    /// assert_eq!(gets, [Some("glorot_uniform"), Some("zeros")]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn preset_gives(&self) -> Option<&str> {
        self.preset.as_deref()
    }

    /// The initializer, and what a preset gives: `keras: glorot_uniform`.
    pub(crate) fn gets(&self) -> String {
        match &self.preset {
            Some(row) => format!("{}: {row}", self.initializer),
            None => self.initializer.clone(),
        }
    }

    /// The mean and standard deviation that the initializer promises, where they are known in closed form.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> weight => uniform(0.0, 12.0), bias => zeros }.plan_build()?;
    /// let (mean, std) = plan.entries()[0].moments().expect("a uniform distribution");
    /// assert!(mean == 6.0 && (std - 12.0_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.expected.map(|expected| (expected.mean, expected.std))
    }

    /// The same, and how far measured values may stray from it.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, weight => orthogonal }.plan_build()?;
    /// let expected = plan.entries()[0].expected().expect("an orthogonal matrix");
    /// assert!(expected.mean_error.is_some() && expected.std_error.is_none()); // its elements are not independent
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn expected(&self) -> Option<Expected> {
        self.expected
    }

    /// The rule that governs the parameter.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, ** => ones }.plan_build()?;
    /// let rule = plan.entries()[0].rule().expect("a rule of the set");
    /// assert_eq!(rule.text(), "** => ones");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn rule(&self) -> Option<RuleSite> {
        self.rule
    }

    /// The stream number: the hash of the path.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Renamed {
    ///     #[init(key = "weight", shape = [8, 4], normal(0.0, 1.0))]
    ///     kernel: ndarray::Array2<f32>,
    /// }
    ///
    /// let (old, new) = (Dense::<4, 8>::plan_init()?, Renamed::plan_init()?);
    /// assert_eq!(old.entries()[0].stream_number(), new.entries()[0].stream_number()); // the same random bits
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn stream_number(&self) -> u64 {
        self.number
    }
}

impl Plan {
    pub(crate) fn new(entries: Vec<PlanEntry>, failures: Vec<Failure>) -> Self {
        Self { entries, failures }
    }

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

    /// What is wrong: a run would fail with this.
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

    pub(crate) fn into_entries(self) -> Vec<PlanEntry> {
        self.entries
    }

    /// Whether a run would succeed, as far as can be known before it runs.
    ///
    /// # Errors
    /// The [`InitError`] that the run would give.
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
