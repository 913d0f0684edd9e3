//! Result of a survey, as data.

use std::mem;

use smallvec::SmallVec;

use super::decide::Decision;
use crate::error::{Failure, InitError, RuleSite};
use crate::info::ParamInfo;
use crate::schema::SchemaPath;

/// Number of parameters up to which a model needs no memory beside its own to be initialized.
pub(crate) const FEW: usize = 4;

/// Parameters of a model with the decision on each, and everything that is wrong.
pub(crate) struct Survey<'a, V> {
    /// In order of declaration.
    pub(crate) entries: Entries<'a, V>,
    pub(crate) failures: Vec<Failure>,
}

pub(crate) type Entries<'a, V> = SmallVec<[Entry<'a, V>; FEW]>;

/// Parameter of a survey.
pub(crate) struct Entry<'a, V> {
    pub(crate) info: ParamInfo,
    /// Number of its stream.
    pub(crate) number: u64,
    /// The rule that governs it.
    pub(crate) rule: Option<RuleSite>,
    pub(crate) decision: Decision<'a>,
    /// Its values: [`Held`] to read, or a [`Target`] to write.
    pub(crate) values: V,
}

impl<V> Survey<'_, V> {
    /// Fails with everything that is wrong.
    pub(crate) fn check(&mut self) -> Result<(), InitError> {
        if self.failures.is_empty() { Ok(()) } else { Err(InitError::new(mem::take(&mut self.failures))) }
    }
}

/// Function that sees the place of each parameter in the schema.
pub(crate) type Watch<'w> = &'w mut dyn FnMut(&ParamInfo, &SchemaPath<'_>);
