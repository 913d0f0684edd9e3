//! Parameters that follow from others: with which they stay as they are.

use std::collections::HashSet;

use super::decide::Decision;
use super::entry::{Entries, Entry};

/// Leaves parameters as they are that would follow from what is left as it is.
pub(super) fn keep_with_source<V>(entries: &mut Entries<'_, V>) {
    let may_stay = |entry: &Entry<'_, V>| entry.decision.derived().is_some_and(|derived| derived.or_keep);
    if !entries.iter().any(may_stay) {
        return;
    }
    let kept = entries.iter().filter(|entry| matches!(entry.decision, Decision::Keep));
    let kept: HashSet<String> = kept.map(|entry| entry.info.path.to_string()).collect();
    for entry in entries.iter_mut().filter(|entry| may_stay(entry)) {
        if entry.decision.derived().is_some_and(|derived| kept.contains(&derived.source(&entry.info.path))) {
            entry.decision = Decision::Keep;
        }
    }
}
