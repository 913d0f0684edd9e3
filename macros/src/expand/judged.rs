//! A rule under check.

use proc_macro2::Ident;
use quote::format_ident;

use crate::diag::Extent;
use crate::parse::pattern::Pattern;
use crate::parse::rhs::{Kind, Rhs};
use crate::parse::rule::Rule;

/// A rule under check.
pub struct Judged<'r> {
    /// The patterns of the rule, from the root of the subject.
    pub patterns: Vec<Pattern>,
    pub rhs: &'r Rhs,
    /// True if the rule may have no effect.
    pub optional: bool,
    /// True if the rule stands on the parameter's own field. Its pattern is then ours and needs no check.
    pub own: bool,
    /// True if the rule stands on a field.
    pub on_field: bool,
    /// The name of the constant for the rule's initializer.
    pub constant: Ident,
}

impl<'r> Judged<'r> {
    /// A rule that stands on no field, with its patterns from the root.
    pub fn new(rule: &'r Rule, patterns: Vec<Pattern>, constant: Ident) -> Self {
        let optional = rule.optional;
        Self { patterns, rhs: &rule.rhs, optional, own: false, on_field: false, constant }
    }

    /// The extent of the patterns.
    pub fn at(&self) -> Extent {
        match &self.patterns[..] {
            [first, .., last] => Extent { first: first.at.first, last: last.at.last },
            [only] => only.at,
            [] => self.rhs.at,
        }
    }

    /// True if the rule mounts a rule set.
    pub fn is_mounted(&self) -> bool {
        matches!(self.rhs.kind, Kind::Mounted { .. })
    }

    /// The name of another constant of the rule, next to that of its initializer.
    pub fn beside(&self, name: &str) -> Ident {
        format_ident!("{}_{name}", self.constant)
    }
}
