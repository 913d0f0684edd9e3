//! A source that is ready to fill one parameter.

use std::fmt;
use std::ops::Range;

use ndarray::ArrayViewMutD;

use crate::const_math::float;
use crate::dtype::DTypeSet;
use crate::fill;
use crate::info::ParamInfo;
use crate::init::fill::resolved::{all_finite, all_or_nothing, finite};
use crate::init::source::ask::answered;
use crate::init::source::distribution::{self, Draw};
use crate::init::source::failure::FailureKind;
use crate::init::source::tensor::Tensor;
use crate::init::source::transform::Derived;
use crate::init::{Expected, Init, InitErrorKind, Initializer, Resolved, constant};
use crate::sample::{Sampler, Stored};
use crate::stream::{Stream, StreamId};
use crate::view::{Cut, ViewMut, each_type};

/// A source that is ready to fill one parameter.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::{Source, Prepared};
/// use paraminit::prelude::*;
///
/// let info = ParamInfo::bare(&[4], None, DType::F32);
/// let source = Source::from(init::ones());
/// assert!(matches!(source.resolve(&info)?, Prepared::Init { .. }));
/// let source = init::sample(rand_distr::StandardNormal);
/// assert!(matches!(source.resolve(&info)?, Prepared::Sample(_)));
/// # Ok::<(), paraminit::FailureKind>(())
/// ```
#[doc(hidden)]
#[derive(Debug)]
#[non_exhaustive]
pub enum Prepared<'s> {
    /// A built-in initializer.
    Init {
        /// The initializer as it was written, or as a closure returned it.
        init: Written<'s>,
        /// The initializer resolved for the parameter.
        resolved: Resolved,
    },
    /// A distribution of `rand_distr`.
    Sample(Written<'s, dyn Draw + 's>),
    /// A user's initializer.
    Custom(Written<'s, dyn Initializer + 's>),
    /// Values that exist already.
    Pretrained(Tensor<'s>),
    /// Values that follow from those of another parameter, which a run hands in.
    Derived(Derived<'s>),
}

/// An initializer from a rule, or one that a closure or an attribute made for this run.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::init::{Source, Prepared, Written};
/// use paraminit::prelude::*;
///
/// let source: Source = init::from_fn(|_| init::ones());
/// match source.resolve(&ParamInfo::bare(&[4], None, DType::F32))? {
///     Prepared::Init { init: Written::Here(init), .. } => assert_eq!(*init, init::ones()),
///     task => unreachable!("{task} of a closure"),
/// }
/// # Ok::<(), paraminit::FailureKind>(())
/// ```
#[doc(hidden)]
#[derive(Debug)]
#[non_exhaustive]
pub enum Written<'s, T: ?Sized = Init> {
    /// The initializer in a rule.
    There(&'s T),
    /// The initializer that was made.
    Here(Box<T>),
}

impl<T: ?Sized> core::ops::Deref for Written<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::There(init) => init,
            Self::Here(init) => init,
        }
    }
}

impl fmt::Debug for dyn Draw + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draw(..)")
    }
}

impl fmt::Debug for dyn Initializer + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// Writes the source as a rule does, as far as that is known.
impl fmt::Display for Prepared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Init { init, .. } => init.fmt(f),
            Self::Sample(_) => f.write_str("sample(..)"),
            Self::Custom(initializer) => write!(f, "custom({})", initializer.name()),
            Self::Pretrained(tensor) => tensor.fmt(f),
            Self::Derived(derived) => derived.fmt(f),
        }
    }
}

impl<'s> Prepared<'s> {
    /// Prepares `init` to fill the parameter.
    ///
    /// # Errors
    /// As [`Init::resolve`].
    pub(crate) fn of(init: &'s Init, info: &ParamInfo) -> Result<Self, FailureKind> {
        Ok(Self::Init { resolved: init.resolve(info)?, init: Written::There(init) })
    }

    /// Prepares an initializer that was made for the parameter.
    ///
    /// # Errors
    /// As [`Init::resolve`].
    pub(crate) fn made(init: Init, info: &ParamInfo) -> Result<Self, FailureKind> {
        let init = Box::new(init);
        Ok(Self::Init { resolved: init.resolve(info)?, init: Written::Here(init) })
    }
}

impl Prepared<'_> {
    /// The built-in initializer, if the source is one.
    pub(crate) fn init(&self) -> Option<&Init> {
        match self {
            Self::Init { init, .. } => Some(init),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) | Self::Derived(_) => None,
        }
    }

    /// Of values that exist already: where those of the parameter are.
    pub(crate) fn place(&self, info: &ParamInfo) -> Option<String> {
        match self {
            Self::Pretrained(tensor) => Some(tensor.place(info)),
            Self::Init { .. } | Self::Sample(_) | Self::Custom(_) | Self::Derived(_) => None,
        }
    }

    /// `true` if text says all of it.
    pub(crate) fn is_text(&self, info: &ParamInfo) -> bool {
        self.init().is_some_and(|init| init.is_text_for(info))
    }

    /// A built-in initializer, ready to fill, if it is one.
    fn resolved(&self) -> Option<&Resolved> {
        match self {
            Self::Init { resolved, .. } => Some(resolved),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) | Self::Derived(_) => None,
        }
    }

    /// The sampler, if it can draw every element on its own.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert!(Source::from(init::uniform(0.0, 1.0)).resolve(&info)?.sampler().is_some());
    /// assert!(init::sample(rand_distr::StandardUniform).resolve(&info)?.sampler().is_none());
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[must_use]
    pub fn sampler(&self) -> Option<&Sampler> {
        self.resolved()?.sampler()
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
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.resolved()?.moments()
    }

    /// The expected mean and standard deviation of a parameter of `count` elements, with their standard errors.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let source: Source = init::from_fn(|_| init::ones());
    /// let task = source.resolve(&ParamInfo::bare(&[4], None, DType::F32))?;
    /// let expected = task.expected(4).expect("it is constant");
    /// assert_eq!((expected.mean, expected.mean_error), (1.0, Some(0.0)));
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[must_use]
    pub fn expected(&self, count: usize) -> Option<Expected> {
        self.resolved()?.expected(count)
    }

    /// The same of this parameter, with the rows that have values of their own. It is known where these have one value, and the
    /// law of the other elements does not depend on their places.
    pub(crate) fn expected_of(&self, info: &ParamInfo) -> Option<Expected> {
        let count: usize = info.shape.iter().product();
        let mut rows = self.row_ranges(info, info.shape()).ok()?;
        rows.retain(|(range, _)| !range.is_empty());
        let Some(&(_, value)) = rows.first() else { return self.expected(count) };
        self.sampler()?;
        if rows.iter().any(|(_, other)| *other != value) {
            return None;
        }
        rows.sort_unstable_by_key(|(range, _)| range.start);
        let (mut set, mut end) = (0, 0);
        for (range, _) in rows {
            set += range.end.saturating_sub(range.start.max(end));
            end = end.max(range.end);
        }
        let len = *info.shape.first()?;
        let rest = self.expected(count / len * (len - set))?;
        (set < len).then(|| rest.beside(float(set) / float(len), value))
    }

    /// True if [`fill`](Prepared::fill) can fail after it began to write: a user's closure or distribution may
    /// give values that are not finite, a custom initializer may fail, or a file may be unreadable.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert!(!Source::from(init::ones()).resolve(&info)?.can_fail());
    /// assert!(init::sample(rand_distr::Exp1).resolve(&info)?.can_fail());
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[must_use]
    pub fn can_fail(&self) -> bool {
        self.resolved().is_none_or(Resolved::can_fail)
    }

    /// True if each element is drawn on its own, which cannot fail and takes no memory to speak of.
    pub(crate) fn is_elementwise(&self) -> bool {
        self.resolved().is_some_and(|resolved| !resolved.can_fail() && resolved.is_sliceable())
    }

    /// The bytes that filling takes besides the parameter.
    pub(crate) fn scratch(&self, values: &ViewMut<'_>) -> usize {
        let scratch = |resolved: &Resolved| resolved.scratch(values.dtype(), values.count(), values.is_row_major());
        self.resolved().map_or(0, scratch)
    }

    /// Returns an error if memory does not hold what filling takes besides the parameter.
    pub(crate) fn room(&self, values: &ViewMut<'_>) -> Result<(), FailureKind> {
        let bytes = self.scratch(values);
        if fill::room(bytes) { Ok(()) } else { Err(InitErrorKind::scratch(bytes).by(self).into()) }
    }

    /// Calls `each` with the number of each stream that filling draws from, except `number`, the parameter's own.
    pub(crate) fn streams(&self, number: u64, each: &mut dyn FnMut(u64)) {
        if let Some(resolved) = self.resolved() {
            resolved.streams(number, each);
        }
    }

    /// Fills the whole parameter, of any memory layout.
    ///
    /// # Errors
    /// [`InitErrorKind::NotFinite`], [`FailureKind::Custom`] with the error of a custom initializer, or
    /// [`FailureKind::Load`] if a file cannot be read. The values are then as they were, except after a custom
    /// initializer and pretrained values, which write directly.
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
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    pub fn fill(&self, info: &ParamInfo, id: StreamId, values: ViewMut<'_>) -> Result<(), FailureKind> {
        let can_fail = self.can_fail();
        match (self, values) {
            (Self::Custom(_) | Self::Pretrained(_) | Self::Derived(_), values) => self.fill_directly(info, id, values),
            (_, mut values) => {
                each_type!(ViewMut, values.reborrow(), view => all_or_nothing(view, can_fail, |view| self.compute(id, view))?);
                self.rows(info, &mut values)
            }
        }
    }

    /// The rows of the parameter, of this shape, that have values of their own, with these: whatever initializer there is, but
    /// not where values exist already or follow from others.
    ///
    /// # Errors
    /// [`FailureKind::NoRow`], or that of a value that the type does not have.
    pub(crate) fn row_ranges(
        &self,
        info: &ParamInfo,
        shape: &[usize],
    ) -> Result<Vec<(Range<usize>, f64)>, FailureKind> {
        if matches!(self, Self::Pretrained(_) | Self::Derived(_)) {
            return Ok(Vec::new());
        }
        let ranges = info.rows.iter().map(|rows| {
            if let Some(message) = constant(rows.value).any_fault(DTypeSet::NONE.with(info.dtype())) {
                return Err(InitErrorKind::from(message).into());
            }
            let len = shape.first().copied();
            match (len, rows.range.of(len.unwrap_or_default())) {
                (Some(_), Ok(range)) => Ok((range, rows.value)),
                (_, range) => Err(FailureKind::NoRow { index: range.err().unwrap_or_default(), len }),
            }
        });
        ranges.collect()
    }

    /// Sets these rows.
    pub(crate) fn rows(&self, info: &ParamInfo, values: &mut ViewMut<'_>) -> Result<(), FailureKind> {
        for (range, value) in self.row_ranges(info, values.shape())? {
            let (_, rest) = values.reborrow().cut(0, range.start);
            let (mut rows, _) = rest.cut(0, range.len());
            rows.fill_with(|| value);
        }
        Ok(())
    }

    /// Fills the whole parameter. After an error, it holds values of no meaning.
    pub(crate) fn fill_directly(
        &self,
        info: &ParamInfo,
        id: StreamId,
        mut values: ViewMut<'_>,
    ) -> Result<(), FailureKind> {
        match self {
            Self::Custom(initializer) => {
                let mut stream = Stream::of(id);
                initializer
                    .initialize(info, values.reborrow(), &mut stream)
                    .map_err(|error| FailureKind::Custom(error.into()))?;
                answered(info)?;
            }
            Self::Pretrained(tensor) => {
                tensor.fill(info, id, &mut values)?;
                return tensor.check_finite(&values);
            }
            // Alone, there is nothing to follow from.
            Self::Derived(derived) => return Err(derived.unreadable(info).into()),
            Self::Init { .. } | Self::Sample(_) => {
                each_type!(ViewMut, values.reborrow(), view => self.compute(id, view)?);
                return self.rows(info, &mut values);
            }
        }
        self.rows(info, &mut values)?;
        Ok(all_finite(&values)?)
    }

    fn compute<S: Stored>(&self, id: StreamId, values: ArrayViewMutD<'_, S>) -> Result<(), InitErrorKind> {
        match self {
            Self::Init { resolved, init } => resolved.fill_array(id, values).map_err(|error| error.by(&**init)),
            Self::Sample(draw) => fill::fill(values, |offset, out| distribution::fill(&**draw, id, offset, out)),
            Self::Custom(_) | Self::Pretrained(_) | Self::Derived(_) => {
                fill::fill(values, |offset, out| finite(offset, out))
            }
        }
    }
}
