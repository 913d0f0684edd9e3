//! What can be wrong with a model or with rules that are known at run time only.

use core::fmt;

use thiserror::Error;

use crate::error::InitError;
use crate::printed::Name;
use crate::rule::RulePlace;

/// The error for parameters that make no model.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::dynamic::{DynamicModel, DynamicParameter, ModelError};
///
/// let parameter = |path: &str| DynamicParameter::new(path, Array1::<f32>::zeros(3));
/// let error = DynamicModel::new([parameter("a"), parameter("a")]).unwrap_err();
/// assert_eq!(error, ModelError::SamePath { path: "a".into() });
/// ```
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// Two parameters have one path.
    #[error("two parameters have the path `{}`", Name(path))]
    SamePath {
        /// The path.
        path: String,
    },
    /// A parameter lies inside of another one.
    #[error("the parameter `{}` lies inside of another parameter, or has others inside of it", Name(path))]
    Inside {
        /// The path.
        path: String,
    },
    /// A path is empty, or has two dots beside each other or one at an end.
    #[error("the path `{}` has an empty name\nhelp: names stand between dots, `block.weight`", Name(path))]
    EmptyName {
        /// The path.
        path: String,
    },
    /// A path has more names than a walk can follow.
    #[error("the parameter `{}` is nested too deeply", Name(path))]
    TooDeep {
        /// The path.
        path: String,
    },
}

/// One thing that is wrong with rules, and its place.
///
/// ```
/// use paraminit::dynamic::DynamicRules;
/// use paraminit::prelude::*;
///
/// let rules = DynamicRules::parse("bias => zeros\nwieght => ones")?;
/// let error = rules.check(&Dense::<4, 8>::init(1)?).unwrap_err();
/// let fault = &error.faults()[0];
/// assert_eq!((fault.line(), fault.column()), (2, 1));
/// assert!(fault.message().starts_with("no parameter of `Dense` matches `wieght`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    pub(super) place: Option<RulePlace>,
    pub(super) message: String,
}

impl RuleFault {
    /// What is wrong, and help.
    ///
    /// ```
    /// # use paraminit::dynamic::DynamicRules;
    /// let error = DynamicRules::parse("** => zeroes").unwrap_err();
    /// assert!(error.faults()[0].message().contains("`zeros`"));
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line of the place in the text or in the source file, from 1; 0 if it is about the rules as a whole.
    ///
    /// ```
    /// # use paraminit::dynamic::DynamicRules;
    /// assert_eq!(DynamicRules::parse("** => zeroes").unwrap_err().faults()[0].line(), 1);
    /// ```
    #[must_use]
    pub fn line(&self) -> u32 {
        self.place.as_ref().map_or(0, RulePlace::line)
    }

    /// The column of the place, from 1; 0 if it is about the rules as a whole.
    ///
    /// ```
    /// # use paraminit::dynamic::DynamicRules;
    /// assert_eq!(DynamicRules::parse("** => zeroes").unwrap_err().faults()[0].column(), 7);
    /// ```
    #[must_use]
    pub fn column(&self) -> u32 {
        self.place.as_ref().map_or(0, RulePlace::column)
    }
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Everything that is wrong with rules.
///
/// ```
/// use paraminit::dynamic::DynamicRules;
///
/// let error = DynamicRules::parse("a => zeroes\nb => 3").unwrap_err();
/// assert_eq!(error.faults().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError {
    pub(super) faults: Vec<RuleFault>,
}

impl RulesError {
    /// The faults, in order of the rules.
    ///
    /// ```
    /// # use paraminit::dynamic::DynamicRules;
    /// assert_eq!(DynamicRules::parse("** => zeroes").unwrap_err().faults().len(), 1);
    /// ```
    #[must_use]
    pub fn faults(&self) -> &[RuleFault] {
        &self.faults
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.faults.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { "\n" })?;
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl core::error::Error for RulesError {}

/// The error of a run by rules that are known at run time only.
///
/// ```
/// use paraminit::dynamic::{DynamicError, DynamicRules};
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8>::init(1)?;
/// let error = DynamicRules::parse("wieght => zeros")?.apply(&mut layer, 42).unwrap_err();
/// assert!(matches!(error, DynamicError::Rules(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum DynamicError {
    /// The rules do not fit the model. Nothing was decided, and nothing was written.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The rules fit, and the run failed.
    #[error(transparent)]
    Run(#[from] InitError),
}
