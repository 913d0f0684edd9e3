//! What a walk goes down with, and what it brings back.

use super::found::{Found, NOBODY};
use crate::rule::{Pattern, Rule};
use crate::schema::Trail;

/// One pattern of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// The pattern.
    pub pattern: Pattern,
    /// Number of the rule that it belongs to.
    pub rule: usize,
    /// Whether that rule says `default`.
    pub default: bool,
    /// Whether that rule is an attribute on a field.
    pub on_field: bool,
    /// Whether that rule may come to nothing.
    pub optional: bool,
}

/// What the descent found: every parameter with its winner, every alternative with its matches.
#[derive(Clone, Copy, Debug)]
pub struct Report<const L: usize, const A: usize> {
    /// The parameters, in order of declaration. A container of unknown length counts once for each interval of indices
    /// that the patterns tell apart.
    pub found: [Option<Found>; L],
    /// Number of parameters.
    pub count: usize,
    /// By rule: the first parameter that it governs, or `NOBODY`.
    pub first: [usize; A],
    /// By rule: the last parameter that it governs.
    pub last: [usize; A],
    /// By parameter: the next one that the same rule governs, or `NOBODY`. Of the root's own that none governs: the next
    /// such one.
    pub next: [usize; L],
    /// The first and the last of the root's own parameters that no rule governs, or `NOBODY`.
    pub bare: (usize, usize),
    /// How many parameters each alternative matches.
    pub matches: [usize; A],
    /// How many of those it governs.
    pub wins: [usize; A],
    /// The alternative that took the first parameter it matches but does not govern.
    pub taken_by: [usize; A],
    /// Whether other alternatives took some of the rest.
    pub taken_by_several: [bool; A],
    /// An index that an alternative names beyond an array of fixed length, and that length.
    pub beyond: [Option<(usize, usize)>; A],
    /// The first index beyond the array in a range that begins inside of it, and the array's length.
    pub overruns: [Option<(usize, usize)>; A],
    /// Whether an alternative also matches a part that is no parameter.
    pub ends_at_part: [bool; A],
    /// Whether an alternative names an array that is cut into parts, by name or index.
    pub names_array: [bool; A],
    /// Whether the model nests deeper than a walk can follow.
    pub too_deep: bool,
}

impl<const L: usize, const A: usize> Report<L, A> {
    /// Before anything was found.
    pub(super) const EMPTY: Self = Self {
        found: [None; L],
        count: 0,
        first: [NOBODY; A],
        last: [NOBODY; A],
        next: [NOBODY; L],
        bare: (NOBODY, NOBODY),
        matches: [0; A],
        wins: [0; A],
        taken_by: [NOBODY; A],
        taken_by_several: [false; A],
        beyond: [None; A],
        overruns: [None; A],
        ends_at_part: [false; A],
        names_array: [false; A],
        too_deep: false,
    };

    /// Notes one parameter more, and the rule that governs it. Every rule has an alternative: there are no more rules.
    pub(super) const fn note(&mut self, found: Found, rule: Option<usize>) {
        let number = self.count;
        self.found[number] = Some(found);
        if let Some(rule) = rule {
            match self.last[rule] {
                NOBODY => self.first[rule] = number,
                last => self.next[last] = number,
            }
            self.last[rule] = number;
        } else if found.own {
            match self.bare.1 {
                NOBODY => self.bare.0 = number,
                last => self.next[last] = number,
            }
            self.bare.1 = number;
        }
    }

    /// The first of the root's own parameters that no rule governs.
    pub(super) const fn first_bare(&self) -> Option<(usize, &Found)> {
        self.at(self.bare.0)
    }

    /// The first parameter that a rule governs, by number, and what was found.
    pub(super) const fn first_of(&self, rule: usize) -> Option<(usize, &Found)> {
        self.at(self.first[rule])
    }

    /// The next one after number `i` that the same rule governs, or that none governs either.
    pub(super) const fn next_of(&self, i: usize) -> Option<(usize, &Found)> {
        self.at(self.next[i])
    }

    const fn at(&self, i: usize) -> Option<(usize, &Found)> {
        if i == NOBODY {
            return None;
        }
        match &self.found[i] {
            Some(found) => Some((i, found)),
            None => None,
        }
    }
}

/// What a walk looks for: of a second one, where something is wrong and words are needed.
#[derive(Clone, Copy)]
pub(super) enum Search<'a> {
    /// Which patterns match and govern what.
    Nothing,
    /// The number of parameters.
    Count,
    /// The trail of the parameter of that number.
    Number(usize),
    /// The trail of the parameter whose path is nearest to this text.
    Nearest(&'a str),
    /// The trail of the first parameter whose path ends in what this pattern matches.
    Ending(&'a Pattern),
    /// The trail of the first parameter that rule number `rule` of these governs. With `fields`, the rules stand on the
    /// struct itself, and those on its fields come before them.
    Governed { rules: &'static [Rule], rule: usize, fields: bool },
    /// The trail of the first parameter that rule number `rule` of these governs and does not suit.
    Mismatch { rules: &'static [Rule], rule: usize },
    /// The trail of the first parameter that none of these matches.
    Uncovered { rules: &'static [Rule] },
    /// The trail of the first parameter that its attributes cannot initialize.
    Unbuildable,
    /// The trail of the first array that is cut into parts and that this alternative names.
    Array(usize),
}

impl Search<'_> {
    /// Whether it asks what patterns match, and not only which parameters there are.
    pub(super) const fn judges(&self) -> bool {
        matches!(self, Self::Nothing | Self::Unbuildable | Self::Array(_))
    }
}

/// Whether rule number `rule` is the first that matches the parameter at the end of `trail`.
pub(super) const fn governs(trail: &Trail<'_>, rules: &'static [Rule], rule: usize, fields: bool) -> bool {
    let held = if trail.enters_variant(0) { 1 } else { 0 };
    if fields
        && let Some(step) = trail.step(held)
        && let Some(field) = step.entered()
        && first_match(field.rules, trail, held + 1).is_some()
    {
        return false;
    }
    if held > 0 && first_match(trail.schema(held).rules, trail, held).is_some() {
        return false;
    }
    matches!(first_match(rules, trail, 0), Some(first) if first == rule)
}

/// The first of `rules` that matches the rest of `trail` from `depth` on, by number.
pub(super) const fn first_match(rules: &'static [Rule], trail: &Trail<'_>, depth: usize) -> Option<usize> {
    let mut i = 0;
    while i < rules.len() {
        if rules[i].matches(trail, depth) {
            return Some(i);
        }
        i += 1;
    }
    None
}
