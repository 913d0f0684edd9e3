//! Which attribute governs a parameter when no rule of a run does.
//!
//! From the outermost struct inwards: the attribute on its field, then the attribute on the struct itself; of an enum, the
//! attribute on the variant between the two. So a struct
//! rule sets a default, a field attribute makes the exception, and a user of a type always beats its author. Of a
//! `required` parameter, only its users have a say.

use super::Trail;
use crate::rule::Rule;

/// Where a governing attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// On the parameter's own field.
    Own,
    /// On a field around it, or on a struct.
    Around,
}

/// The attribute rule that governs the parameter at the end of `trail`.
#[must_use]
pub const fn attribute_rule(trail: &Trail<'_>) -> Option<(&'static Rule, Origin)> {
    let end = match trail.required_at() {
        Some(depth) => depth,
        None => trail.depth(),
    };
    let mut depth = 0;
    while depth < end {
        // An enum with its variants is one declaration: field, variant, enum.
        let held = if trail.enters_variant(depth) { depth + 1 } else { depth };
        if let Some(step) = trail.step(held)
            && let Some(field) = step.entered()
            && let Some(rule) = first(field.rules, trail, held + 1)
        {
            let own = held + 1 == trail.depth();
            return Some((rule, if own { Origin::Own } else { Origin::Around }));
        }
        if held > depth
            && let Some(rule) = first(trail.schema(held).rules, trail, held)
        {
            return Some((rule, Origin::Around));
        }
        if let Some(rule) = first(trail.schema(depth).rules, trail, depth) {
            return Some((rule, Origin::Around));
        }
        depth = held + 1;
    }
    None
}

/// The first of `rules` that matches the rest of `trail` from `depth` on.
const fn first(rules: &'static [Rule], trail: &Trail<'_>, depth: usize) -> Option<&'static Rule> {
    let mut i = 0;
    while i < rules.len() {
        if rules[i].matches(trail, depth) {
            return Some(&rules[i]);
        }
        i += 1;
    }
    None
}
