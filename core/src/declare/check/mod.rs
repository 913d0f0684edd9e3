//! Checks in `const` evaluation, of patterns against a model and of initializers against the parameters that they
//! govern.
//!
//! [`walk`] goes through the model's schema once with all patterns, and reports what each matches and governs. The
//! functions in [`assert`] read the report and panic with a diagnostic, which [`words`] composes.

mod assert;
mod flatten;
pub(crate) mod run_time;
mod walk;
mod words;

pub use assert::{
    Mount, Subject, assert_argument, assert_argument_of, assert_attributes, assert_axis, assert_bare, assert_buildable,
    assert_covered, assert_covered_beside, assert_defaults, assert_depth, assert_field, assert_initializer,
    assert_mountable, assert_mounted, assert_parts, assert_pattern, assert_pattern_of_constant, assert_rows,
    assert_selected, assert_suits, join_alternatives, mount_fault, mounted_alternatives, rule_elements,
};
#[cfg(test)]
pub(crate) use assert::{coverage_fault, default_fault};
pub use flatten::{Mounted, Size, join_rules, mounted_patterns, mounted_rules, mounted_segments, mounted_size};
pub use walk::descent::{count, report};
pub use walk::report::{Alternative, Report, Says};
#[cfg(test)]
pub(crate) use walk::search::path_of;
