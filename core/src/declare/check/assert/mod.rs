//! The assertions that macros expand to, one file for each subject. An assertion that does not hold panics with the
//! diagnostic.

mod arguments;
mod attributes;
mod coverage;
mod depth;
mod mounted;
mod own_faults;
mod patterns;
mod rows;
mod suits;

pub use arguments::{assert_argument, assert_argument_of, assert_initializer};
pub use attributes::assert_attributes;
pub use coverage::{assert_covered, assert_defaults, assert_field, assert_selected};
pub(crate) use coverage::{coverage_fault, default_fault};
pub use depth::assert_depth;
pub use mounted::{
    Mount, assert_covered_beside, assert_mountable, assert_mounted, join_alternatives, mount_fault,
    mounted_alternatives,
};
pub(crate) use patterns::pattern_fault;
pub use patterns::{Subject, assert_pattern, assert_pattern_of_constant};
pub use rows::assert_rows;
pub(crate) use suits::suits_fault;
pub use suits::{assert_axis, assert_bare, assert_buildable, assert_parts, assert_suits, rule_elements};
