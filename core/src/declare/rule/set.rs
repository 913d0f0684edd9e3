//! A rule set without the type of its model, for a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rule;
use crate::init::{Init, Source};

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

/// What `default` stands for in a model without attributes, by path: an initializer, or the reason why there is none.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Hints(pub(crate) Arc<BTreeMap<String, Result<Init, String>>>);
