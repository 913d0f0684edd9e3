//! What `const` evaluation judges: patterns against a model, initializers against the parameters they govern.

mod arguments;
mod attributes;
mod describe;
mod found;
mod patterns;
mod search;
mod suggest;
mod suits;
mod variants;
mod walk;

pub use arguments::{assert_argument, assert_initializer};
pub use attributes::assert_attributes;
pub use patterns::{Subject, assert_covered, assert_defaults, assert_field, assert_pattern};
pub use suggest::{distance, is_near};
pub use suits::{assert_axis, assert_bare, assert_buildable, assert_suits, rule_elements};
pub use walk::{Alternative, Report, count, report};
