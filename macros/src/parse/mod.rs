//! Parsing of tokens, patterns, right-hand sides, rules and attributes.

pub mod attr;
pub mod condition;
pub mod names;
pub mod pattern;
pub mod rhs;
pub mod rule;
pub mod text;
pub mod tokens;
