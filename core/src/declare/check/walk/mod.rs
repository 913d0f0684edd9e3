//! The walk over a schema that all checks read: [`report`] finds which pattern governs which parameter, and [`search`]
//! finds one parameter again where a message needs its path.

pub mod alike;
mod context;
pub mod descent;
pub mod found;
mod known;
mod live;
mod parameter;
pub mod report;
pub mod search;
