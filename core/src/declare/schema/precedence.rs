//! The order of precedence of the rules and attributes that match a parameter.
//!
//! The rules of a run come first, in their order. If the first match says `default`, or if a run has no rules, the
//! attributes decide. Their order is from the outermost struct inwards: the attribute on its field, then the attribute
//! on the struct itself. For an enum, the attribute on the variant comes between the two. So a struct's attribute sets
//! a default, a field's attribute makes the exception, and a user of a type always beats its author. For a `required`
//! parameter only the attributes of the type's users count.
//!
//! A field that is `fixed`, or a `buffer`, is out of reach of general rules, those that do not name it: where one says
//! an initializer, the parameter gets what the attributes give it, and among these only what names it, or stands on the
//! field or within. Which rules say initializers and which values from elsewhere, only a run knows, and hands in
//! ([`Candidates::judge`]).
//!
//! [`Levels`] is the only place that knows this order. The checks, the runs and the explanations read it through
//! [`Candidates`].

use super::SchemaPath;
use crate::rule::{Action, Rule};

/// The place where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The rule set of the run.
    Run,
    /// The parameter's own field.
    Own,
    /// The field that this step enters.
    Field { step: usize },
    /// The variant that this step enters.
    Variant { step: usize },
    /// The struct or enum after this many steps.
    Type { depth: usize },
}

/// The verdict on a rule that matches the parameter.
///
/// ```
/// use paraminit::plan::Verdict;
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => default };
/// let why = rules.explain(&Dense::init(42)?, "weight")?;
/// let verdicts: Vec<_> = why.candidates().iter().map(|candidate| &candidate.verdict).collect();
/// assert_eq!(verdicts, [&Verdict::Defers, &Verdict::Wins]); // the rule, the layer's own attribute
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The rule governs the parameter.
    Wins,
    /// The rule says `default`, so the attributes decide.
    Defers,
    /// Another rule governs the parameter.
    Loses(Reason),
}

/// The reason why a rule that matches does not govern the parameter.
///
/// ```
/// use paraminit::plan::{Reason, Verdict};
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => zeros };
/// let why = rules.explain(&Dense::init(42)?, "weight")?;
/// let last = why.candidates().last().map(|candidate| &candidate.verdict);
/// assert_eq!(last, Some(&Verdict::Loses(Reason::Run))); // the layer's own default
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// An earlier rule in the same list matches too.
    Earlier,
    /// The rules of a run come before all attributes.
    Run,
    /// The attribute on a field comes before that on the struct.
    Field,
    /// The attribute on a variant comes before that on the enum.
    Variant,
    /// The attributes of an outer struct come before those of an inner one.
    Outer,
    /// The field is `required`, so only attributes of those who use the struct count.
    Required,
    /// The field is `fixed`, and the rule says an initializer without having the field's place and name.
    Fixed,
    /// The field is a `buffer`, and the rule says an initializer without having the field's name.
    Buffer,
}

/// A rule or attribute that matches a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub(crate) rule: &'static Rule,
    /// The number of the rule in its list.
    pub(crate) number: usize,
    pub(crate) origin: Origin,
    /// True if an initializer that it says does not reach the parameter.
    pub(crate) general: bool,
}

/// The rules and attributes that match the parameter at the end of a path, in order of precedence.
#[derive(Clone, Copy)]
pub struct Candidates<'a, 'k> {
    path: &'a SchemaPath<'k>,
    /// The current list, the lists that follow, and the number of the next rule in the current list.
    level: Level,
    rest: Levels<'a, 'k>,
    number: usize,
    decided: Decided,
    /// The depth from which on attributes do not count.
    end: usize,
}

/// The decision so far.
#[derive(Clone, Copy)]
enum Decided {
    /// No rule of the run matches so far.
    ByNone,
    /// A rule of the run says `default`, or there are no rules.
    ByAttributes,
    ByRun,
    By(Level),
}

impl<'a, 'k> Candidates<'a, 'k> {
    /// Returns the candidates for a run by the rules of `table`.
    #[must_use]
    pub const fn new(table: &'static [Rule], path: &'a SchemaPath<'k>) -> Self {
        let end = match path.required_at() {
            Some(depth) => depth,
            None => path.depth(),
        };
        let decided = if table.is_empty() { Decided::ByAttributes } else { Decided::ByNone };
        let level = Level { rules: table, from: 0, origin: Origin::Run, declaration: 0, rank: 0 };
        Self { path, level, rest: Levels { path, declaration: 0, rank: 0 }, number: 0, decided, end }
    }

    /// Returns the next candidate, which is then to be judged.
    pub const fn next(&mut self) -> Option<Candidate> {
        loop {
            let Level { rules, from, origin, .. } = self.level;
            while self.number < rules.len() {
                let number = self.number;
                self.number += 1;
                if rules[number].matches(self.path, from) {
                    let rule = &rules[number];
                    return Some(Candidate { rule, number, origin, general: rule.is_general(self.path, from) });
                }
            }
            match self.rest.next() {
                Some(level) => (self.level, self.number) = (level, 0),
                None => return None,
            }
        }
    }

    /// Returns the verdict on the candidate, the last that [`next`](Self::next) gave. `initializes` is true if it says an
    /// initializer; that counts only where it is general.
    pub const fn judge(&mut self, candidate: &Candidate, initializes: bool) -> Verdict {
        let level = self.level;
        let misses = candidate.general && initializes;
        match (self.decided, level.origin) {
            (Decided::ByNone, Origin::Run) => match &candidate.rule.action {
                Action::Default => {
                    self.decided = Decided::ByAttributes;
                    Verdict::Defers
                }
                _ if misses => {
                    self.decided = Decided::ByAttributes;
                    Verdict::Loses(self.out_of_reach())
                }
                _ => {
                    self.decided = Decided::ByRun;
                    Verdict::Wins
                }
            },
            (_, Origin::Run) => Verdict::Loses(Reason::Earlier),
            // A run with rules asks the attributes only if one of them leaves the parameter to them.
            (Decided::ByNone | Decided::ByRun, _) => Verdict::Loses(Reason::Run),
            (Decided::ByAttributes, _) if level.declaration >= self.end => Verdict::Loses(Reason::Required),
            (Decided::ByAttributes, _) if misses => Verdict::Loses(self.out_of_reach()),
            (Decided::ByAttributes, _) => {
                self.decided = Decided::By(level);
                Verdict::Wins
            }
            (Decided::By(winner), _) => Verdict::Loses(winner.reason_against(level)),
        }
    }

    const fn out_of_reach(&self) -> Reason {
        if self.path.is_buffer() { Reason::Buffer } else { Reason::Fixed }
    }

    /// Passes over the rest of the run's rules: the first that matches was seen.
    const fn leave_run(&mut self) {
        if let Origin::Run = self.level.origin {
            self.number = self.level.rules.len();
        }
    }
}

/// Returns the rule that governs the parameter at the end of `path`, and its place, in a run by the rules of `table`, as
/// far as constants know. It is a rule of the run, or an attribute if that rule leaves the parameter to them, or if the run
/// has no rules.
#[must_use]
pub const fn governing(table: &'static [Rule], path: &SchemaPath<'_>) -> Option<(&'static Rule, Origin)> {
    let mut candidates = Candidates::new(table, path);
    while let Some(candidate) = candidates.next() {
        match candidates.judge(&candidate, candidate.rule.action.initializes()) {
            Verdict::Wins => return Some((candidate.rule, candidate.origin)),
            Verdict::Loses(Reason::Run) => return None,
            Verdict::Defers | Verdict::Loses(_) => candidates.leave_run(),
        }
    }
    None
}

/// The number of the rule of `table` that comes first, of those that match the parameter at the end of `path`.
#[must_use]
pub const fn first_match(table: &'static [Rule], path: &SchemaPath<'_>) -> Option<usize> {
    match Candidates::new(table, path).next() {
        Some(Candidate { number, origin: Origin::Run, .. }) => Some(number),
        _ => None,
    }
}

/// One list of rules that may govern a parameter.
#[derive(Clone, Copy)]
struct Level {
    rules: &'static [Rule],
    /// The depth at which the patterns start.
    from: usize,
    origin: Origin,
    /// The depth of the struct or enum whose declaration has the list.
    declaration: usize,
    /// The rank within the declaration; the lowest comes first.
    rank: usize,
}

impl Level {
    /// Returns the reason why an attribute of another list, or a later one of this list, loses against one of this
    /// list.
    const fn reason_against(&self, other: Self) -> Reason {
        if self.declaration != other.declaration {
            Reason::Outer
        } else if self.rank == other.rank {
            Reason::Earlier
        } else if let Origin::Variant { .. } = self.origin {
            Reason::Variant
        } else {
            Reason::Field
        }
    }
}

/// The lists of attributes that may govern the parameter at the end of a path, in order of precedence.
#[derive(Clone, Copy)]
struct Levels<'a, 'k> {
    path: &'a SchemaPath<'k>,
    declaration: usize,
    rank: usize,
}

impl Levels<'_, '_> {
    const fn next(&mut self) -> Option<Level> {
        while self.declaration < self.path.depth() {
            let (declaration, rank) = (self.declaration, self.rank);
            // An enum with its variants is one declaration, in the order field, variant, enum.
            let field = if self.path.enters_variant(declaration) { declaration + 1 } else { declaration };
            self.rank += 1;
            let (rules, from, origin) = match rank {
                0 => {
                    let Some(step) = self.path.step(field) else { continue };
                    let Some(entered) = step.entered() else { continue };
                    let own = field + 1 == self.path.depth();
                    let origin = if own { Origin::Own } else { Origin::Field { step: field } };
                    (entered.rules, field + 1, origin)
                }
                1 if field == declaration => continue,
                1 => (self.path.schema(field).rules, field, Origin::Variant { step: declaration }),
                _ => {
                    (self.declaration, self.rank) = (field + 1, 0);
                    (self.path.schema(declaration).rules, declaration, Origin::Type { depth: declaration })
                }
            };
            if !rules.is_empty() {
                return Some(Level { rules, from, origin, declaration, rank });
            }
        }
        None
    }
}
