//! The walk over a schema that all checks read. [`report`] finds which pattern governs which parameter. [`search`]
//! finds the path of one parameter again, for a message.

pub mod alike;
mod context;
pub mod descent;
pub mod found;
mod known;
mod live;
mod parameter;
pub mod report;
mod rows;
pub mod search;
