//! Patterns of `allow_missing` and `allow_unused` that match nothing, because they are misspelled.

use super::pattern::matches;
use crate::init::source::failure::LoadErrorKind;
use crate::order::sort;
use crate::similar::nearest;

/// The names that a pattern could match.
pub(super) type Names<'n> = Box<dyn Iterator<Item = &'n str> + 'n>;

/// Returns an error for a pattern of `option` if it matches none of `names`.
pub(super) fn unmatched<'n>(
    option: &'static str,
    pattern: &str,
    origin: &str,
    names: &dyn Fn() -> Names<'n>,
) -> Option<LoadErrorKind> {
    if names().any(|name| matches(pattern, name)) {
        return None;
    }
    let (nearest, pattern, origin) = (alike(pattern, names), pattern.to_owned(), origin.to_owned());
    Some(LoadErrorKind::DeadPattern { option, pattern, origin, nearest })
}

/// Returns a similar pattern that matches: the same at any depth, or with one segment respelled as in the names.
fn alike<'n>(pattern: &str, names: &dyn Fn() -> Names<'n>) -> Option<String> {
    let met = |pattern: &String| names().any(|name| matches(pattern, name));
    let deep = format!("**.{pattern}");
    if met(&deep) {
        return Some(deep);
    }
    let mut known: Vec<&str> = Vec::new();
    for name in names() {
        known.extend(name.split('.'));
    }
    sort(&mut known, &Ord::cmp);
    known.dedup();
    let segments: Vec<&str> = pattern.split('.').collect();
    let respelled = |at: usize| {
        let others = known.iter().copied().filter(|other| *other != segments[at]);
        let mut segments = segments.clone();
        segments[at] = nearest(segments[at], others)?;
        Some(segments.join("."))
    };
    let literal = (0..segments.len()).filter(|&at| !matches!(segments[at], "*" | "**"));
    literal.filter_map(respelled).find(met)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn what_was_meant() {
        let names = ["head.gain", "head.bias", "body.0.weight"];
        for (pattern, expected) in [
            ("head.gian", Some("head.gain")),
            ("gain", Some("**.gain")),
            ("haed.**", Some("head.**")),
            ("**.wieght", Some("**.weight")),
            ("body.weight", None),
            ("tail.**", None),
        ] {
            assert_eq!(alike(pattern, &|| Box::new(names.into_iter())).as_deref(), expected, "{pattern}");
        }
        assert_eq!(alike("a", &|| Box::new(std::iter::empty())), None);
    }
}
