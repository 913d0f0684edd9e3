//! A run with an observer.

use core::fmt;

use crate::error::InitError;
use crate::model::{Allocate, Initialize, NoDims, Sizes};
use crate::observe::Observer;
use crate::rule::RuleSet;
use crate::run;
use crate::seed::IntoSeed;

/// A run with an observer, made by [`Rules::observed`](crate::Rules::observed).
///
/// ```
/// use paraminit::observe::Report;
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => default };
/// let mut report = Report::new();
/// let layer = rules.observed(&mut report).build(42)?;
/// assert_eq!((layer, report.parameters()), (rules.build(42)?, 2)); // the bits of a run that nobody watches
/// # Ok::<(), InitError>(())
/// ```
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
    /// The errors of `build`; and [`FailureKind::Cancelled`](crate::FailureKind::Cancelled).
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut report = Report::new();
    /// let layer = init! { <Dense<4, 8>> ** => ones }.observed(&mut report).build(42)?;
    /// assert_eq!((layer.weight().sum(), report.bytes()), (32.0, 160));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn build(self, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
        M::Dims: NoDims,
    {
        run::build(self.set, &M::Dims::NONE, seed.into(), Some(self.observer))
    }

    /// Builds a model of these dimensions, as [`Rules::build_with`](crate::Rules::build_with) does.
    ///
    /// # Errors
    /// The errors of `build_with`; and [`FailureKind::Cancelled`](crate::FailureKind::Cancelled).
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut report = Report::new();
    /// let rules = init! { <DynDense> ** => default };
    /// let layer = rules.observed(&mut report).build_with(DynDenseDims { inputs: 4, outputs: 8 }, 42)?;
    /// assert_eq!((layer.weight().dim(), report.bytes()), ((8, 4), 160));
    /// # Ok::<(), InitError>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a struct of sizes is written in the call")]
    pub fn build_with(self, dims: impl Sizes<M::Dims>, seed: impl IntoSeed) -> Result<M, InitError>
    where
        M: Allocate,
    {
        run::build(self.set, dims.sizes(), seed.into(), Some(self.observer))
    }

    /// Initializes an existing model, as [`Rules::apply`](crate::Rules::apply) does.
    ///
    /// # Errors
    /// The errors of `apply`; and [`FailureKind::Cancelled`](crate::FailureKind::Cancelled), which lists the parameters
    /// written by then.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// let mut report = Report::new();
    /// init! { <Dense<4, 8>> bias => ones, weight => keep }.observed(&mut report).apply(&mut layer, 42)?;
    /// assert_eq!((layer.bias().sum(), report.parameters()), (8.0, 1));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn apply(self, model: &mut M, seed: impl IntoSeed) -> Result<(), InitError> {
        run::apply(self.set, model, seed.into(), Some(self.observer))
    }
}

impl<M> fmt::Debug for Observed<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observed")
    }
}
