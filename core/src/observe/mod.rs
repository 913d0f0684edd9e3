//! Watching a run: progress, time, cancellation.
//!
//! [`Rules::observed`](crate::Rules::observed) gives a run that calls an [`Observer`]. The bits are those of a run that
//! nobody watches; a run that nobody watches costs nothing more.

#[cfg(feature = "indicatif")]
mod bar;
mod report;

#[cfg(feature = "indicatif")]
pub use bar::Bar;
pub use report::Report;
pub(crate) use report::rate;

use core::fmt;
use core::ops::ControlFlow;

use crate::error::InitError;
use crate::info::ParamInfo;
use crate::model::{Allocate, Initialize, NoDims, Sizes};
use crate::rules::RuleSet;
use crate::run;
use crate::seed::IntoSeed;
use crate::summary::Statistics;

/// What is told how far a run has come, and may cancel it.
///
/// Nothing is called before everything was checked. Then comes [`start`](Self::start); for each parameter
/// [`parameter`](Self::parameter), [`progress`](Self::progress) of large ones, and [`done`](Self::done); and
/// [`end`](Self::end). Parameters whose values code of the user's or a file gives come first; then the others, in order of
/// declaration. Small ones are filled several at once: `parameter` is called for all of them, and then `done`. Parameters
/// that a rule keeps are left out, and those that do not exist yet.
///
/// Whatever returns `Break` cancels the run, with a [`Cause::Cancelled`](crate::init::Cause::Cancelled).
///
/// ```
/// use std::ops::ControlFlow;
/// use paraminit::observe::{Done, Observer};
/// use paraminit::prelude::*;
///
/// struct Names(Vec<String>);
///
/// impl Observer for Names {
///     fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
///         self.0.push(format!("{} {}", done.info.path(), done.bytes));
///         ControlFlow::Continue(())
///     }
/// }
///
/// let mut names = Names(Vec::new());
/// let layer: Dense<4, 8> = init! { <Dense<4, 8>> ** => default }.observed(&mut names).build(42)?;
/// assert_eq!(names.0, ["weight 128", "bias 32"]);
/// assert_eq!(layer.weight(), Dense::<4, 8>::init(42)?.weight());
/// # Ok::<(), InitError>(())
/// ```
pub trait Observer {
    /// The run begins.
    fn start(&mut self, totals: Totals) -> ControlFlow<()> {
        let _ = totals;
        ControlFlow::Continue(())
    }

    /// A parameter is about to be filled.
    fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
        let _ = info;
        ControlFlow::Continue(())
    }

    /// So many bytes of a large parameter are written, but not all.
    fn progress(&mut self, info: &ParamInfo, bytes: u64) -> ControlFlow<()> {
        let _ = (info, bytes);
        ControlFlow::Continue(())
    }

    /// The values of a parameter are there.
    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        let _ = done;
        ControlFlow::Continue(())
    }

    /// Everything is written.
    fn end(&mut self) {}

    /// Whether `done` is to have statistics, which take a pass over the values.
    fn wants_statistics(&self) -> bool {
        false
    }
}

/// How much a run will write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Number of parameters.
    pub parameters: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// A parameter that was filled.
#[derive(Debug)]
#[non_exhaustive]
pub struct Done<'a> {
    /// The parameter.
    pub info: &'a ParamInfo,
    /// Its bytes.
    pub bytes: u64,
    /// What its values are, if the [observer wants it](Observer::wants_statistics).
    pub statistics: Option<Statistics>,
}

/// How far a run came that its observer cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cancelled {
    /// The paths of the parameters that have their new values.
    pub written: Vec<String>,
    /// The path of the parameter that was written in part: from its first element on.
    pub partly: Option<String>,
    /// The paths of the parameters that are as they were.
    pub untouched: Vec<String>,
    /// Whether the model was a new one, which is gone with the error.
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
                paths => write!(f, "{}", paths.join(", "))?,
            }
        }
        Ok(())
    }
}

/// A run that an observer watches: what [`Rules::observed`](crate::Rules::observed) gives.
pub struct Observed<'a, M> {
    set: RuleSet<'a>,
    observer: &'a mut dyn Observer,
    model: core::marker::PhantomData<fn(&M)>,
}

impl<'a, M: Initialize> Observed<'a, M> {
    pub(crate) fn new(set: RuleSet<'a>, observer: &'a mut dyn Observer) -> Self {
        Self { set, observer, model: core::marker::PhantomData }
    }

    /// Builds a model and initializes every parameter, as [`Rules::build`](crate::Rules::build) does.
    ///
    /// # Errors
    /// Those of `build`; and [`Cause::Cancelled`](crate::init::Cause::Cancelled).
    pub fn build(self, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
        M::Dims: NoDims,
    {
        run::build_observed(self.set, &M::Dims::NONE, seed.into(), self.observer)
    }

    /// Builds a model of these dimensions, as [`Rules::build_with`](crate::Rules::build_with) does.
    ///
    /// # Errors
    /// Those of `build_with`; and [`Cause::Cancelled`](crate::init::Cause::Cancelled).
    #[expect(clippy::needless_pass_by_value, reason = "a struct of sizes is written in the call")]
    pub fn build_with(self, dims: impl Sizes<M::Dims>, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
    {
        run::build_observed(self.set, dims.sizes(), seed.into(), self.observer)
    }

    /// Initializes an existing model, as [`Rules::apply`](crate::Rules::apply) does.
    ///
    /// # Errors
    /// Those of `apply`; and [`Cause::Cancelled`](crate::init::Cause::Cancelled), which says what was written by then.
    pub fn apply(self, model: &mut M, seed: impl IntoSeed) -> Result<(), InitError> {
        run::apply_observed(self.set, model, seed.into(), self.observer)
    }
}

impl<M> fmt::Debug for Observed<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observed")
    }
}

/// Both of them; either cancels.
impl<A: Observer, B: Observer> Observer for (A, B) {
    fn start(&mut self, totals: Totals) -> ControlFlow<()> {
        both(self.0.start(totals), self.1.start(totals))
    }

    fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
        both(self.0.parameter(info), self.1.parameter(info))
    }

    fn progress(&mut self, info: &ParamInfo, bytes: u64) -> ControlFlow<()> {
        both(self.0.progress(info, bytes), self.1.progress(info, bytes))
    }

    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        both(self.0.done(done), self.1.done(done))
    }

    fn end(&mut self) {
        self.0.end();
        self.1.end();
    }

    fn wants_statistics(&self) -> bool {
        self.0.wants_statistics() || self.1.wants_statistics()
    }
}

fn both(one: ControlFlow<()>, other: ControlFlow<()>) -> ControlFlow<()> {
    if one.is_break() { one } else { other }
}
