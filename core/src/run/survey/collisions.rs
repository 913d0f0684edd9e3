//! Parameters that could not be told apart: two of one path, and two of one stream.

use smallvec::SmallVec;

use super::entry::{Entries, Entry, FEW};
use crate::error::Failure;
use crate::init::source::failure::FailureKind;
use crate::path::{self, ParamPath};
use crate::view::Storage;

/// Fails parameters whose paths read as another one's.
pub(super) fn same_paths<V>(entries: &Entries<'_, V>, failures: &mut Vec<Failure>) {
    for (at, same) in path::same_paths(entries.iter().map(|entry| &entry.info.path)) {
        let Entry { info, rule, .. } = &entries[at];
        failures.push(Failure::of(info, *rule, FailureKind::SamePath(Box::new(same))));
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

/// Fails parameters whose memory is also another one's. Each comes with the number of its first entry.
pub(super) fn same_storage<V>(
    mut storages: Vec<(Storage, usize)>,
    entries: &Entries<'_, V>,
    failures: &mut Vec<Failure>,
) {
    storages.sort_by_key(|(storage, at)| (storage.address, storage.elements.start, *at));
    let mut reach: Option<(Storage, usize)> = None;
    for (storage, at) in storages {
        if let Some((before, first)) = &reach
            && before.overlaps(&storage)
            && let (Some(first), Some(second)) = (entries.get(*first), entries.get(at))
        {
            let cause = FailureKind::SameStorage { other: first.info.path.to_string() };
            failures.push(Failure::of(&second.info, second.rule, cause));
        }
        // The one that reaches farthest: a short one inside of it does not end it.
        if reach
            .as_ref()
            .is_none_or(|(before, _)| before.address != storage.address || before.elements.end < storage.elements.end)
        {
            reach = Some((storage, at));
        }
    }
}
