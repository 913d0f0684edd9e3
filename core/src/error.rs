//! What a run reports when it cannot do its work: every parameter at fault, with path, shape, rule and cause.

use core::error::Error;
use core::fmt;
use core::panic::Location;

use crate::init::Cause;
use crate::rule::Rule;

/// Why a run did not happen. It lists all failures, not only the first; the model is as it was before.
///
/// `Debug` prints what `Display` prints: `main` and `unwrap` show the former, and users read it.
pub struct InitError {
    failures: Vec<Failure>,
}

/// One parameter that could not be initialized.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// Where the parameter stands; empty for the model itself, and for a tensor that no parameter takes.
    pub path: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// The rule that governs it.
    pub rule: Option<RuleSite>,
    /// What is wrong.
    pub cause: Cause,
}

/// A rule, and where it is written.
#[derive(Clone, Copy, Debug)]
pub struct RuleSite(&'static Rule);

/// Whether both are the rule at one place: the compiler may keep several copies of a constant.
impl PartialEq for RuleSite {
    fn eq(&self, other: &Self) -> bool {
        self.0.location == other.0.location && self.0.text == other.0.text
    }
}

impl RuleSite {
    pub(crate) fn of(rule: &'static Rule) -> Self {
        Self(rule)
    }

    /// The rule as written: `**.bias => zeros`.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// File, line and column.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.0.location
    }
}

/// The error of an enum that has no variant to build.
#[doc(hidden)]
#[must_use]
pub fn no_variant(of: &'static str) -> InitError {
    InitError::of(&[], Cause::NoVariant { of })
}

impl InitError {
    /// An error of these failures.
    #[must_use]
    pub(crate) fn new(failures: Vec<Failure>) -> Self {
        Self { failures }
    }

    /// An error of a value of this shape, whose path is not known yet.
    #[must_use]
    pub(crate) fn of(shape: &[usize], cause: Cause) -> Self {
        Self::new(vec![Failure { path: String::new(), shape: shape.to_vec(), rule: None, cause }])
    }

    /// The same error, seen from one part further out.
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        for failure in &mut self.failures {
            failure.path =
                if failure.path.is_empty() { segment.to_owned() } else { format!("{segment}.{}", failure.path) };
        }
        self
    }

    /// What went wrong, to own.
    #[must_use]
    pub fn into_failures(self) -> Vec<Failure> {
        self.failures
    }

    /// What went wrong, one entry a parameter, in order of declaration.
    #[must_use]
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

impl fmt::Debug for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        if let Cause::Load(fault) = &self.cause
            && fault.is_left_over()
        {
            if let Some(rule) = &self.rule {
                write!(f, "in the rule `{}` ({}): ", rule.0, rule.location())?;
            }
            return fault.fmt(f);
        }
        if let Cause::Cancelled(cancelled) = &self.cause {
            return cancelled.fmt(f);
        }
        if let Cause::NoVariant { .. } | Cause::SameKey { .. } = self.cause {
            match &*self.path {
                "" => f.write_str("cannot build the model")?,
                path => write!(f, "cannot build `{path}`")?,
            }
        } else if self.path.is_empty() {
            write!(f, "cannot initialize a parameter of shape {:?}", self.shape)?;
        } else {
            write!(f, "cannot initialize `{}` {:?}", self.path, self.shape)?;
        }
        if let Some(rule) = &self.rule {
            write!(f, " by the rule `{}` ({})", rule.0, rule.location())?;
        }
        write!(f, ": {}", self.cause)
    }
}

impl Error for InitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.failures.first().and_then(|failure| failure.cause.source())
    }
}
