//! A rule set without its model's type, as a run takes it.

use super::Rule;
use crate::init::Source;

/// Rules and their run-time sources, borrowed.
#[derive(Clone, Copy)]
pub(crate) struct RuleSet<'a> {
    pub(crate) table: &'static [Rule],
    pub(crate) sources: &'a [Source<'a>],
}

impl RuleSet<'_> {
    /// No rule: everything is as the attributes say.
    pub(crate) const EMPTY: Self = Self { table: &[], sources: &[] };
}
