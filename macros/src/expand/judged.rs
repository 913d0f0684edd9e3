//! A rule as it is judged.

use proc_macro2::Ident;
use quote::format_ident;

use crate::diag::Extent;
use crate::parse::pattern::Pattern;
use crate::parse::rhs::{Kind, Rhs};
use crate::parse::rule::Rule;

/// A rule as it is judged.
pub struct Judged<'r> {
    /// Its patterns, from the root of the subject.
    pub patterns: Vec<Pattern>,
    pub rhs: &'r Rhs,
    /// Whether it may come to nothing.
    pub optional: bool,
    /// Whether it stands on the parameter's own field. Its pattern is then ours and needs no judging.
    pub own: bool,
    /// Whether it stands on a field.
    pub on_field: bool,
    /// The name of the constant that holds its initializer.
    pub constant: Ident,
}

impl<'r> Judged<'r> {
    /// A rule that stands on no field, with its patterns as seen from the root.
    pub fn new(rule: &'r Rule, patterns: Vec<Pattern>, constant: Ident) -> Self {
        let optional = rule.optional;
        Self { patterns, rhs: &rule.rhs, optional, own: false, on_field: false, constant }
    }

    /// Where its patterns stand.
    pub fn at(&self) -> Extent {
        match &self.patterns[..] {
            [first, .., last] => Extent { first: first.at.first, last: last.at.last },
            [only] => only.at,
            [] => self.rhs.at,
        }
    }

    /// Whether it mounts a rule set.
    pub fn is_mounted(&self) -> bool {
        matches!(self.rhs.kind, Kind::Mounted { .. })
    }

    /// A constant beside that of its initializer.
    pub fn beside(&self, name: &str) -> Ident {
        format_ident!("{}_{name}", self.constant)
    }
}
