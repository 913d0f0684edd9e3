//! Parameters that could not be told apart: two of one path, and two of one stream.

use std::collections::HashSet;

use smallvec::SmallVec;

use super::entry::{Entries, Entry, FEW};
use crate::error::Failure;
use crate::init::source::failure::FailureKind;
use crate::path::{ParamPath, Segment};

/// Fails parameters whose paths read as another one's: `a.b` is the entry `"a.b"` of a map, and `"b"` below `"a"`.
pub(super) fn same_paths<V>(entries: &Entries<'_, V>, failures: &mut Vec<Failure>) {
    // Without a dot in a key, paths that differ read differently.
    if entries.iter().all(|entry| dotted(&entry.info.path).is_none()) {
        return;
    }
    let mut read = HashSet::new();
    for Entry { info, rule, .. } in entries {
        let path = info.path.to_string();
        if read.contains(&path) {
            let of_others = || entries.iter().filter(|other| other.info.path == *path);
            let key = of_others().find_map(|other| dotted(&other.info.path)).unwrap_or_default().to_owned();
            let (path, cause) = (path, FailureKind::SamePath { key });
            failures.push(Failure { path, shape: info.shape.to_vec(), rule: *rule, cause });
        } else {
            read.insert(path);
        }
    }
}

/// The first key with a dot on the path.
fn dotted(path: &ParamPath) -> Option<&str> {
    path.segments().find_map(|segment| match segment {
        Segment::Key(key) if key.contains('.') => Some(key),
        _ => None,
    })
}

/// Fails pairs of parameters that would get the same random bits.
pub(super) fn same_streams<V>(entries: &Entries<'_, V>, failures: &mut Vec<Failure>) {
    let mut streams: SmallVec<[(u64, &ParamPath); FEW]> = SmallVec::new();
    for Entry { info, number, decision, .. } in entries {
        streams.push((*number, &info.path));
        decision.with_task(info, |task| task.streams(*number, &mut |number| streams.push((number, &info.path))));
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
