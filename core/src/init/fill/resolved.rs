//! An initializer resolved for one parameter, ready to fill it.

use ndarray::ArrayViewMutD;

use crate::dtype::DType;
use crate::fill::{self, BLOCK, room};
use crate::init::{Expected, Filler, InitErrorKind};
use crate::sample::{Real as _, Sampler, Stored};
use crate::stream::StreamId;
use crate::view::ViewMut;

/// An initializer resolved for one parameter.
///
/// Most initializers resolve to a [`Sampler`]: every element is a function of the seed, the parameter's stream number
/// and its own index. Others are a function of the index alone, and some compute a whole parameter at once.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::prelude::*;
///
/// // Half of a parameter that is elsewhere: the values are those that the whole would have.
/// let resolved = init::normal(0.0, 0.02).resolve(&ParamInfo::bare(&[1000], None, DType::F32))?;
/// let (mut whole, mut half) = ([0.0_f32; 1000], [0.0_f32; 500]);
/// resolved.fill(StreamId::new(42, "weight"), 0, &mut whole)?;
/// resolved.fill(StreamId::new(42, "weight"), 500, &mut half)?;
/// assert_eq!(whole[500..], half);
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Resolved {
    pub(crate) filler: Filler,
    /// True if values must be checked, because a user's function computes them.
    pub(crate) checked: bool,
}

impl Resolved {
    /// The sampler, if every element can be drawn on its own.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    /// use paraminit::sample::Sampler;
    ///
    /// let info = ParamInfo::bare(&[4, 4], Some(&[Out.into(), In.into()]), DType::F32);
    /// assert!(matches!(init::normal(0.0, 0.02).resolve(&info)?.sampler(), Some(Sampler::Normal { std: 0.02, .. })));
    /// assert!(init::orthogonal().resolve(&info)?.sampler().is_none()); // its elements hang together
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn sampler(&self) -> Option<&Sampler> {
        match &self.filler {
            Filler::Elementwise(sampler) => Some(sampler),
            _ => None,
        }
    }

    /// True if a slice costs no more than its share of the whole.
    pub(crate) fn is_sliceable(&self) -> bool {
        self.filler.is_sliceable()
    }

    /// True if [`fill`](Resolved::fill) can fail after it began to write: a user's function may give a value
    /// that is not finite.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// assert!(!init::uniform(-1.0, 1.0).resolve(&info)?.can_fail());
    /// assert!(init::map(init::uniform(-1.0, 1.0), f64::ln).resolve(&info)?.can_fail());
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn can_fail(&self) -> bool {
        self.checked
    }

    /// The exact mean and standard deviation of every element, before rounding.
    ///
    /// If the elements differ in distribution, these are the mean and standard deviation over all of them. `None` if
    /// they depend on a user's function, or on a clamp of values that are not drawn element by element.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// let coin = init::mixture([(0.5, init::constant(-1.0)), (0.5, init::ones())]);
    /// assert_eq!(coin.resolve(&info)?.moments(), Some((0.0, 1.0)));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.filler.moments()
    }

    /// The expected mean and standard deviation of a parameter of `count` elements, with their standard errors.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[100], None, DType::F32);
    /// let expected = init::normal(0.0, 1.0).resolve(&info)?.expected(100).expect("a normal distribution");
    /// assert_eq!(expected.mean_error, Some(0.1)); // 1 / sqrt(100)
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[must_use]
    pub fn expected(&self, count: usize) -> Option<Expected> {
        Expected::of(&self.filler, count)
    }

    /// The bytes that filling such a parameter of `len` elements takes besides the parameter itself. One that is not
    /// `row_major` waits in a buffer, if it cannot be filled block by block.
    pub(crate) fn scratch(&self, element: DType, len: usize, row_major: bool) -> usize {
        if self.is_sliceable() {
            return self.scratch_of(element, len.min(BLOCK));
        }
        let waiting = if row_major { 0 } else { len.saturating_mul(element.bytes()) };
        self.scratch_of(element, len).saturating_add(waiting)
    }

    /// The bytes that filling a slice of `len` elements takes.
    fn scratch_of(&self, element: DType, len: usize) -> usize {
        let scratch = self.filler.scratch(len);
        let scratch = if element == element.computed_in() || self.sampler().is_some() {
            scratch
        } else {
            // All values are computed before any is rounded.
            scratch.saturating_add(len)
        };
        scratch.saturating_mul(element.computed_in().bytes())
    }

    /// Calls `each` with the number of each stream that filling draws from, except `number`, the parameter's own.
    pub(crate) fn streams(&self, number: u64, each: &mut dyn FnMut(u64)) {
        self.filler.streams(number, each);
    }

    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter, in row-major order.
    ///
    /// `number` is the parameter's stream number. A slice gets the same bits as in a fill of the whole. An initializer
    /// whose values depend on more than the index, such as `orthogonal`, computes the whole parameter for it. Values of
    /// a half type are computed in `f32` and rounded once, at the end.
    ///
    /// # Errors
    /// [`InitErrorKind::NotFinite`] if a user's function gave such a value. [`InitErrorKind::Count`] if the
    /// values depend on the shape and the parameter has no elements there. `out` then holds values of no meaning.
    /// [`InitErrorKind::Scratch`] if memory does not hold the buffers; `out` is then as it was.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let resolved = init::eye().resolve(&ParamInfo::bare(&[2, 2], None, DType::F64))?;
    /// let mut second_row = [0.0_f64; 2];
    /// resolved.fill(StreamId::new(42, "weight"), 2, &mut second_row)?;
    /// assert_eq!(second_row, [0.0, 1.0]);
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    pub fn fill<S: Stored>(&self, id: StreamId, offset: u64, out: &mut [S]) -> Result<(), InitErrorKind> {
        let bytes = self.scratch_of(S::DTYPE, out.len());
        if !room(bytes) {
            return Err(InitErrorKind::scratch(bytes));
        }
        match &self.filler {
            Filler::Elementwise(sampler) => sampler.fill(id, offset, out),
            filler => {
                S::fill_at_once(out, InitErrorKind::scratch(bytes), |out| filler.fill(S::DTYPE, id, offset, out))?;
            }
        }
        if self.checked { finite(offset, out) } else { Ok(()) }
    }

    /// Fills an array of any memory layout, on several threads where that helps.
    ///
    /// # Errors
    /// As [`fill`](Resolved::fill), and [`InitErrorKind::Scratch`]. The array then holds values of no meaning.
    pub(crate) fn fill_array<S: Stored>(
        &self,
        id: StreamId,
        mut values: ArrayViewMutD<'_, S>,
    ) -> Result<(), InitErrorKind> {
        if self.is_sliceable() {
            return fill::fill(values, |offset, out| self.fill(id, offset, out));
        }
        if let Some(out) = values.as_slice_mut() {
            return self.fill(id, 0, out);
        }
        let mut computed = fill::buffer(values.len())?;
        self.fill(id, 0, &mut computed)?;
        fill::copy(&computed, values);
        Ok(())
    }
}

/// Fills an array. If `fill` fails, the array stays as it was.
pub(crate) fn all_or_nothing<S: Stored>(
    values: ArrayViewMutD<'_, S>,
    can_fail: bool,
    fill: impl FnOnce(ArrayViewMutD<'_, S>) -> Result<(), InitErrorKind>,
) -> Result<(), InitErrorKind> {
    if !can_fail {
        return fill(values);
    }
    let mut computed = fill::buffer(values.len())?;
    let shaped =
        ArrayViewMutD::from_shape(values.raw_dim(), &mut computed).map_err(|_| InitErrorKind::scratch(usize::MAX))?;
    fill(shaped)?;
    fill::copy(&computed, values);
    Ok(())
}

/// Returns an error if a value is not finite.
pub(crate) fn finite<S: Stored>(offset: u64, values: &[S]) -> Result<(), InitErrorKind> {
    let number = |value: &S| value.to_computed().to_f64();
    // A loop that does not end early is one of vector instructions.
    let all = |values: &[S]| values.iter().fold(true, |all, value| all & number(value).is_finite());
    if values.chunks(1 << 10).all(all) {
        return Ok(());
    }
    match values.iter().map(number).enumerate().find(|(_, value)| !value.is_finite()) {
        Some((at, value)) => Err(InitErrorKind::NotFinite {
            index: offset.saturating_add(at as u64),
            element: S::DTYPE,
            nan: value.is_nan(),
        }),
        None => Ok(()),
    }
}

/// Returns an error if a value is not finite.
pub(crate) fn all_finite(values: &ViewMut<'_>) -> Result<(), InitErrorKind> {
    match values.view().values().enumerate().find(|(_, value)| !value.is_finite()) {
        Some((index, value)) => {
            let (index, element, nan) = (index as u64, values.dtype(), value.is_nan());
            Err(InitErrorKind::NotFinite { index, element, nan })
        }
        None => Ok(()),
    }
}
