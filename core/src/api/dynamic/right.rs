//! The right side of a rule that a call makes.

use core::fmt;

use crate::info::ParamInfo;
use crate::init::source::pretrained::Pretrained;
use crate::init::{Init, Source, from_fn};

/// The right side of a rule.
///
/// ```
/// use paraminit::dynamic::{DynamicRules, Right};
/// use paraminit::prelude::*;
///
/// // An initializer becomes one by itself; the two words are variants.
/// let rules = DynamicRules::new().rule("weight", Right::Keep).rule("bias", init::ones());
/// let mut layer = Dense::<4, 8>::init(1)?;
/// rules.apply(&mut layer, 42)?;
/// assert_eq!(layer.weight(), Dense::<4, 8>::init(1)?.weight());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[non_exhaustive]
pub enum Right<'r> {
    /// An initializer.
    Init(Init),
    /// `default`: what the model itself says.
    Default,
    /// `keep`: the values stay as they are.
    Keep,
    /// Values by code or data: a closure, a [custom](crate::init::custom()) initializer, a file, another model.
    Source(Source<'r>),
}

impl From<Init> for Right<'_> {
    fn from(init: Init) -> Self {
        Self::Init(init)
    }
}

impl<'r> From<Source<'r>> for Right<'r> {
    fn from(source: Source<'r>) -> Self {
        Self::Source(source)
    }
}

impl<'r> From<Pretrained<'r>> for Right<'r> {
    fn from(values: Pretrained<'r>) -> Self {
        Self::Source(values.into())
    }
}

impl<'r, F: Fn(&ParamInfo) -> Init + Send + Sync + 'r> From<F> for Right<'r> {
    fn from(each: F) -> Self {
        Self::Source(from_fn(each))
    }
}

impl fmt::Debug for Right<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

impl Right<'_> {
    /// The right side as a rule writes it.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Init(init) => init.to_string(),
            Self::Default => "default".to_owned(),
            Self::Keep => "keep".to_owned(),
            Self::Source(source) => source.to_string(),
        }
    }
}
