//! Indices in patterns, against the lengths that containers have at run time.

use crate::error::{Failure, RuleSite};
use crate::init::Cause;
use crate::model::Place;
use crate::rule::{PatternSegment, Rule};
use crate::rules::RuleSet;
use crate::schema::{Step, Trail};

/// Reports every rule that names an element beyond the `len` elements of the container at `place`.
pub(super) fn check(set: RuleSet<'_>, place: &Place<'_>, len: usize, failures: &mut Vec<Failure>) {
    let Some(trail) = place.trail() else { return };
    check_rules(set.table, &trail, 0, len, failures);
    for depth in 0..=trail.depth() {
        check_rules(trail.schema(depth).rules, &trail, depth, len, failures);
        if let Some(field) = trail.step(depth).and_then(Step::entered) {
            check_rules(field.rules, &trail, depth + 1, len, failures);
        }
    }
}

fn check_rules(rules: &'static [Rule], trail: &Trail, from: usize, len: usize, failures: &mut Vec<Failure>) {
    for rule in rules {
        let beyond = rule.patterns.iter().find_map(|pattern| {
            let states = pattern.states_at(trail, from);
            pattern.segments.iter().enumerate().find_map(|(k, segment)| match *segment {
                PatternSegment::Index { from, to } if states.awaits(k) => first_beyond(from, to, len),
                _ => None,
            })
        });
        if let Some(index) = beyond {
            failures.push(Failure {
                path: trail.segments().iter().map(ToString::to_string).collect::<Vec<_>>().join("."),
                shape: vec![len],
                rule: Some(RuleSite { text: rule.to_string(), location: rule.location }),
                cause: Cause::NoElement { index, len },
            });
        }
    }
}

/// The first index of `from..to` that is not there, by the rules of slicing: `[2..]` of two elements is empty, of one
/// it is out of range.
fn first_beyond(from: usize, to: usize, len: usize) -> Option<usize> {
    if to == usize::MAX { (from > len).then_some(from) } else { (to > len).then_some(from.max(len)) }
}
