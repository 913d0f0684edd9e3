//! What is drawn: against the tests and outputs of other systems, and against theory.

mod behaviors;
mod golden;
mod statistics;
