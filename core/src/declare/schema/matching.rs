//! Matching of patterns and rules against paths.

use super::{SchemaPath, Step};
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

impl Pattern {
    /// True if the pattern matches the rest of `path` from `depth` on, and names each field from step `from` on that is fixed,
    /// or a buffer.
    #[must_use]
    pub const fn names_fixed(&self, path: &SchemaPath<'_>, depth: usize, from: usize) -> bool {
        let mut next = path.fixed_from(from);
        while let Some(fixed) = next {
            if !self.names(path, depth, fixed) {
                return false;
            }
            next = path.fixed_from(fixed + 1);
        }
        true
    }

    /// True if the pattern matches the rest of `path` from `depth` on, and passes step `named` by its name, key or brackets
    /// other than `[*]`. What has no width has the name of what is around it.
    ///
    /// What is fixed is named with its place: `**.weight` is about weights in general, and `positions.weight` and
    /// `<Positions>.weight` are not. No parameter shares the name of a buffer, which is enough.
    const fn names(&self, path: &SchemaPath<'_>, depth: usize, mut named: usize) -> bool {
        let placed = !matches!(path.step(named), Some(Step { field: Some(field), .. }) if field.buffer);
        while let Some(step) = path.step(named)
            && !step.segment.has_width()
            && named > depth
        {
            named -= 1;
        }
        let mut states = self.start(path.kind(depth));
        let mut i = depth;
        while let Some(step) = path.step(i) {
            if i == named {
                states = if step.segment.has_width() { self.before_names(states, placed) } else { States::NONE };
            }
            if states.is_dead() {
                return false;
            }
            states = self.advance(states, &step.segment, step.kind());
            i += 1;
        }
        self.accepts(states)
    }
}

impl Rule {
    /// True if the rule, whose patterns start at `from`, is general to the parameter at the end of `path`, which it matches:
    /// that lies in fields that are fixed, or buffers, and no pattern that matches names them all.
    ///
    /// What stands on that field, or within, starts behind it.
    #[must_use]
    pub const fn is_general(&self, path: &SchemaPath<'_>, from: usize) -> bool {
        if path.fixed_from(from).is_none() {
            return false;
        }
        const_for!(0..self.patterns.len(), |i| {
            if self.patterns[i].names_fixed(path, from, from) {
                return false;
            }
        });
        true
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
