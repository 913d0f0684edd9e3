//! Watching a run: progress, time, cancellation.
//!
//! [`Rules::observed`](crate::Rules::observed) gives a run that calls an [`Observer`]. The bits are those of a run that
//! nobody watches; a run that nobody watches costs nothing more.

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
