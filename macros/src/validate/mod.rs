//! What no single attribute can tell: attributes against each other, against the fields, and against the whole.
//!
//! What is wrong is reported once. What else would fail for the same reason is replaced or taken away.

mod fans;
mod field;
mod kept;
mod model;
mod reach;
mod sizes;
mod split;
mod unread;

pub use model::validate;
