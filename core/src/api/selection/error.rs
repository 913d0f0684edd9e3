//! Errors of selections.

use core::fmt;

use thiserror::Error;

use crate::axes::AxesError;
use crate::error::{Failure, RuleSite};
use crate::init::source::failure::FailureKind;
use crate::model::UnknownParam;
use crate::path::{ParamPath, SamePath};
use crate::printed::{Lines, Name};
use crate::rule::Rule;
use crate::survey::{Entry, Held};
use crate::view::LendError;

/// The error of a selection that does not fit a model, or has no parameter of the requested path. It lists all faults.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::selection::SelectErrorKind;
///
/// #[derive(Initialize)]
/// #[init(dims(layers))]
/// struct Net {
///     #[init(len = layers)]
///     blocks: Vec<Dense<4, 4>>,
/// }
///
/// // How long the `Vec` is, only the model knows.
/// let decay = select! { <Net> blocks[7].** => 0.0, ** => 0.1 };
/// let net = Net::init_with(NetDims { layers: 2 }, 42)?;
/// let error = decay.of(&net).unwrap_err();
/// assert!(matches!(error.kinds(), [SelectErrorKind::NoElement { index: 7, len: 2, .. }]), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Error)]
pub struct SelectError {
    pub(super) faults: Vec<SelectErrorKind>,
}

/// Kind of a fault of a selection.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::selection::SelectErrorKind;
///
/// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
/// let error = decay.get(&Dense::init(42)?, "wieght").unwrap_err();
/// let SelectErrorKind::Unknown(unknown) = &error.kinds()[0] else { panic!("{error}") };
/// assert_eq!(unknown.nearest(), Some("weight"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum SelectErrorKind {
    /// An element that a rule names and the container does not have.
    #[error(
        "the rule `{}` ({}) of the selection does not fit `{path}`: {}",
        rule.text(), rule.location(), FailureKind::NoElement { index: *index, len: *len }
    )]
    NoElement {
        /// The path of the container.
        path: String,
        /// The index of the element.
        index: usize,
        /// The length of the container.
        len: usize,
        /// The rule.
        rule: RuleSite,
    },
    /// An entry that a rule names and the map does not have.
    #[error(
        "the rule `{}` ({}) of the selection does not fit `{path}`: {}",
        rule.text(), rule.location(), FailureKind::NoKey { key, nearest: nearest.clone() }
    )]
    NoKey {
        /// The path of the map.
        path: String,
        /// The key.
        key: &'static str,
        /// The most similar key of the map.
        nearest: Option<String>,
        /// The rule.
        rule: RuleSite,
    },
    /// An array whose length differs from that of its parts.
    #[error("`{path}` cannot be cut into its parts: {fault}")]
    NotCut {
        /// The path of the array.
        path: ParamPath,
        /// The mismatch of the lengths.
        fault: AxesError,
    },
    /// A parameter that no rule covers.
    #[error("no rule of the selection covers `{path}`\nhelp: add one for the rest, `** => ..`")]
    NotCovered {
        /// The path of the parameter.
        path: ParamPath,
    },
    /// Two parameters whose paths read the same.
    #[error(transparent)]
    SamePath(Box<SamePath>),
    /// A requested path of a buffer that no rule names.
    #[error(
        "`{path}` is a buffer: nobody trains it, and no rule of the selection names it\n\
         help: a rule that has its name has a value for it, `{} => ..`", Name(&path.spelled())
    )]
    Buffer {
        /// The path of the buffer.
        path: ParamPath,
    },
    /// Values that live elsewhere and could not be lent.
    #[error("the values of `{path}` could not be lent: {error}")]
    Lent {
        /// The path of the parameter.
        path: ParamPath,
        /// The owner's reason.
        error: LendError,
    },
    /// A requested path that no parameter has.
    #[error(transparent)]
    Unknown(UnknownParam),
    /// A parameter that is nested too deeply.
    #[error("a parameter is nested too deeply")]
    TooDeep,
}

impl SelectError {
    /// Returns the faults.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
    /// assert_eq!(decay.get(&Dense::init(42)?, "gain").unwrap_err().kinds().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn kinds(&self) -> &[SelectErrorKind] {
        &self.faults
    }
}

/// Returns the fault of a parameter without a value. A parameter that is nested too deeply has a failure of its own.
pub(super) fn of_entry(entry: Entry<'_, Held<'_>>, failures: &[Failure]) -> Option<SelectErrorKind> {
    let path = entry.info.path;
    match entry.decision.failure(failures) {
        Some(FailureKind::TooDeep) => None,
        Some(FailureKind::Declared { fault }) => Some(SelectErrorKind::NotCut { path, fault: *fault }),
        _ => Some(SelectErrorKind::NotCovered { path }),
    }
}

/// Returns the fault of a selection by the rules of `table` that follows from a survey's failure, if it is one.
pub(super) fn of_failure(table: &[Rule], failure: Failure) -> Option<SelectErrorKind> {
    let Failure { path, rule, cause, .. } = failure;
    let rule = rule.filter(|site| table.iter().any(|rule| site.is(rule)));
    match (cause, rule) {
        (FailureKind::NoElement { index, len }, Some(rule)) => {
            Some(SelectErrorKind::NoElement { path, index, len, rule })
        }
        (FailureKind::NoKey { key, nearest }, Some(rule)) => Some(SelectErrorKind::NoKey { path, key, nearest, rule }),
        (FailureKind::SamePath(same), _) => Some(SelectErrorKind::SamePath(same)),
        (FailureKind::TooDeep, _) => Some(SelectErrorKind::TooDeep),
        _ => None,
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        Lines(faults.join("\n")).fmt(f)
    }
}
