//! A rule set without the type of its model, for a run.

use super::Rule;
use crate::init::Source;

/// Rules and their run-time sources, borrowed.
#[derive(Clone, Copy)]
pub(crate) struct RuleSet<'a> {
    pub(crate) table: &'static [Rule],
    pub(crate) sources: &'a [Source<'a>],
}

impl RuleSet<'_> {
    /// A set without rules, so that the attributes decide.
    pub(crate) const EMPTY: Self = Self { table: &[], sources: &[] };
}
