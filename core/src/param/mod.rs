//! A parameter: what is known of it, its elements, and their distribution.

pub(crate) mod fill;
pub mod info;
pub(crate) mod moments;
pub(crate) mod statistics;
pub mod view;
