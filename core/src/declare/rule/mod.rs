//! Rules: patterns of parameters, and the initializers for them.
//!
//! It is hidden, and public only for the expansion of macros. A [`Schema`](crate::schema::Schema) written by hand has
//! no rules, `&[]`.

#![doc(hidden)]

mod awaited;
mod chain;
mod pattern;
mod set;
pub mod text;

pub(crate) use awaited::Awaited;
pub use pattern::{MAX_SEGMENTS, Pattern, PatternSegment, States};
#[doc(hidden)]
pub use set::Hints;
pub(crate) use set::RuleSet;

use core::fmt;
use core::panic::Location;

pub use crate::declare::rule_place::RulePlace;
use crate::info::ParamInfo;
use crate::init::{Init, Source};

/// One rule, as constant data.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The patterns. The rule governs a parameter that matches one of them.
    pub patterns: &'static [Pattern],
    /// True for `?=>`: the rule may match nothing, or only parameters that earlier rules govern.
    pub optional: bool,
    /// The action for the parameters.
    pub action: Action,
    /// The right-hand side, as written.
    pub text: &'static str,
    /// The place where the rule is written.
    pub location: RulePlace,
}

/// The action of a rule.
#[derive(Clone, Copy)]
pub enum Action {
    /// A constant initializer.
    Init(Init),
    /// The initializer of the attributes.
    Default,
    /// None: the values stay as they are.
    Keep,
    /// An initializer for each parameter, from its description.
    Each(fn(&ParamInfo) -> Init),
    /// A source that is made for each run.
    Make(fn() -> Source<'static>),
    /// The source with that number in the rule set.
    Slot(usize),
}

impl Rule {
    /// A bare initializer on a field, which stands where this is called. It is about the field, so its pattern is empty.
    #[must_use]
    #[track_caller]
    pub const fn bare(init: Init, text: &'static str) -> Self {
        let patterns = &[Pattern { segments: &[], text: "", rest: None }];
        let location = RulePlace::Code(Location::caller());
        Self { patterns, optional: false, action: Action::Init(init), text, location }
    }
}

impl Action {
    /// True if it is an initializer, as far as constants know: a source may bring values that exist already.
    #[must_use]
    pub(crate) const fn initializes(&self) -> bool {
        matches!(self, Self::Init(_) | Self::Each(_) | Self::Make(_) | Self::Slot(_))
    }
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
            write!(f, "{pattern}")?;
        }
        if self.patterns.iter().any(|pattern| !pattern.text.is_empty() || pattern.rest.is_some()) {
            f.write_str(if self.optional { " ?=> " } else { " => " })?;
        }
        f.write_str(self.text)
    }
}
