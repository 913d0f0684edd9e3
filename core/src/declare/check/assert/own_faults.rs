//! Faults that a mounted set has by itself. They are reported where the set is defined, and not again where it is
//! mounted.

use crate::check::flatten::Mounted;
use crate::check::walk::descent::walk;
use crate::check::walk::report::{Alternative, Search};
use crate::rule::Pattern;

/// True if the set's own pattern matches nothing of the set's model, or reaches beyond an array of it.
pub(crate) const fn misses(set: &Mounted, pattern: &Pattern) -> bool {
    let alternatives = [Alternative::alone(*pattern)];
    let report = walk::<0, 1>(set.schema, &alternatives, Search::Nothing).report;
    report.matches[0] == 0 || report.overruns[0].is_some()
}

/// True if a rule of the set does not suit a parameter of the set's model.
pub(crate) const fn is_unsuited(set: &Mounted, rule: usize) -> bool {
    walk::<0, 0>(set.schema, &[], Search::Mismatch { rules: set.table, rule }).caught.is_some()
}

/// True if the set leaves a parameter of its model uncovered.
pub(crate) const fn has_gap(set: &Mounted) -> bool {
    walk::<0, 0>(set.schema, &[], Search::Uncovered { rules: set.table }).caught.is_some()
}
