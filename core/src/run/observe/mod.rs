//! Observation of a run: progress, time, cancellation.
//!
//! [`Rules::observed`](crate::Rules::observed) gives a run that calls an [`Observer`]. The bits are the same with and
//! without one. A run without an observer costs nothing more.

#[cfg(feature = "indicatif")]
mod bar;
mod observer;
mod report;

pub use crate::init::source::failure::Cancelled;
#[cfg(feature = "indicatif")]
pub use bar::Bar;
pub use observer::{Done, Observer, Totals};
pub use report::Report;
pub(crate) use report::rate;
