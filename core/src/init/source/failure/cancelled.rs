//! A run that was cancelled.

use core::fmt;

use crate::printed::Name;

/// Progress of a run until its observer cancelled it.
///
/// ```
/// use std::ops::ControlFlow;
/// use paraminit::FailureKind;
/// use paraminit::observe::{Observer, Totals};
/// use paraminit::prelude::*;
///
/// struct Never;
///
/// impl Observer for Never {
///     fn start(&mut self, _: Totals) -> ControlFlow<()> {
///         ControlFlow::Break(())
///     }
/// }
///
/// let mut layer = Dense::<4, 8>::init(1)?;
/// let error = init! { <Dense<4, 8>> ** => zeros }.observed(&mut Never).apply(&mut layer, 42).unwrap_err();
/// let FailureKind::Cancelled(cancelled) = &error.failures()[0].cause else { unreachable!("{error}") };
/// assert_eq!((cancelled.written.len(), cancelled.untouched.len(), cancelled.new), (0, 2, false));
/// assert_eq!(layer, Dense::init(1)?);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cancelled {
    /// The paths of the parameters that have their new values.
    pub written: Vec<String>,
    /// The path of the parameter that was written in part, from its first element on.
    pub partly: Option<String>,
    /// The paths of the parameters that are as they were.
    pub untouched: Vec<String>,
    /// True if the model was a new one, which the error has dropped.
    pub new: bool,
}

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the observer cancelled the run")?;
        if self.new {
            return f.write_str("; the new model is gone");
        }
        let partly: Vec<String> = self.partly.iter().cloned().collect();
        for (what, paths) in [("written", &self.written), ("written in part", &partly), ("as before", &self.untouched)]
        {
            write!(f, "\n{what}: ")?;
            match &**paths {
                [] => f.write_str("none")?,
                paths => Name(&paths.join(", ")).fmt(f)?,
            }
        }
        Ok(())
    }
}
