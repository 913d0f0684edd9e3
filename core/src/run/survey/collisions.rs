//! Parameters that could not be told apart: two of one path, and two of one stream.

use smallvec::SmallVec;

use super::entry::{Entries, Entry, FEW};
use crate::error::Failure;
use crate::init::source::failure::FailureKind;
use crate::path::{self, ParamPath};

/// Fails parameters whose paths read as another one's.
pub(super) fn same_paths<V>(entries: &Entries<'_, V>, failures: &mut Vec<Failure>) {
    for (at, same) in path::same_paths(entries.iter().map(|entry| &entry.info.path)) {
        let Entry { info, rule, .. } = &entries[at];
        let (path, shape) = (info.path.to_string(), info.shape.to_vec());
        failures.push(Failure { path, shape, rule: *rule, cause: FailureKind::SamePath(Box::new(same)) });
    }
}

/// Fails pairs of parameters that would get the same random bits.
pub(super) fn same_streams<V>(entries: &Entries<'_, V>, failures: &mut Vec<Failure>) {
    let mut streams: SmallVec<[(u64, &ParamPath); FEW]> = SmallVec::new();
    for Entry { info, number, decision, .. } in entries {
        streams.push((*number, &info.path));
        if let Some(task) = decision.task() {
            task.streams(*number, &mut |number| streams.push((number, &info.path)));
        }
    }
    streams.sort_by_key(|&(number, _)| number);
    for pair in streams.windows(2) {
        if let [(a, first), (b, second)] = pair
            && a == b
            // What reads the same was refused as such.
            && (first == second || first.to_string() != second.to_string())
        {
            let cause = FailureKind::SameStream { other: first.to_string() };
            failures.push(Failure { path: second.to_string(), shape: Vec::new(), rule: None, cause });
        }
    }
}
