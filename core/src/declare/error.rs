//! The error of a run: every parameter at fault, with path, shape, rule and cause.

use core::error::Error;
use core::fmt;

pub use crate::declare::rule_place::RulePlace;
use crate::info::ParamInfo;
use crate::init::source::failure::FailureKind;
use crate::printed::{Lines, Name};
use crate::rule::Rule;

/// The reason why a run did not happen. It lists all failures, not only the first. The model is as it was before.
///
/// ```
/// use paraminit::prelude::*;
///
/// // What stands in braces is known at run time only: a standard deviation that is negative, here.
/// let std = -1.0;
/// let rules = init! { <Dense<4, 8>> weight => { init::normal(0.0, std) }, bias => { init::constant(f64::NAN) } };
/// let mut layer = Dense::init(42)?;
/// let before = layer.weight().clone();
///
/// let error = rules.apply(&mut layer, 43).unwrap_err();
/// assert_eq!(error.failures().len(), 2);
/// assert_eq!(layer.weight(), before);
/// # Ok::<(), InitError>(())
/// ```
///
/// A `main` that returns the error prints the message, as `{}` and `{:?}` do; `{:#?}` prints the failures as data.
#[derive(Clone)]
pub struct InitError {
    failures: Vec<Failure>,
}

/// One parameter that could not be initialized.
///
/// ```
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> weight => { init::normal(0.0, -1.0) }, bias => zeros };
/// let error = rules.build(42).unwrap_err();
/// let failure = &error.failures()[0];
/// assert_eq!((&*failure.path, &*failure.shape), ("weight", &[8, 4][..]));
/// assert!(matches!(failure.cause, paraminit::FailureKind::Initializer(_)));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// Path of the parameter; empty for the model itself, for a tensor that no parameter takes, and for a file that cannot be
    /// opened.
    pub path: String,
    /// The shape of the parameter.
    pub shape: Vec<usize>,
    /// The rule that governs the parameter.
    pub rule: Option<RuleSite>,
    /// The reason why the parameter could not be initialized.
    pub cause: FailureKind,
}

impl Failure {
    /// The failure of the parameter with this description.
    pub(crate) fn of(info: &ParamInfo, rule: Option<RuleSite>, cause: FailureKind) -> Self {
        Self { path: info.path().to_string(), shape: info.shape().to_vec(), rule, cause }
    }
}

/// A rule and the place where it is written.
///
/// ```
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> bias => { init::normal(0.0, -1.0) }, ** => zeros };
/// let line = line!() - 1;
/// let failures = rules.build(42).unwrap_err().into_failures();
/// let site = failures[0].rule.expect("a rule governs it");
/// assert_eq!(site.text(), "bias => { init::normal(0.0, -1.0) }");
/// assert_eq!(site.location().line(), line);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RuleSite(&'static Rule);

/// Compares the places, since the compiler may keep several copies of a constant.
impl PartialEq for RuleSite {
    fn eq(&self, other: &Self) -> bool {
        self.0.location == other.0.location && self.0.text == other.0.text
    }
}

impl RuleSite {
    pub(crate) fn of(rule: &'static Rule) -> Self {
        Self(rule)
    }

    /// True if this is the site of `rule`.
    pub(crate) fn is(self, rule: &Rule) -> bool {
        core::ptr::eq(self.0, rule)
    }

    /// The rule as written: `**.bias => zeros`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // An editor that shows which rule each parameter gets.
    /// let rules = init! { <Dense<4, 8>> **.bias => zeros, ** => orthogonal };
    /// let plan = rules.plan_build()?;
    /// let site = plan.entries()[1].rule().expect("a rule governs it");
    /// assert_eq!(site.text(), "**.bias => zeros");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// The place of the rule: file, line and column.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>>
    ///     weight => orthogonal,
    ///     bias => zeros,
    /// };
    /// let plan = rules.plan_build()?;
    /// let lines: Vec<_> = plan.entries().iter().filter_map(|entry| Some(entry.rule()?.location().line())).collect();
    /// assert_eq!(lines[1], lines[0] + 1);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn location(&self) -> RulePlace {
        self.0.location
    }
}

/// The error for an enum that has no variant to build.
#[doc(hidden)]
#[must_use]
pub fn no_variant(of: &'static str) -> InitError {
    InitError::of(&[], FailureKind::NoVariant { of })
}

impl InitError {
    /// Makes an error from these failures.
    #[must_use]
    pub(crate) fn new(failures: Vec<Failure>) -> Self {
        Self { failures }
    }

    /// Makes an error about a value of this shape, whose path is not known yet.
    #[must_use]
    pub(crate) fn of(shape: &[usize], cause: impl Into<FailureKind>) -> Self {
        Self::new(vec![Failure { path: String::new(), shape: shape.to_vec(), rule: None, cause: cause.into() }])
    }

    /// Returns the same error with `segment` in front of each path, as seen from the surrounding model.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // An encoder that a loader builds by itself, in words of the whole model.
    /// let rules = init! { <Dense<4, 8>> weight => { init::normal(0.0, -1.0) }, bias => zeros };
    /// let error = rules.build(Seed::new(42).at("encoder")).unwrap_err().below("encoder");
    /// assert_eq!(error.failures()[0].path, "encoder.weight");
    /// ```
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        for failure in &mut self.failures {
            failure.path =
                if failure.path.is_empty() { segment.to_owned() } else { format!("{segment}.{}", failure.path) };
        }
        self
    }

    /// The failures, by value.
    ///
    /// ```
    /// use paraminit::FailureKind;
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> weight => { init::normal(0.0, -1.0) }, bias => zeros };
    /// let causes: Vec<FailureKind> = rules.build(42).unwrap_err().into_failures().into_iter().map(|f| f.cause).collect();
    /// assert_eq!(causes.len(), 1);
    /// ```
    #[must_use]
    pub fn into_failures(self) -> Vec<Failure> {
        self.failures
    }

    /// The failures, one for each parameter, in order of declaration.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => { init::normal(0.0, -1.0) } };
    /// let error = rules.build(42).unwrap_err();
    /// let paths: Vec<_> = error.failures().iter().map(|failure| &*failure.path).collect();
    /// assert_eq!(paths, ["weight", "bias"]);
    /// ```
    #[must_use]
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

/// The message, which a `main` that returns the error prints; `{:#?}` has the failures as data.
impl fmt::Debug for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.debug_struct("InitError").field("failures", &self.failures).finish();
        }
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, failure) in self.failures.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            failure.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let FailureKind::Load(fault) = &self.cause
            && fault.is_of_no_parameter()
            && self.path.is_empty()
        {
            if let Some(rule) = &self.rule {
                write!(f, "in the rule `{}` ({}): ", rule.0, rule.location())?;
            }
            return fault.fmt(f);
        }
        if let FailureKind::Cancelled(cancelled) = &self.cause {
            return cancelled.fmt(f);
        }
        if let FailureKind::NoVariant { .. } | FailureKind::SameKey { .. } = self.cause {
            match &*self.path {
                "" => f.write_str("cannot build the model")?,
                path => write!(f, "cannot build `{}`", Name(path))?,
            }
        } else if self.path.is_empty() {
            write!(f, "cannot initialize a parameter of shape {:?}", self.shape)?;
        } else {
            write!(f, "cannot initialize `{}` {:?}", Name(&self.path), self.shape)?;
        }
        if let Some(rule) = &self.rule {
            write!(f, " by the rule `{}` ({})", rule.0, rule.location())?;
        }
        write!(f, ": {}", Lines(&self.cause))
    }
}

impl Error for InitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.failures.first().and_then(|failure| failure.cause.source())
    }
}
