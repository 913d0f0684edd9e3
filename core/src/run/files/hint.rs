//! Suggestions for a missing tensor: a similar name that exists, and the option that leads to it.

use crate::init::source::failure::LoadHint;
use crate::init::source::pretrained::Pretrained;
use crate::init::source::store::Store;
use crate::similar::distance;

/// Returns the tensor nearest to one of `paths`, and the option that leads to it. The last path, that of a whole array,
/// is tried first.
pub(super) fn suggest(store: &Store<'_>, pretrained: &Pretrained<'_>, paths: &[&str]) -> Option<(String, LoadHint)> {
    paths.iter().rev().find_map(|path| {
        let name = pretrained.renaming.name(path);
        let nearest = nearest(store, &name)?;
        let hint = hint(pretrained, path, &name, nearest);
        Some((nearest.to_owned(), hint))
    })
}

/// Returns a name with another prefix, or one that is spelled much alike.
fn nearest<'s>(store: &'s Store<'_>, wanted: &str) -> Option<&'s str> {
    let behind = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|front| front.ends_with('.') && !short.is_empty())
    };
    let around = store.names().find(|name| behind(name, wanted) || behind(wanted, name));
    let alike = || {
        let (apart, name) = store.names().map(|name| (distance(name, wanted), name)).min()?;
        (apart <= (wanted.len() / 3).max(1)).then_some(name)
    };
    around.or_else(alike)
}

/// Returns the option that leads from the parameter at `path`, now called `name`, to the tensor `nearest`.
fn hint(pretrained: &Pretrained<'_>, path: &str, name: &str, nearest: &str) -> LoadHint {
    let renaming = &pretrained.renaming;
    let (strip, prefix) = (renaming.strip.as_str(), renaming.prefix.as_str());
    if let Some(front) = nearest.strip_suffix(name) {
        return LoadHint::Prefix(format!("{front}{prefix}"));
    }
    let Some(extra) = name.strip_suffix(nearest) else { return LoadHint::Rename };
    match (prefix.strip_prefix(extra), extra.strip_prefix(prefix)) {
        (Some(""), _) if !prefix.is_empty() => LoadHint::NoPrefix(prefix.to_owned()),
        (Some(prefix), _) if !prefix.is_empty() => LoadHint::Prefix(prefix.to_owned()),
        (_, Some(more)) if prefix.is_empty() && renaming.rename.is_none() => {
            let stripped = if path.starts_with(strip) { strip } else { "" };
            LoadHint::Strip(format!("{stripped}{more}"))
        }
        _ => LoadHint::Rename,
    }
}
