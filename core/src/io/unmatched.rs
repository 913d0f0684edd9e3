//! Patterns of `allow_missing` and `allow_unused` that match nothing: they were misspelled.

use std::collections::BTreeSet;

use super::pattern::matches;
use crate::check::nearest;
use crate::error::RuleSite;
use crate::failure::LoadErrorKind;

/// A pattern of `allow_missing` in one rule, and whether it matched a parameter of the run.
pub(super) struct MayMiss {
    pattern: String,
    rule: Option<RuleSite>,
    met: bool,
    /// The parameters that it did not match.
    others: Vec<String>,
}

impl MayMiss {
    /// Looks at a parameter that reads by `rule`. `names` are its own path and, if it is a part, that of its array.
    pub(super) fn meet(all: &mut Vec<Self>, patterns: &[String], rule: Option<RuleSite>, names: &[&str]) {
        for pattern in patterns {
            let known = all.iter().position(|one| one.pattern == *pattern && one.rule == rule);
            let at = known.unwrap_or_else(|| {
                all.push(Self { pattern: pattern.clone(), rule, met: false, others: Vec::new() });
                all.len() - 1
            });
            let one = &mut all[at];
            if one.met {
                continue;
            }
            one.met = names.iter().any(|name| matches(pattern, name));
            if one.met {
                one.others = Vec::new();
            } else {
                one.others.extend(names.iter().map(|name| (*name).to_owned()));
            }
        }
    }

    /// The error at the end of a run that read from `origin`, and the rule that it is about, if it matched nothing.
    pub(super) fn unmet(&self, origin: &str) -> Option<(LoadErrorKind, Option<RuleSite>)> {
        let others = || Box::new(self.others.iter().map(String::as_str)) as Names<'_>;
        (!self.met).then(|| (unmatched("allow_missing", &self.pattern, origin, &others), self.rule))
    }
}

/// The names that a pattern could match.
type Names<'n> = Box<dyn Iterator<Item = &'n str> + 'n>;

/// The error of a pattern of `option` that matches none of `names`.
pub(super) fn unmatched<'n>(
    option: &'static str,
    pattern: &str,
    origin: &str,
    names: &dyn Fn() -> Names<'n>,
) -> LoadErrorKind {
    let nearest = alike(pattern, names);
    LoadErrorKind::DeadPattern { option, pattern: pattern.to_owned(), origin: origin.to_owned(), nearest }
}

/// A similar pattern that matches: the same at any depth, or with one segment spelled as in the names.
fn alike<'n>(pattern: &str, names: &dyn Fn() -> Names<'n>) -> Option<String> {
    let met = |pattern: &String| names().any(|name| matches(pattern, name));
    let deep = format!("**.{pattern}");
    if met(&deep) {
        return Some(deep);
    }
    let known: BTreeSet<&str> = names().flat_map(|name| name.split('.')).collect();
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
