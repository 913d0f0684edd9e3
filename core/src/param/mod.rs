//! A parameter: its description, its elements, and their distribution.

pub(crate) mod fill;
pub mod info;
pub(crate) mod moments;
pub(crate) mod statistics;
pub mod view;
