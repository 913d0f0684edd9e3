//! Rules: which parameters, and what they get.
//!
//! Hidden: it is public for what macros expand to. A [`Schema`](crate::schema::Schema) written by hand has no rules, `&[]`.

#![doc(hidden)]

mod awaited;
mod pattern;
mod set;

pub(crate) use awaited::Awaited;
pub use pattern::{MAX_SEGMENTS, Pattern, PatternSegment, States};
pub(crate) use set::RuleSet;

use core::fmt;
use core::panic::Location;

use crate::info::ParamInfo;
use crate::init::{Init, Source};

/// One rule, as constant data.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The rule governs what one of these matches.
    pub patterns: &'static [Pattern],
    /// `?=>`: the rule may match nothing, or what earlier rules take.
    pub optional: bool,
    /// What the parameters get.
    pub action: Action,
    /// The right-hand side as written.
    pub text: &'static str,
    /// Where the rule stands.
    pub location: &'static Location<'static>,
}

/// What the parameters of a rule get.
#[derive(Clone, Copy)]
pub enum Action {
    /// A constant initializer.
    Init(Init),
    /// What the attributes say.
    Default,
    /// Nothing: the values stay.
    Keep,
    /// An initializer for each parameter, from its info.
    Each(fn(&ParamInfo) -> Init),
    /// A source made anew for each run.
    Make(fn() -> Source<'static>),
    /// The source of that number in the rule set.
    Slot(usize),
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Init(init) => write!(f, "Init({init})"),
            Self::Default => f.write_str("Default"),
            Self::Keep => f.write_str("Keep"),
            Self::Each(_) => f.write_str("Each(..)"),
            Self::Make(_) => f.write_str("Make(..)"),
            Self::Slot(slot) => write!(f, "Slot({slot})"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, pattern) in self.patterns.iter().enumerate() {
            if i > 0 {
                f.write_str(" | ")?;
            }
            f.write_str(pattern.text)?;
        }
        if self.patterns.iter().any(|pattern| !pattern.text.is_empty()) {
            f.write_str(if self.optional { " ?=> " } else { " => " })?;
        }
        f.write_str(self.text)
    }
}
