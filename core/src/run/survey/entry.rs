//! The result of a survey, as data.

use std::mem;

use smallvec::SmallVec;

use super::decide::Decision;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::schema::SchemaPath;

/// The largest number of parameters for which a run needs no memory besides the model's own.
pub(crate) const FEW: usize = 4;

/// The parameters of a model, with the decision on each, and all failures.
pub(crate) struct Survey<'a, V> {
    /// The entries, in order of declaration.
    pub(crate) entries: Entries<'a, V>,
    pub(crate) failures: Vec<Failure>,
}

pub(crate) type Entries<'a, V> = SmallVec<[Entry<'a, V>; FEW]>;

/// A parameter in a survey.
pub(crate) struct Entry<'a, V> {
    pub(crate) info: ParamInfo,
    /// The number of the parameter's stream.
    pub(crate) number: u64,
    /// The rule that governs the parameter.
    pub(crate) rule: Option<RuleSite>,
    pub(crate) decision: Decision<'a>,
    /// The parameter's values: [`Held`] to read, or a [`Target`] to write.
    pub(crate) values: V,
}

impl<V> Survey<'_, V> {
    /// Returns an error with all failures, if any.
    pub(crate) fn check(&mut self) -> Result<(), InitError> {
        if self.failures.is_empty() { Ok(()) } else { Err(InitError::new(mem::take(&mut self.failures))) }
    }
}

/// A function that is called with each parameter and its path in the schema.
pub(crate) type Watch<'w> = &'w mut dyn FnMut(&ParamInfo, &SchemaPath<'_>);
