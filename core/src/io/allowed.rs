//! What may be missing or left over, and whether a run meets any of it: a pattern that matches nothing was misspelled.

use std::collections::BTreeSet;

use super::fault::LoadErrorKind;
use super::pattern::matches;
use crate::check::nearest;
use crate::error::RuleSite;

/// One pattern of `allow_missing`, in one rule.
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

    /// What is wrong with it at the end of a run that read from `origin`, and the rule that it stands in.
    pub(super) fn fault(&self, origin: &str) -> Option<(LoadErrorKind, Option<RuleSite>)> {
        (!self.met).then(|| {
            let nearest = alike(&self.pattern, || self.others.iter().map(String::as_str));
            let (option, pattern, origin) = ("allow_missing", self.pattern.clone(), origin.to_owned());
            (LoadErrorKind::DeadPattern { option, pattern, origin, nearest }, self.rule)
        })
    }
}

/// What is wrong with a pattern of `allow_unused` where these tensors are in `origin`.
pub(super) fn dead_unused<'n, N: Iterator<Item = &'n str>>(
    pattern: &str,
    origin: &str,
    names: impl Fn() -> N,
) -> Option<LoadErrorKind> {
    (!names().any(|name| matches(pattern, name))).then(|| LoadErrorKind::DeadPattern {
        option: "allow_unused",
        pattern: pattern.to_owned(),
        origin: origin.to_owned(),
        nearest: alike(pattern, names),
    })
}

/// The pattern that was meant, perhaps: the same at any depth, or with one segment spelled as in the names.
fn alike<'n, N: Iterator<Item = &'n str>>(pattern: &str, names: impl Fn() -> N) -> Option<String> {
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
            assert_eq!(alike(pattern, || names.into_iter()).as_deref(), expected, "{pattern}");
        }
        assert_eq!(alike("a", std::iter::empty), None);
    }
}
