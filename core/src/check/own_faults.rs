//! What is wrong with a mounted set by itself. It was reported where the set is defined, and is not said again where the
//! set is mounted.

use super::report::{Alternative, Search};
use super::walk::walk;
use crate::rule::{Mounted, Pattern};

/// Whether the set's own pattern matches nothing of the set's model, or reaches beyond an array of it.
pub(super) const fn misses(set: &Mounted, pattern: &Pattern) -> bool {
    let alternatives = [Alternative { pattern: *pattern, rule: 0, default: false, on_field: false, optional: false }];
    let report = walk::<0, 1>(set.schema, &alternatives, Search::Nothing).report;
    report.matches[0] == 0 || report.overruns[0].is_some()
}

/// Whether a rule of the set does not suit a parameter of the set's model.
pub(super) const fn is_unsuited(set: &Mounted, rule: usize) -> bool {
    walk::<0, 0>(set.schema, &[], Search::Mismatch { rules: set.table, rule }).caught.is_some()
}

/// Whether the set leaves a parameter of its model uncovered.
pub(super) const fn has_gap(set: &Mounted) -> bool {
    walk::<0, 0>(set.schema, &[], Search::Uncovered { rules: set.table }).caught.is_some()
}
