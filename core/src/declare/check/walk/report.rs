//! The input ([`Alternative`], [`Search`]) and the result ([`Report`]) of one `const` walk over a schema.

use super::found::{Found, NOBODY};
use crate::init::Init;
use crate::rule::{Action, Pattern, PatternSegment, Rule};
use crate::schema::{Candidate, Candidates, Origin, Schema, SchemaPath, Verdict};

/// One pattern of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// The pattern.
    pub pattern: Pattern,
    /// The number of the rule that the pattern belongs to.
    pub rule: usize,
    /// What the rule says.
    pub says: Says,
    /// True if the rule is an attribute on a field.
    pub on_field: bool,
    /// True if the rule may have no effect.
    pub optional: bool,
    /// Where it stands in a mounted set.
    pub mounted: Option<Behind>,
}

/// What a rule says, as far as reach goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// `default`.
    Default,
    /// An initializer, in a set of rules.
    Initializer,
    /// An initializer, in an attribute.
    Attribute,
    /// A value, in a selection.
    Value,
    /// `keep`, or what may be values that exist already.
    Other,
}

impl Says {
    /// What a rule of a set says by this action.
    #[must_use]
    pub(crate) const fn of(action: &Action) -> Self {
        match action {
            Action::Default => Self::Default,
            Action::Init(_) | Action::Each(_) => Self::Initializer,
            Action::Keep | Action::Make(_) | Action::Slot(_) => Self::Other,
        }
    }
}

/// The place of a pattern in a mounted set.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    /// Number of segments of the prefix that it stands behind.
    pub prefix: usize,
    /// Number of patterns of the set.
    pub set: usize,
    /// True if they follow one another behind one prefix, which is at one place only.
    pub whole: bool,
    /// True if some rule of the set says `default`.
    pub defers: bool,
}

impl Alternative {
    /// A bare initializer on a field of this path.
    #[must_use]
    pub const fn of_bare(segments: &'static [PatternSegment], text: &'static str, rule: usize) -> Self {
        let pattern = Pattern { segments, text, rest: None };
        Self { pattern, rule, says: Says::Attribute, on_field: true, optional: false, mounted: None }
    }

    /// A single pattern, for a walk of its own.
    #[must_use]
    pub(crate) const fn alone(pattern: Pattern) -> Self {
        Self { pattern, rule: 0, says: Says::Other, on_field: false, optional: false, mounted: None }
    }
}

/// The result of a walk: every parameter with its winner, every alternative with its matches.
#[derive(Clone, Copy, Debug)]
pub struct Report<const L: usize, const A: usize> {
    /// The parameters, in order of declaration. A container of unknown length counts once for each interval of indices
    /// that the patterns distinguish.
    pub found: [Option<Found>; L],
    /// Number of parameters.
    pub count: usize,
    /// For each rule: the first parameter that it governs, or `NOBODY`.
    pub first: [usize; A],
    /// For each rule: the last parameter that it governs.
    pub last: [usize; A],
    /// For each parameter: the next one that the same rule governs, or `NOBODY`. For an ungoverned parameter of the
    /// root itself: the next such one.
    pub next: [usize; L],
    /// The first and the last of the root's own parameters that no rule governs, or `NOBODY`.
    pub bare: (usize, usize),
    /// The first of all parameters that no rule governs, or `NOBODY`, and how many there are.
    pub missing: (usize, usize),
    /// The same without buffers.
    pub missing_trained: (usize, usize),
    /// Number of parameters that each alternative matches.
    pub matches: [usize; A],
    /// The number of parameters that each alternative governs.
    pub wins: [usize; A],
    /// The first parameter that each alternative matches and does not reach, as it is fixed, or `NOBODY`.
    pub misses: [usize; A],
    /// The alternative that took the first parameter that this one matches but does not govern.
    pub taken_by: [usize; A],
    /// True if other alternatives took some of the rest.
    pub taken_by_several: [bool; A],
    /// An index that an alternative names beyond an array of fixed length, and that length.
    pub beyond: [Option<(usize, usize)>; A],
    /// The first index beyond the array in a range that begins inside of it, and the array's length.
    pub overruns: [Option<(usize, usize)>; A],
    /// True if the alternative also matches a submodel or container.
    pub ends_at_part: [bool; A],
    /// By the first alternative of a mounted set: true if its part was passed over, as the set was checked by itself; false if
    /// it was looked into.
    pub passed: [Option<bool>; A],
    /// True if the alternative names an array that is cut into parts, by name or index.
    pub names_array: [bool; A],
    /// True if the model nests deeper than a walk can follow.
    pub too_deep: bool,
}

impl<const L: usize, const A: usize> Report<L, A> {
    /// The report at the start.
    pub(crate) const EMPTY: Self = Self {
        found: [None; L],
        count: 0,
        first: [NOBODY; A],
        last: [NOBODY; A],
        next: [NOBODY; L],
        bare: (NOBODY, NOBODY),
        missing: (NOBODY, 0),
        missing_trained: (NOBODY, 0),
        matches: [0; A],
        wins: [0; A],
        misses: [NOBODY; A],
        taken_by: [NOBODY; A],
        taken_by_several: [false; A],
        beyond: [None; A],
        overruns: [None; A],
        ends_at_part: [false; A],
        passed: [None; A],
        names_array: [false; A],
        too_deep: false,
    };

    /// Passes over so many parameters, which the mounted set of this first alternative governs, or nothing does. They are all
    /// buffers, or none is.
    pub(crate) const fn pass(&mut self, set: Option<usize>, parameters: usize, buffers: bool) {
        match set {
            Some(a) => {
                self.matches[a] += 1;
                self.wins[a] += 1;
                self.passed[a] = Some(!matches!(self.passed[a], Some(false)));
            }
            None => self.miss(parameters, buffers),
        }
        self.count += parameters;
    }

    /// Notes that nothing governs the next parameters. They are all buffers, or none is.
    pub(crate) const fn miss(&mut self, parameters: usize, buffers: bool) {
        self.missing = more(self.missing, self.count, parameters);
        if !buffers {
            self.missing_trained = more(self.missing_trained, self.count, parameters);
        }
    }

    /// Notes one parameter more, and the rule that governs it. Every rule has an alternative: there are no more rules.
    pub(crate) const fn note(&mut self, found: Found, rule: Option<usize>) {
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

    /// Notes one parameter more, which some rule covers and which governs itself.
    pub(crate) const fn note_covered(&mut self, found: Found) {
        self.found[self.count] = Some(found);
    }

    /// The first of the root's own parameters that no rule governs.
    pub(crate) const fn first_bare(&self) -> Option<(usize, &Found)> {
        self.at(self.bare.0)
    }

    /// Returns the number and the data of the first parameter that a rule governs.
    pub(crate) const fn first_of(&self, rule: usize) -> Option<(usize, &Found)> {
        self.at(self.first[rule])
    }

    /// Returns the next parameter after number `i` in the same list: of the same rule, or of no rule.
    pub(crate) const fn next_of(&self, i: usize) -> Option<(usize, &Found)> {
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

/// The question of a walk, besides its report. All but the first two are for second walks, when a check failed and its
/// message needs a path.
#[derive(Clone, Copy)]
pub(crate) enum Search<'a> {
    /// The report alone.
    Nothing,
    /// The number of parameters.
    Count,
    /// The path of the parameter of that number.
    Number(usize),
    /// The path of the parameter whose path is nearest to this text.
    Nearest(&'a str),
    /// The path of the first parameter whose path ends with a match of this pattern.
    Ending(&'a Pattern),
    /// The path of the first parameter that rule number `rule` of `rules` governs. If `rules` is empty, `rule` is the
    /// number of an attribute of the root itself.
    Governed { rules: &'static [Rule], rule: usize },
    /// The path of the first parameter that rule number `rule` of `rules` governs and does not suit.
    Mismatch { rules: &'static [Rule], rule: usize },
    /// The path of the first parameter that none of these rules matches.
    Uncovered { rules: &'static [Rule] },
    /// The path of the first parameter that its attributes cannot initialize.
    Unbuildable,
    /// The path of the first part that the only alternative names and that differs from this model.
    Unlike(&'static Schema),
    /// The path of the first array that is cut into parts and that this alternative names.
    Array(usize),
    /// What is wrong with these rows of the first array that the only alternative matches and that cannot have them, or not this
    /// value. The root has this shape, if it is an array.
    Rows { rows: PatternSegment, init: &'a Init, shape: Option<&'static [usize]> },
    /// The path of the first part behind which the only alternative has brackets that cannot name its elements.
    Brackets,
}

impl Search<'_> {
    /// True if the question is about the matches of patterns, and not only about parameters.
    pub(crate) const fn judges(&self) -> bool {
        matches!(
            self,
            Self::Nothing | Self::Unbuildable | Self::Unlike(_) | Self::Array(_) | Self::Brackets | Self::Rows { .. }
        )
    }
}

/// True if rule number `rule` of `table` decides on the parameter at the end of `path`, or leaves it to the attributes. An
/// empty table stands for the attributes on the root itself.
pub(crate) const fn comes_first(table: &'static [Rule], rule: usize, path: &SchemaPath<'_>) -> bool {
    let mut candidates = Candidates::new(table, path);
    while let Some(candidate) = candidates.next() {
        let verdict = candidates.judge(&candidate, candidate.rule.action.initializes());
        if !matches!(verdict, Verdict::Loses(_)) {
            return match (candidate, table) {
                (Candidate { number, origin: Origin::Type { depth: 0 }, .. }, [])
                | (Candidate { number, origin: Origin::Run, .. }, _) => number == rule,
                _ => false,
            };
        }
    }
    false
}

/// The first of some parameters and their number, with so many more from number `at` on.
const fn more((first, count): (usize, usize), at: usize, parameters: usize) -> (usize, usize) {
    (if count == 0 { at } else { first }, count + parameters)
}
