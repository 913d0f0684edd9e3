//! Tests of whole macros.

mod property;
mod snapshots;
mod text;
