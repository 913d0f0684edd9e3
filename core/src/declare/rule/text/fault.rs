//! What is wrong with a text of rules, and where.

use core::fmt;
use std::error::Error;

use crate::declare::rule_place::RulePlace;
use crate::printed::Lines;

/// A mistake in a text of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Its place.
    pub place: RulePlace,
    /// The sentence, with the fix behind `help:` on a line of its own, if there is one. It holds no other control characters.
    pub message: String,
}

impl TextFault {
    pub(super) fn new(message: impl fmt::Display, place: RulePlace) -> Self {
        Self { place, message: Lines(message).to_string() }
    }
}

/// Writes the place and the sentence: `rules.txt:3:5: expected an initializer after =>`.
impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl Error for TextFault {}
