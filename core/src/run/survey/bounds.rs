//! A check of the indices and keys in patterns against the containers at run time.
//!
//! If only names lead to the index, it belongs to this container, and a missing element is an error. Behind `**`, `*`
//! or `<Kind>` it may belong to any container. Then the rule is wrong only if it matches no parameter at all.

use crate::error::{Failure, RuleSite};
use crate::init::source::failure::FailureKind;
use crate::model::Place;
use crate::rule::{Pattern, PatternSegment, Rule, RuleSet};
use crate::schema::{SchemaPath, Step};
use crate::similar::nearest;

/// The comparison of the indices and keys in patterns with the containers of a model.
#[derive(Default)]
pub(super) struct Bounds {
    failures: Vec<Failure>,
    /// The patterns that may belong to another container, and the failure if they do not.
    suspects: Vec<(&'static Pattern, Failure)>,
    /// The patterns that matched a parameter.
    cleared: Vec<&'static Pattern>,
}

/// A container whose elements patterns name in brackets.
#[derive(Clone, Copy)]
pub(super) enum Container<'c> {
    /// A `Vec` or an array with this many elements.
    Sequence(usize),
    /// A map with these keys.
    Map(&'c [&'c str]),
}

impl Bounds {
    /// Checks the container at `place`.
    pub(super) fn container(&mut self, set: RuleSet<'_>, place: &Place<'_>, container: Container<'_>) {
        let Some(path) = place.trail() else { return };
        self.rules(set.table, &path, 0, container);
        for depth in 0..=path.depth() {
            self.rules(path.schema(depth).rules, &path, depth, container);
            if let Some(field) = path.step(depth).and_then(Step::entered) {
                self.rules(field.rules, &path, depth + 1, container);
            }
        }
    }

    /// Checks the container at the end of `path`, for rules that start at `from`.
    fn rules(&mut self, rules: &'static [Rule], path: &SchemaPath<'_>, from: usize, container: Container<'_>) {
        for rule in rules.iter().filter(|rule| !rule.optional) {
            for pattern in rule.patterns {
                let states = pattern.states_at(path, from);
                for (k, segment) in pattern.segments.iter().enumerate() {
                    if states.awaits(k)
                        && let Some((cause, whole)) = container.misses(segment)
                    {
                        let failure = failure(rule, path, container.len(), cause);
                        if pattern.names_all_before(k) {
                            self.failures.push(failure);
                        } else if whole {
                            self.suspects.push((pattern, failure));
                        }
                    }
                }
            }
        }
    }

    /// Records which patterns match the parameter at the end of `path`.
    pub(super) fn parameter(&mut self, set: RuleSet<'_>, path: Option<&SchemaPath<'_>>) {
        let Some(path) = path else { return };
        let roams = |pattern: &&Pattern| {
            let names = |segment: &PatternSegment| segment.is_index() || matches!(segment, PatternSegment::Key(_));
            let first = pattern.segments.iter().position(names);
            first.is_some_and(|k| !pattern.names_all_before(k))
        };
        for pattern in set.table.iter().flat_map(|rule| rule.patterns).filter(roams) {
            let known = self.cleared.iter().any(|cleared| core::ptr::eq(*cleared, pattern));
            if !known && pattern.matches(path, 0) {
                self.cleared.push(pattern);
            }
        }
    }

    /// Returns the failures.
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
}

impl Container<'_> {
    const fn len(self) -> usize {
        match self {
            Self::Sequence(len) => len,
            Self::Map(keys) => keys.len(),
        }
    }

    /// Returns a failure if the segment names a missing element, and true if it names nothing else.
    fn misses(self, segment: &PatternSegment) -> Option<(FailureKind, bool)> {
        match (self, *segment) {
            (Self::Sequence(len), _) => {
                segment.beyond(len).map(|index| (FailureKind::NoElement { index, len }, segment.is_beyond(len)))
            }
            (Self::Map(keys), PatternSegment::Key(key)) if !keys.contains(&key) => {
                let known = keys.iter().copied().filter(|known| !known.is_empty());
                Some((FailureKind::NoKey { key, nearest: nearest(key, known).map(str::to_owned) }, true))
            }
            (Self::Map(_), _) => None,
        }
    }
}

fn failure(rule: &'static Rule, path: &SchemaPath<'_>, len: usize, cause: FailureKind) -> Failure {
    Failure {
        path: path.segments().map(|segment| segment.to_string()).collect::<Vec<_>>().join("."),
        shape: vec![len],
        rule: Some(RuleSite::of(rule)),
        cause,
    }
}
