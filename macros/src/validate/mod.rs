//! Checks that need more than one attribute: of attributes against each other, the fields, and the whole type.
//!
//! Each mistake is reported once. Anything else that would fail for the same reason is replaced or removed.

mod alike;
mod derived;
mod fans;
mod field;
mod kept;
mod model;
mod reach;
mod sizes;
mod split;
mod unread;

pub use model::validate;
