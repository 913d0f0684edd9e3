//! Initializers that are known at run time only: they own data or code.

use std::fmt;

use ndarray::ArrayViewMutD;

use super::arena::Init;
use super::cause::Cause;
use super::custom::Initializer;
use super::draws::{self, Draw};
use super::expected::Expected;
use super::lasting::Lasting;
use super::resolved::{Resolved, all_or_nothing, finite};
use crate::fill;
use crate::info::{Missing, ParamInfo};
use crate::io::{Pretrained, Tensor};
use crate::sample::{Sampler, Stored};
use crate::stream::Stream;
use crate::view::{ViewMut, each_type};

/// Where the values of a rule come from, at run time: what stands in `{ .. }` on the right of a rule.
///
/// An [`Init`], or something that is no plain data: [`custom`], [`sample`], [`by`], and values that exist already, by
/// [`from`](super::from()) and, with the feature `safetensors`, `load`.
pub struct Source<'r>(Kind<'r>);

#[expect(clippy::large_enum_variant, reason = "a rule set holds a few")]
enum Kind<'r> {
    Init(Init),
    Custom(Box<dyn Initializer + Send + 'r>),
    Sample(Box<dyn Draw + 'r>),
    Each(Box<dyn Fn(&ParamInfo) -> Init + Send + Sync + 'r>),
    Pretrained(Pretrained<'r>),
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
/// Each group of elements (256 of `f32` and the half types, 128 of `f64`) has a generator of its own. So the values depend neither on
/// threads nor on which slice is computed.
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

/// An initializer for each parameter, from what is known about it.
///
/// ```
/// use paraminit::init::{Source, by, normal};
///
/// // GPT-2: the deeper the network, the smaller its residual projections.
/// let source: Source = by(|p| normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()));
/// ```
///
/// # Errors
/// A run fails if the closure asks for the index in, or the length of, a container that the path does not have.
#[must_use]
pub fn by<'r>(f: impl Fn(&ParamInfo) -> Init + Send + Sync + 'r) -> Source<'r> {
    Source(Kind::Each(Box::new(f)))
}

/// Asks a closure of the user's about one parameter.
pub(crate) fn ask(f: &dyn Fn(&ParamInfo) -> Init, info: &ParamInfo) -> Result<Init, Cause> {
    let init = f(info);
    answered(info).map(|()| init)
}

/// Refuses the answer of who asked the parameter for something that it does not have.
fn answered(info: &ParamInfo) -> Result<(), Cause> {
    match info.missing.get() {
        None => Ok(()),
        Some(Missing::Container(number)) => Err(Cause::NoContainer { number: *number }),
        Some(Missing::Fans(why)) => Err(Cause::NoFans { why: *why }),
        Some(Missing::Shape) => Err(Cause::ShapeUnknown),
    }
}

impl<'r> Source<'r> {
    /// The values that exist already, if this is where they come from.
    pub(crate) fn pretrained(&self) -> Option<&Pretrained<'r>> {
        match &self.0 {
            Kind::Pretrained(pretrained) => Some(pretrained),
            _ => None,
        }
    }
}

impl Source<'_> {
    /// What of this source can wait until the parameter exists. A closure that borrows is asked now.
    ///
    /// # Errors
    /// [`Cause::CannotWait`] of what owns data or code, [`Cause::ShapeUnknown`] and [`Cause::NoFans`] if a closure asked for
    /// what is not known yet.
    pub(crate) fn lasting(&self, info: &ParamInfo) -> Result<Lasting, Cause> {
        match &self.0 {
            Kind::Init(init) => Ok(Lasting::Init(*init)),
            Kind::Each(f) => ask(f, info).map(Lasting::Init),
            Kind::Custom(_) | Kind::Sample(_) | Kind::Pretrained(_) => {
                Err(Cause::CannotWait { source: self.to_string() })
            }
        }
    }

    /// What this source puts into the parameter.
    ///
    /// # Errors
    /// As [`Init::resolve`]; [`Cause::NoContainer`] if a closure asked for one that the path does not have; and
    /// [`Cause::Load`] for pretrained values that do not fit.
    pub fn resolve(&self, info: &ParamInfo) -> Result<Task<'_>, Cause> {
        Ok(match &self.0 {
            Kind::Pretrained(pretrained) => Task::Pretrained(pretrained.take(info)?),
            Kind::Init(init) => Task::of(init, info)?,
            Kind::Custom(initializer) => Task::Custom(&**initializer),
            Kind::Sample(distribution) => Task::Sample(Samples(&**distribution)),
            Kind::Each(f) => {
                let init = Box::new(ask(f, info)?);
                Task::Init { resolved: init.resolve(info)?, init: Written::Here(init) }
            }
        })
    }
}

/// As it is written in a rule, as far as that is known.
impl fmt::Display for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Init(init) => init.fmt(f),
            Kind::Custom(initializer) => write!(f, "custom({})", initializer.name()),
            Kind::Sample(_) => f.write_str("sample(..)"),
            Kind::Each(_) => f.write_str("|p| .."),
            Kind::Pretrained(pretrained) => pretrained.fmt(f),
        }
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({self})")
    }
}

/// What a source puts into one parameter.
#[derive(Debug)]
pub enum Task<'s> {
    /// A built-in initializer.
    Init {
        /// As it was written, or as a closure gave it.
        init: Written<'s>,
        /// Ready to fill.
        resolved: Resolved,
    },
    /// Draws from a distribution of `rand_distr`.
    Sample(Samples<'s>),
    /// An initializer of the user's.
    Custom(&'s dyn Initializer),
    /// Values that exist already.
    Pretrained(Tensor<'s>),
}

/// An initializer that stands in a rule, or one that a closure gave.
#[derive(Debug)]
pub enum Written<'s> {
    /// In a rule.
    There(&'s Init),
    /// A closure's.
    Here(Box<Init>),
}

impl core::ops::Deref for Written<'_> {
    type Target = Init;

    fn deref(&self) -> &Init {
        match self {
            Self::There(init) => init,
            Self::Here(init) => init,
        }
    }
}

/// A distribution of `rand_distr` that fills parameters.
#[derive(Clone, Copy)]
pub struct Samples<'s>(&'s dyn Draw);

impl Samples<'_> {
    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter with this stream number.
    ///
    /// # Errors
    /// [`Cause::NotFinite`]. `out` then holds values of no meaning.
    pub fn fill<S: Stored>(&self, seed: u64, number: u64, offset: u64, out: &mut [S]) -> Result<(), Cause> {
        draws::fill(self.0, seed, number, offset, out)
    }
}

impl fmt::Debug for Samples<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Samples(..)")
    }
}

impl fmt::Debug for dyn Initializer + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// As it is written in a rule, as far as that is known.
impl fmt::Display for Task<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Init { init, .. } => init.fmt(f),
            Self::Sample(_) => f.write_str("sample(..)"),
            Self::Custom(initializer) => write!(f, "custom({})", initializer.name()),
            Self::Pretrained(tensor) => tensor.fmt(f),
        }
    }
}

impl<'s> Task<'s> {
    /// What `init` puts into the parameter.
    ///
    /// # Errors
    /// As [`Init::resolve`].
    pub(crate) fn of(init: &'s Init, info: &ParamInfo) -> Result<Self, Cause> {
        Ok(Self::Init { resolved: init.resolve(info)?, init: Written::There(init) })
    }
}

impl Task<'_> {
    /// The built-in initializer, if it is one.
    pub(crate) fn init(&self) -> Option<&Init> {
        match self {
            Self::Init { init, .. } => Some(init),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// The sampler, if every element can be drawn on its own by one.
    #[must_use]
    pub fn sampler(&self) -> Option<&Sampler> {
        match self {
            Self::Init { resolved, .. } => resolved.sampler(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// The expected mean and standard deviation, if they are known.
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        match self {
            Self::Init { resolved, .. } => resolved.moments(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// The same for a parameter of `count` elements, with how far measured values may stray.
    #[must_use]
    pub fn expected(&self, count: usize) -> Option<Expected> {
        match self {
            Self::Init { resolved, .. } => resolved.expected(count),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// Whether [`fill`](Task::fill) can fail after it was called: a closure or a distribution of the user's may give
    /// values that are not finite, a custom initializer may fail, a file may not be read.
    #[must_use]
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Init { resolved, .. } => resolved.can_fail(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => true,
        }
    }

    /// Refuses if memory does not hold what filling takes besides the parameter.
    pub(crate) fn room(&self, values: &ViewMut<'_>) -> Result<(), Cause> {
        match self {
            Self::Init { resolved, .. } => resolved.room(values.element(), values.count(), values.is_row_major()),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => Ok(()),
        }
    }

    /// Calls `each` with the numbers of the streams that filling draws from besides the parameter's own, `number`.
    pub(crate) fn streams(&self, number: u64, each: &mut dyn FnMut(u64)) {
        if let Self::Init { resolved, .. } = self {
            resolved.streams(number, each);
        }
    }

    /// Fills the whole parameter, of any memory layout.
    ///
    /// # Errors
    /// [`Cause::NotFinite`], [`Cause::Custom`] with what a custom initializer reports, or [`Cause::Load`] where a file
    /// cannot be read. Except after a custom initializer and pretrained values, which are written directly, the values
    /// are then as they were.
    pub fn fill(&self, info: &ParamInfo, seed: u64, number: u64, values: ViewMut<'_>) -> Result<(), Cause> {
        let can_fail = self.can_fail();
        match (self, values) {
            (Self::Custom(_) | Self::Pretrained(_), values) => self.fill_directly(info, seed, number, values),
            (_, values) => each_type!(ViewMut, values, view => {
                all_or_nothing(view, can_fail, |view| self.compute(seed, number, view))
            }),
        }
    }

    /// Fills the whole parameter; after an error it holds values of no meaning.
    pub(crate) fn fill_directly(
        &self,
        info: &ParamInfo,
        seed: u64,
        number: u64,
        mut values: ViewMut<'_>,
    ) -> Result<(), Cause> {
        if let Self::Custom(initializer) = self {
            let mut stream = Stream::from_number(seed, number);
            initializer.initialize(info, values.reborrow(), &mut stream).map_err(Cause::Custom)?;
            answered(info)?;
            return all_finite(&values);
        }
        if let Self::Pretrained(tensor) = self {
            tensor.fill(&mut values)?;
            return all_finite(&values);
        }
        each_type!(ViewMut, values, view => self.compute(seed, number, view))
    }

    fn compute<S: Stored>(&self, seed: u64, number: u64, values: ArrayViewMutD<'_, S>) -> Result<(), Cause> {
        match self {
            Self::Init { resolved, .. } => resolved.fill_array(seed, number, values),
            Self::Sample(samples) => fill::fill(values, |offset, out| samples.fill(seed, number, offset, out)),
            Self::Custom(_) | Self::Pretrained(_) => fill::fill(values, |offset, out| finite(offset, out)),
        }
    }
}

/// Refuses values of which one is not finite.
fn all_finite(values: &ViewMut<'_>) -> Result<(), Cause> {
    let infinite = values.view().values().position(|value| !value.is_finite());
    infinite.map_or(Ok(()), |index| Err(Cause::NotFinite { index: index as u64 }))
}
