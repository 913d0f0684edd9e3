//! Matching of patterns and rules against paths.

use super::SchemaPath;
use crate::const_for::const_for;
use crate::rule::{Pattern, Rule, States};

impl Pattern {
    /// True if the pattern matches the rest of `path` from `depth` on.
    #[must_use]
    pub const fn matches(&self, path: &SchemaPath<'_>, depth: usize) -> bool {
        self.accepts(self.states_at(path, depth))
    }

    /// Returns the states at the end of `path`, if the pattern starts at `depth`.
    #[must_use]
    pub const fn states_at(&self, path: &SchemaPath<'_>, depth: usize) -> States {
        if depth > path.depth() {
            return States::NONE;
        }
        let mut states = self.start(path.kind(depth));
        let mut i = depth;
        while let Some(step) = path.step(i) {
            if states.is_dead() {
                break;
            }
            states = self.advance(states, &step.segment, step.kind());
            i += 1;
        }
        states
    }
}

impl Rule {
    /// True if a pattern that matches the rest of `path` from `depth` on ends in the name of its field.
    #[must_use]
    pub const fn names(&self, path: &SchemaPath<'_>, depth: usize) -> bool {
        const_for!(0..self.patterns.len(), |i| {
            if self.patterns[i].ends_in_name() && self.patterns[i].matches(path, depth) {
                return true;
            }
        });
        false
    }

    /// True if the rule matches the rest of `path` from `depth` on.
    #[must_use]
    pub const fn matches(&self, path: &SchemaPath<'_>, depth: usize) -> bool {
        const_for!(0..self.patterns.len(), |i| {
            if self.patterns[i].matches(path, depth) {
                return true;
            }
        });
        false
    }
}
