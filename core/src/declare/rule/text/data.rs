//! A rule of a text: as constant data, and before all of its text is known to be right.

use core::fmt;

use crate::declare::rule_place::RulePlace;
use crate::init::Init;
use crate::rule::{Action, Pattern};

/// A rule of a text, or one that a call made.
#[derive(Clone, Debug)]
pub struct TextRule {
    /// The patterns and their places: one at least.
    pub patterns: Vec<(Pattern, RulePlace)>,
    /// True for `?=>`.
    pub optional: bool,
    /// What the right side says; of a text [`Action::Init`], [`Action::Default`] or [`Action::Keep`].
    pub action: Action,
    /// The right side as written, in one line and without comments.
    pub text: &'static str,
    /// The place of the rule.
    pub place: RulePlace,
    /// The place of the right side.
    pub right: RulePlace,
}

/// Writes the rule in one line: `a | b => zeros`.
impl fmt::Display for TextRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (pattern, _)) in self.patterns.iter().enumerate() {
            f.write_str(if i == 0 { "" } else { " | " })?;
            f.write_str(pattern.text)?;
        }
        f.write_str(if self.optional { " ?=> " } else { " => " })?;
        f.write_str(self.text)
    }
}

/// A rule that was read. Nothing of it is kept yet.
pub(super) struct Read {
    pub(super) patterns: Vec<ReadPattern>,
    pub(super) optional: bool,
    pub(super) side: ReadSide,
    pub(super) text: String,
    pub(super) place: RulePlace,
    pub(super) right: RulePlace,
}

/// A pattern that was read.
pub(super) struct ReadPattern {
    pub(super) segments: Vec<paraminit_syntax::Segment>,
    pub(super) text: String,
    pub(super) place: RulePlace,
}

/// A right side that was read. Initializers are large, and texts hold many rules.
pub(super) enum ReadSide {
    Init(Box<Init>),
    Default,
    Keep,
}
