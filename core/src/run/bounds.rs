//! Indices in patterns, against the lengths that containers have at run time.
//!
//! Where names alone lead to the index, the container is the one meant, and an element that is not there is an error. Behind
//! `**`, `*` or `<Kind>` any container may be meant: the rule is wrong only if it matches no parameter at all.

use crate::check::{distance, is_near};
use crate::error::{Failure, RuleSite};
use crate::init::Cause;
use crate::model::Place;
use crate::rule::{Pattern, PatternSegment, Rule};
use crate::rules::RuleSet;
use crate::schema::{Step, Trail};

/// The indices that a run came across.
#[derive(Default)]
pub(super) struct Bounds {
    failures: Vec<Failure>,
    /// Patterns that may be about another container, and what is wrong if they are not.
    suspects: Vec<(&'static Pattern, Failure)>,
    /// Patterns that matched a parameter.
    cleared: Vec<&'static Pattern>,
}

impl Bounds {
    /// Looks at the container of `len` elements at `place`.
    pub(super) fn sequence(&mut self, set: RuleSet<'_>, place: &Place<'_>, len: usize) {
        let Some(trail) = place.trail() else { return };
        self.rules(set.table, &trail, 0, len);
        for depth in 0..=trail.depth() {
            self.rules(trail.schema(depth).rules, &trail, depth, len);
            if let Some(field) = trail.step(depth).and_then(Step::entered) {
                self.rules(field.rules, &trail, depth + 1, len);
            }
        }
    }

    /// Looks at the map with these keys at `place`.
    pub(super) fn map(&mut self, set: RuleSet<'_>, place: &Place<'_>, keys: &[&str]) {
        let Some(trail) = place.trail() else { return };
        self.entries(set.table, &trail, 0, keys);
        for depth in 0..=trail.depth() {
            self.entries(trail.schema(depth).rules, &trail, depth, keys);
            if let Some(field) = trail.step(depth).and_then(Step::entered) {
                self.entries(field.rules, &trail, depth + 1, keys);
            }
        }
    }

    /// Looks at the map with these keys at the end of `trail`, for rules that start at `from`.
    pub(super) fn entries(&mut self, rules: &'static [Rule], trail: &Trail<'_>, from: usize, keys: &[&str]) {
        for rule in rules.iter().filter(|rule| !rule.optional) {
            for pattern in rule.patterns {
                let states = pattern.states_at(trail, from);
                for (k, segment) in pattern.segments.iter().enumerate() {
                    if let PatternSegment::Key(key) = *segment
                        && states.awaits(k)
                        && !keys.contains(&key)
                    {
                        let near =
                            keys.iter().filter(|known| !known.is_empty()).min_by_key(|known| distance(key, known));
                        let near = near.filter(|known| is_near(distance(key, known), key.len()));
                        let cause = Cause::NoKey { key, nearest: near.map(|&known| known.to_owned()) };
                        let failure = failure(rule, trail, keys.len(), cause);
                        if pattern.names_all_before(k) {
                            self.failures.push(failure);
                        } else {
                            self.suspects.push((pattern, failure));
                        }
                    }
                }
            }
        }
    }

    /// Looks at the parameter at the end of `trail`.
    pub(super) fn leaf(&mut self, set: RuleSet<'_>, trail: Option<&Trail<'_>>) {
        let Some(trail) = trail else { return };
        let roams = |pattern: &&Pattern| {
            let names = |segment: &PatternSegment| segment.is_index() || matches!(segment, PatternSegment::Key(_));
            let first = pattern.segments.iter().position(names);
            first.is_some_and(|k| !pattern.names_all_before(k))
        };
        for pattern in set.table.iter().flat_map(|rule| rule.patterns).filter(roams) {
            let known = self.cleared.iter().any(|cleared| core::ptr::eq(*cleared, pattern));
            if !known && pattern.matches(trail, 0) {
                self.cleared.push(pattern);
            }
        }
    }

    /// What is wrong.
    pub(super) fn failures(self) -> Vec<Failure> {
        let Self { mut failures, suspects, cleared } = self;
        let mut named: Vec<&Pattern> = Vec::new();
        for (pattern, failure) in suspects {
            let of = |others: &[&Pattern]| others.iter().any(|other| core::ptr::eq(*other, pattern));
            if !of(&cleared) && !of(&named) {
                named.push(pattern);
                failures.push(failure);
            }
        }
        failures
    }

    /// Looks at the container of `len` elements at the end of `trail`, for rules that start at `from`.
    pub(super) fn rules(&mut self, rules: &'static [Rule], trail: &Trail<'_>, from: usize, len: usize) {
        for rule in rules.iter().filter(|rule| !rule.optional) {
            for pattern in rule.patterns {
                let states = pattern.states_at(trail, from);
                for (k, segment) in pattern.segments.iter().enumerate() {
                    if states.awaits(k)
                        && let Some(index) = segment.beyond(len)
                    {
                        let failure = failure(rule, trail, len, Cause::NoElement { index, len });
                        if pattern.names_all_before(k) {
                            self.failures.push(failure);
                        } else if segment.is_beyond(len) {
                            self.suspects.push((pattern, failure));
                        }
                    }
                }
            }
        }
    }
}

fn failure(rule: &'static Rule, trail: &Trail<'_>, len: usize, cause: Cause) -> Failure {
    Failure {
        path: trail.segments().map(|segment| segment.to_string()).collect::<Vec<_>>().join("."),
        shape: vec![len],
        rule: Some(RuleSite::of(rule)),
        cause,
    }
}
