//! What `const` evaluation judges: patterns against a model, initializers against the parameters they govern.

mod alive;
mod arguments;
mod attributes;
mod coverage;
mod describe;
mod found;
mod mounted;
mod own_faults;
mod parameter;
mod parts;
mod patterns;
mod place;
mod report;
mod search;
mod suggest;
mod suits;
mod variants;
mod walk;

pub use arguments::{assert_argument, assert_initializer};
pub use attributes::assert_attributes;
pub use coverage::{assert_covered, assert_defaults, assert_field, assert_selected};
pub use mounted::{
    Mount, assert_covered_beside, assert_mountable, assert_mounted, join_alternatives, mount_fault,
    mounted_alternatives,
};
pub use patterns::{Subject, assert_pattern, assert_pattern_of_constant};
pub use report::{Alternative, Report};
pub use suggest::distance;
pub(crate) use suggest::nearest;
pub use suits::{assert_axis, assert_bare, assert_buildable, assert_parts, assert_suits, rule_elements};
pub use walk::{count, report};
