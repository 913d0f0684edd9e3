//! What a source makes of one parameter: ready to fill.

use std::fmt;

use ndarray::ArrayViewMutD;

use crate::fill;
use crate::info::ParamInfo;
use crate::init::error::InitErrorKind;
use crate::init::fill::expected::Expected;
use crate::init::fill::resolved::{Resolved, all_or_nothing, finite};
use crate::init::source::answered;
use crate::init::source::distribution::{self, Draw};
use crate::init::source::initializer::Initializer;
use crate::init::tree::Init;
use crate::io::Tensor;
use crate::sample::{Sampler, Stored};
use crate::stream::{Stream, StreamId};
use crate::view::{ViewMut, each_type};

/// What a source puts into one parameter.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::{Source, Task};
/// use paraminit::prelude::*;
///
/// let info = ParamInfo::bare(&[4], None, DType::F32);
/// let source = Source::from(init::ones());
/// assert!(matches!(source.resolve(&info)?, Task::Init { .. }));
/// let source = init::sample(rand_distr::StandardNormal);
/// assert!(matches!(source.resolve(&info)?, Task::Sample(_)));
/// # Ok::<(), init::InitErrorKind>(())
/// ```
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
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::{Source, Task, Written};
/// use paraminit::prelude::*;
///
/// let source: Source = init::by(|_| init::ones());
/// match source.resolve(&ParamInfo::bare(&[4], None, DType::F32))? {
///     Task::Init { init: Written::Here(init), .. } => assert_eq!(*init, init::ones()),
///     task => unreachable!("{task} of a closure"),
/// }
/// # Ok::<(), init::InitErrorKind>(())
/// ```
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
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::Task;
/// use paraminit::prelude::*;
/// use rand_distr::Exp1;
///
/// let source = init::sample(Exp1);
/// let mut values = [0.0_f32; 4];
/// if let Task::Sample(samples) = source.resolve(&ParamInfo::bare(&[4], None, DType::F32))? {
///     samples.fill(StreamId::new(42, "weight"), 0, &mut values)?;
/// }
/// assert!(values.iter().all(|x| *x > 0.0));
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[derive(Clone, Copy)]
pub struct Samples<'s>(pub(crate) &'s dyn Draw);

impl Samples<'_> {
    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter with this stream number.
    ///
    /// # Errors
    /// [`InitErrorKind::NotFinite`]. `out` then holds values of no meaning.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::{InitErrorKind, Task};
    /// use paraminit::prelude::*;
    /// use rand_distr::Normal;
    ///
    /// let source = init::sample(Normal::new(0.0, 1e300)?);
    /// if let Task::Sample(samples) = source.resolve(&ParamInfo::bare(&[4], None, DType::F32))? {
    ///     let too_large = samples.fill(StreamId::new(42, "weight"), 0, &mut [0.0_f32; 4]);
    ///     assert!(matches!(too_large, Err(InitErrorKind::NotFinite { index: 0 })));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fill<S: Stored>(&self, id: StreamId, offset: u64, out: &mut [S]) -> Result<(), InitErrorKind> {
        distribution::fill(self.0, id, offset, out)
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
    pub(crate) fn of(init: &'s Init, info: &ParamInfo) -> Result<Self, InitErrorKind> {
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
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert!(Source::from(init::uniform(0.0, 1.0)).resolve(&info)?.sampler().is_some());
    /// assert!(init::sample(rand_distr::StandardUniform).resolve(&info)?.sampler().is_none());
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn sampler(&self) -> Option<&Sampler> {
        match self {
            Self::Init { resolved, .. } => resolved.sampler(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// The expected mean and standard deviation, if they are known.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert_eq!(Source::from(init::normal(1.0, 2.0)).resolve(&info)?.moments(), Some((1.0, 2.0)));
    /// assert_eq!(init::sample(rand_distr::Exp1).resolve(&info)?.moments(), None); // a stranger's
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        match self {
            Self::Init { resolved, .. } => resolved.moments(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// The same for a parameter of `count` elements, with how far measured values may stray.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let source: Source = init::by(|_| init::ones());
    /// let task = source.resolve(&ParamInfo::bare(&[4], None, DType::F32))?;
    /// let expected = task.expected(4).expect("it is constant");
    /// assert_eq!((expected.mean, expected.mean_error), (1.0, Some(0.0)));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn expected(&self, count: usize) -> Option<Expected> {
        match self {
            Self::Init { resolved, .. } => resolved.expected(count),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => None,
        }
    }

    /// Whether [`fill`](Task::fill) can fail after it was called: a closure or a distribution of the user's may give
    /// values that are not finite, a custom initializer may fail, a file may not be read.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert!(!Source::from(init::ones()).resolve(&info)?.can_fail());
    /// assert!(init::sample(rand_distr::Exp1).resolve(&info)?.can_fail());
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Init { resolved, .. } => resolved.can_fail(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) => true,
        }
    }

    /// Refuses if memory does not hold what filling takes besides the parameter.
    pub(crate) fn room(&self, values: &ViewMut<'_>) -> Result<(), InitErrorKind> {
        match self {
            Self::Init { resolved, .. } => resolved.room(values.dtype(), values.count(), values.is_row_major()),
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
    /// [`InitErrorKind::NotFinite`], [`InitErrorKind::Custom`] with what a custom initializer reports, or [`InitErrorKind::Load`] where a file
    /// cannot be read. Except after a custom initializer and pretrained values, which are written directly, the values
    /// are then as they were.
    ///
    /// ```
    /// use ndarray::arr1;
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let mut values = arr1(&[0.0_f32; 3]).into_dyn();
    /// let info = ParamInfo::bare(&[3], None, DType::F32);
    /// Source::from(init::ones()).resolve(&info)?.fill(&info, StreamId::new(42, "weight"), ViewMut::F32(values.view_mut()))?;
    /// assert_eq!(values, arr1(&[1.0; 3]).into_dyn());
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    pub fn fill(&self, info: &ParamInfo, id: StreamId, values: ViewMut<'_>) -> Result<(), InitErrorKind> {
        let can_fail = self.can_fail();
        match (self, values) {
            (Self::Custom(_) | Self::Pretrained(_), values) => self.fill_directly(info, id, values),
            (_, values) => each_type!(ViewMut, values, view => {
                all_or_nothing(view, can_fail, |view| self.compute(id, view))
            }),
        }
    }

    /// Fills the whole parameter; after an error it holds values of no meaning.
    pub(crate) fn fill_directly(
        &self,
        info: &ParamInfo,
        id: StreamId,
        mut values: ViewMut<'_>,
    ) -> Result<(), InitErrorKind> {
        if let Self::Custom(initializer) = self {
            let mut stream = Stream::of(id);
            initializer.initialize(info, values.reborrow(), &mut stream).map_err(InitErrorKind::Custom)?;
            answered(info)?;
            return all_finite(&values);
        }
        if let Self::Pretrained(tensor) = self {
            tensor.fill(&mut values)?;
            return all_finite(&values);
        }
        each_type!(ViewMut, values, view => self.compute(id, view))
    }

    fn compute<S: Stored>(&self, id: StreamId, values: ArrayViewMutD<'_, S>) -> Result<(), InitErrorKind> {
        match self {
            Self::Init { resolved, .. } => resolved.fill_array(id, values),
            Self::Sample(samples) => fill::fill(values, |offset, out| samples.fill(id, offset, out)),
            Self::Custom(_) | Self::Pretrained(_) => fill::fill(values, |offset, out| finite(offset, out)),
        }
    }
}

/// Refuses values of which one is not finite.
fn all_finite(values: &ViewMut<'_>) -> Result<(), InitErrorKind> {
    let infinite = values.view().values().position(|value| !value.is_finite());
    infinite.map_or(Ok(()), |index| Err(InitErrorKind::NotFinite { index: index as u64 }))
}
