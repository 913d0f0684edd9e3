//! Observers of a run, and the data that they get.

use core::ops::ControlFlow;

use crate::info::ParamInfo;
use crate::statistics::Statistics;

/// An observer of a run. It learns how far the run has come, and may cancel it.
///
/// Nothing is called before everything was checked. Then comes [`start`](Self::start). Then come, for each parameter,
/// [`parameter`](Self::parameter), [`progress`](Self::progress) of large ones, and [`done`](Self::done). The last call
/// is [`end`](Self::end). Parameters with values from the user's code or a file come first; then the others, in order
/// of declaration. Several small ones are filled at once: `parameter` is called for all of them, and then `done`.
/// Parameters that a rule keeps, and those that do not exist yet, are left out.
///
/// A method that returns `Break` cancels the run, with a [`FailureKind::Cancelled`](crate::FailureKind::Cancelled). One that
/// panics ends it there, too: the panic passes through, and `apply` leaves the model as a cancelled one would, without a list
/// of what was written.
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
    /// Called when the run begins to write.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use paraminit::observe::{Observer, Totals};
    /// use paraminit::prelude::*;
    ///
    /// /// Refuses models that are too large for this machine.
    /// struct Budget(u64);
    ///
    /// impl Observer for Budget {
    ///     fn start(&mut self, totals: Totals) -> ControlFlow<()> {
    ///         if totals.bytes > self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    ///     }
    /// }
    ///
    /// let rules = init! { <Dense<4, 8>> ** => default };
    /// assert!(rules.observed(&mut Budget(100)).build(42).is_err()); // 160 bytes
    /// assert!(rules.observed(&mut Budget(1000)).build(42).is_ok());
    /// ```
    fn start(&mut self, totals: Totals) -> ControlFlow<()> {
        let _ = totals;
        ControlFlow::Continue(())
    }

    /// Called when a parameter is about to be filled.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use paraminit::observe::Observer;
    /// use paraminit::prelude::*;
    ///
    /// struct Count(usize);
    ///
    /// impl Observer for Count {
    ///     fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
    ///         self.0 += info.shape().iter().product::<usize>();
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    ///
    /// let mut count = Count(0);
    /// init! { <Dense<4, 8>> ** => default }.observed(&mut count).build(42)?;
    /// assert_eq!(count.0, 4 * 8 + 8);
    /// # Ok::<(), InitError>(())
    /// ```
    fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
        let _ = info;
        ControlFlow::Continue(())
    }

    /// Called when this many bytes of a large parameter are written, but not all.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use paraminit::observe::Observer;
    /// use paraminit::prelude::*;
    ///
    /// struct Last(u64);
    ///
    /// impl Observer for Last {
    ///     fn progress(&mut self, _: &ParamInfo, bytes: u64) -> ControlFlow<()> {
    ///         assert!(bytes > self.0, "it counts from the first byte of the parameter");
    ///         self.0 = bytes;
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    ///
    /// let mut last = Last(0);
    /// init! { <Dense<4, 8>> ** => default }.observed(&mut last).build(42)?;
    /// assert_eq!(last.0, 0); // no parameter was large
    /// # Ok::<(), InitError>(())
    /// ```
    fn progress(&mut self, info: &ParamInfo, bytes: u64) -> ControlFlow<()> {
        let _ = (info, bytes);
        ControlFlow::Continue(())
    }

    /// Called when the values of a parameter are complete.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use paraminit::FailureKind;
    /// use paraminit::observe::{Done, Observer};
    /// use paraminit::prelude::*;
    ///
    /// /// Gives up after the first parameter.
    /// struct Impatient;
    ///
    /// impl Observer for Impatient {
    ///     fn done(&mut self, _: &Done<'_>) -> ControlFlow<()> {
    ///         ControlFlow::Break(())
    ///     }
    /// }
    ///
    /// let error = init! { <Dense<4, 8>> ** => default }.observed(&mut Impatient).build(42).unwrap_err();
    /// assert!(matches!(error.failures()[0].cause, FailureKind::Cancelled(_)));
    /// ```
    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        let _ = done;
        ControlFlow::Continue(())
    }

    /// Called when everything is written.
    ///
    /// ```
    /// use paraminit::observe::Observer;
    /// use paraminit::prelude::*;
    ///
    /// struct Ended(bool);
    ///
    /// impl Observer for Ended {
    ///     fn end(&mut self) {
    ///         self.0 = true;
    ///     }
    /// }
    ///
    /// let mut ended = Ended(false);
    /// init! { <Dense<4, 8>> ** => default }.observed(&mut ended).build(42)?;
    /// assert!(ended.0);
    /// # Ok::<(), InitError>(())
    /// ```
    fn end(&mut self) {}

    /// True if `done` is to get statistics, which take a pass over the values.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use paraminit::observe::{Done, Observer};
    /// use paraminit::prelude::*;
    ///
    /// struct Largest(f64);
    ///
    /// impl Observer for Largest {
    ///     fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
    ///         self.0 = done.statistics.map_or(self.0, |statistics| self.0.max(statistics.max));
    ///         ControlFlow::Continue(())
    ///     }
    ///
    ///     fn wants_statistics(&self) -> bool {
    ///         true
    ///     }
    /// }
    ///
    /// let mut largest = Largest(0.0);
    /// init! { <Dense<4, 8>> weight => zeros, bias => constant(3.0) }.observed(&mut largest).build(42)?;
    /// assert_eq!(largest.0, 3.0);
    /// # Ok::<(), InitError>(())
    /// ```
    fn wants_statistics(&self) -> bool {
        false
    }
}

/// The amount that a run will write.
///
/// ```
/// use std::ops::ControlFlow;
/// use paraminit::observe::{Observer, Totals};
/// use paraminit::prelude::*;
///
/// struct Size(Option<Totals>);
///
/// impl Observer for Size {
///     fn start(&mut self, totals: Totals) -> ControlFlow<()> {
///         self.0 = Some(totals);
///         ControlFlow::Continue(())
///     }
/// }
///
/// let mut size = Size(None);
/// init! { <Dense<4, 8>> ** => default }.observed(&mut size).build(42)?;
/// assert!(matches!(size.0, Some(Totals { parameters: 2, bytes: 160, .. })));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Number of parameters.
    pub parameters: usize,
    /// The number of their bytes.
    pub bytes: u64,
}

/// A parameter that was filled.
///
/// ```
/// use std::ops::ControlFlow;
/// use paraminit::observe::{Done, Observer};
/// use paraminit::prelude::*;
///
/// struct Shapes(Vec<Vec<usize>>);
///
/// impl Observer for Shapes {
///     fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
///         assert!(done.statistics.is_none()); // nobody asked for them
///         self.0.push(done.info.shape().to_vec());
///         ControlFlow::Continue(())
///     }
/// }
///
/// let mut shapes = Shapes(Vec::new());
/// init! { <Dense<4, 8>> ** => default }.observed(&mut shapes).build(42)?;
/// assert_eq!(shapes.0, [vec![8, 4], vec![8]]);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Done<'a> {
    /// The parameter.
    pub info: &'a ParamInfo,
    /// The number of its bytes.
    pub bytes: u64,
    /// The statistics of its values, if the [observer wants them](Observer::wants_statistics).
    pub statistics: Option<Statistics>,
}

/// Two observers at once. Either can cancel.
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
