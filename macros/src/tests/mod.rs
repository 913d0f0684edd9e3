//! Tests of the macros as wholes.

mod property;
mod snapshots;
