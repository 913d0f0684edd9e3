//! Patterns of `allow_missing` and `allow_unused` that match nothing, because they are misspelled.

use super::pattern::{Segments, matches};
use crate::init::source::failure::LoadErrorKind;
use crate::order::sort;
use crate::similar::nearest;

/// The error of a pattern of `option`, if it matches none of `names`.
pub(super) fn unmatched(
    option: &'static str,
    pattern: &str,
    origin: &str,
    names: &[Segments],
) -> Option<LoadErrorKind> {
    if names.iter().any(|name| matches(pattern, name)) {
        return None;
    }
    let (nearest, pattern, origin) = (alike(pattern, names), pattern.to_owned(), origin.to_owned());
    Some(LoadErrorKind::DeadPattern { option, pattern, origin, nearest })
}

/// A similar pattern that matches: the same at any depth, or with one segment spelled as in the names.
fn alike(pattern: &str, names: &[Segments]) -> Option<String> {
    let met = |pattern: &String| names.iter().any(|name| matches(pattern, name));
    let deep = format!("**.{pattern}");
    if met(&deep) {
        return Some(deep);
    }
    let mut known: Vec<String> = names.iter().flat_map(Segments::texts).collect();
    sort(&mut known, &Ord::cmp);
    known.dedup();
    let segments: Vec<&str> = pattern.split('.').collect();
    let respelled = |at: usize| {
        let others = known.iter().map(String::as_str).filter(|other| *other != segments[at]);
        let mut segments = segments.clone();
        segments[at] = nearest(segments[at], others)?;
        Some(segments.join("."))
    };
    let literal = (0..segments.len()).filter(|&at| !matches!(segments[at], "*" | "**"));
    literal.filter_map(respelled).find(met)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Segments;
    use super::{alike, unmatched};

    #[test]
    fn what_was_meant() {
        let names = ["head.gain", "head.bias", "body.0.weight"].map(Segments::of_name);
        for (pattern, expected) in [
            ("head.gian", Some("head.gain")),
            ("gain", Some("**.gain")),
            ("haed.**", Some("head.**")),
            ("**.wieght", Some("**.weight")),
            ("body.weight", None),
            ("tail.**", None),
        ] {
            assert_eq!(alike(pattern, &names).as_deref(), expected, "{pattern}");
        }
        assert_eq!(alike("a", &[]), None);
    }

    #[test]
    fn a_star_in_a_segment() {
        let names = ["weight_scale"].map(Segments::of_name);
        let help =
            |pattern| unmatched("allow_unused", pattern, "load(..)", &names).expect("it matches nothing").to_string();
        let text = "help: `*` stands for a whole segment between dots, `**` for any number of them";
        assert!(help("*_scale").ends_with(text) && help("**.w*.x").ends_with(text));
        assert!(help("other.*").ends_with("help: remove it"));
    }
}
