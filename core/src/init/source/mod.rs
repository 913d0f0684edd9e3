//! Sources of values that are known at run time only, because they own data or code.

mod ask;
pub(crate) mod deferred;
pub(crate) mod distribution;
pub(crate) mod failure;
pub(crate) mod files;
pub(crate) mod initializer;
pub(crate) mod prepared;
pub(crate) mod pretrained;
pub(crate) mod renaming;
pub(crate) mod store;
pub(crate) mod tensor;
pub(crate) mod tensors;
pub(crate) mod transform;

use std::error::Error;
use std::fmt;

use ndarray::ArrayD;

pub(crate) use ask::ask;
use pretrained::Pretrained;
use transform::{Derived, Given};

use crate::info::ParamInfo;
use crate::init::source::distribution::Draw;
use crate::init::source::failure::FailureKind;
use crate::init::{Init, Initializer, Prepared, Written};

/// A source of values that is known at run time only. It stands in `{ .. }` on the right of a rule.
///
/// It is an [`Init`], or not plain data: [`custom`], [`sample`], [`from_fn`], and values that exist already, by
/// [`from`](crate::init::from()) and, with the feature `safetensors`, `load`.
///
/// ```
/// use paraminit::init::Source;
/// use paraminit::prelude::*;
///
/// fn chosen(deep: bool) -> Source<'static> {
///     if deep { init::from_fn(|p| init::normal(0.0, 1.0 / p.shape()[0] as f64)) } else { init::zeros().into() }
/// }
///
/// let layer = init! { <Dense<4, 8>> ** => { chosen(false) } }.build(42)?;
/// assert!(layer.weight().iter().all(|w| *w == 0.0));
/// assert_eq!(chosen(true).to_string(), "|p| ..");
/// # Ok::<(), InitError>(())
/// ```
pub struct Source<'r>(Kind<'r>);

#[expect(clippy::large_enum_variant, reason = "a rule set holds a few")]
enum Kind<'r> {
    Init(Init),
    Custom(Box<dyn Initializer + Send + 'r>),
    Sample(Box<dyn Draw + 'r>),
    Each(Box<dyn Fn(&ParamInfo) -> Init + Send + Sync + 'r>),
    Pretrained(Pretrained<'r>),
    Derived(Derived<'r>),
}

impl From<Init> for Source<'_> {
    fn from(init: Init) -> Self {
        Self(Kind::Init(init))
    }
}

impl<'r> From<Pretrained<'r>> for Source<'r> {
    fn from(pretrained: Pretrained<'r>) -> Self {
        Self(Kind::Pretrained(pretrained))
    }
}

/// Values from an initializer of your own; see [`Initializer`].
///
/// ```
/// # use std::error::Error;
/// # use paraminit::{info::ParamInfo, stream::Stream, view::ViewMut};
/// use paraminit::init::{Initializer, Source, custom};
///
/// struct Ramp;
///
/// impl Initializer for Ramp {
///     fn initialize(
///         &self,
///         _: &ParamInfo,
///         mut values: ViewMut<'_>,
///         _: &mut Stream,
///     ) -> Result<(), Box<dyn Error + Send + Sync>> {
///         let mut next = 0.0;
///         values.fill_with(|| {
///             next += 1.0;
///             next
///         });
///         Ok(())
///     }
/// }
///
/// let one: Source = custom(&Ramp);
/// let chosen: &dyn Initializer = &Ramp;
/// let other: Source = custom(chosen);
/// assert_eq!(one.to_string(), other.to_string());
/// ```
#[must_use]
pub fn custom<I: Initializer + ?Sized>(initializer: &I) -> Source<'_> {
    Source(Kind::Custom(Box::new(initializer)))
}

/// Values drawn from a distribution of `rand_distr`, or from any other `Distribution<f64>`.
///
/// Each group of elements (256 of `f32` and the half types, 128 of `f64`) has a generator of its own. So the values
/// depend neither on threads nor on the slice that is computed.
///
/// # Errors
/// A run fails if the distribution gives a value that is not finite in the parameter's type.
///
/// ```
/// use paraminit::init::{Source, sample};
/// use rand_distr::Gamma;
///
/// let source: Source = sample(Gamma::new(2.0, 1.0)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn sample<'r>(distribution: impl rand_distr::Distribution<f64> + Send + Sync + 'r) -> Source<'r> {
    Source(Kind::Sample(Box::new(distribution)))
}

/// Chooses an initializer for each parameter, from the parameter's description.
///
/// ```
/// use paraminit::init::{Source, from_fn, normal};
///
/// // GPT-2: the deeper the network, the smaller its residual projections.
/// let source: Source = from_fn(|p| normal(0.0, 0.02 / (2.0 * p.len_of("blocks") as f64).sqrt()));
/// ```
///
/// # Errors
/// A run fails if the closure asks for the index or the length of a container that the path does not have.
#[must_use]
pub fn from_fn<'r>(f: impl Fn(&ParamInfo) -> Init + Send + Sync + 'r) -> Source<'r> {
    Source(Kind::Each(Box::new(f)))
}

/// The expansion of `derived = f(v)`.
#[doc(hidden)]
#[must_use]
pub fn derived(
    of: &'static str,
    function: impl Fn(Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> + Send + Sync + 'static,
) -> Source<'static> {
    Source(Kind::Derived(Derived::new(of, function)))
}

impl<'r> Source<'r> {
    /// The other parameter from which the values follow, if they do.
    pub(crate) fn into_derived(self) -> Option<Derived<'r>> {
        match self.0 {
            Kind::Derived(derived) => Some(derived),
            _ => None,
        }
    }

    /// The values that exist already, if they are the source.
    pub(crate) fn pretrained(&self) -> Option<&Pretrained<'r>> {
        match &self.0 {
            Kind::Pretrained(pretrained) => Some(pretrained),
            _ => None,
        }
    }
}

impl<'r> Source<'r> {
    /// Prepares the source to fill the parameter, once: an attribute made it for that.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub(crate) fn into_prepared(self, info: &ParamInfo) -> Result<Prepared<'r>, FailureKind> {
        Ok(match self.0 {
            Kind::Pretrained(pretrained) => Prepared::Pretrained(pretrained.take(info)?),
            Kind::Derived(derived) => Prepared::Derived(derived),
            Kind::Init(init) => Prepared::made(init, info)?,
            Kind::Custom(initializer) => Prepared::Custom(Written::Here(initializer)),
            Kind::Sample(distribution) => Prepared::Sample(Written::Here(distribution)),
            Kind::Each(f) => Prepared::made(ask(&*f, info)?, info)?,
        })
    }
}

impl Source<'_> {
    /// Prepares the source to fill the parameter.
    ///
    /// # Errors
    /// As [`Init::resolve`]. Also [`FailureKind::NoContainer`] or [`FailureKind::NoContainerOf`] if a closure asked for
    /// a container that the path does not have, and [`FailureKind::Load`] for pretrained values that do not fit.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let source: Source = init::from_fn(|p| init::constant(p.shape()[0] as f64));
    /// let task = source.resolve(&ParamInfo::bare(&[3], None, DType::F32))?;
    /// assert_eq!(task.to_string(), "constant(3)");
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[doc(hidden)]
    pub fn resolve(&self, info: &ParamInfo) -> Result<Prepared<'_>, FailureKind> {
        Ok(match &self.0 {
            Kind::Pretrained(pretrained) => Prepared::Pretrained(pretrained.take(info)?),
            Kind::Derived(derived) => Prepared::Derived(derived.clone()),
            Kind::Init(init) => Prepared::of(init, info)?,
            Kind::Custom(initializer) => Prepared::Custom(Written::There(&**initializer)),
            Kind::Sample(distribution) => Prepared::Sample(Written::There(&**distribution)),
            Kind::Each(f) => Prepared::made(ask(f, info)?, info)?,
        })
    }
}

/// Writes the source as a rule does, as far as that is known.
impl fmt::Display for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Init(init) => init.fmt(f),
            Kind::Custom(initializer) => write!(f, "custom({})", initializer.name()),
            Kind::Sample(_) => f.write_str("sample(..)"),
            Kind::Each(_) => f.write_str("|p| .."),
            Kind::Pretrained(pretrained) => pretrained.fmt(f),
            Kind::Derived(derived) => derived.fmt(f),
        }
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({self})")
    }
}
