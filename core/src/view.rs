//! The values of a parameter, whatever its element type: an enum of ndarray views.

use ndarray::{ArrayViewD, ArrayViewMutD};

use crate::element::Element;

/// The values of a parameter, to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum View<'a> {
    /// Single precision.
    F32(ArrayViewD<'a, f32>),
    /// Double precision.
    F64(ArrayViewD<'a, f64>),
}

impl View<'_> {
    /// Length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        match self {
            Self::F32(view) => view.shape(),
            Self::F64(view) => view.shape(),
        }
    }

    /// The scalar type.
    #[must_use]
    pub fn element(&self) -> Element {
        match self {
            Self::F32(_) => Element::F32,
            Self::F64(_) => Element::F64,
        }
    }

    /// The values in row-major order, widened to `f64`.
    #[must_use]
    pub fn values(&self) -> Box<dyn Iterator<Item = f64> + '_> {
        match self {
            Self::F32(view) => Box::new(view.iter().map(|&value| f64::from(value))),
            Self::F64(view) => Box::new(view.iter().copied()),
        }
    }
}

/// The values of a parameter, to write.
#[derive(Debug)]
#[non_exhaustive]
pub enum ViewMut<'a> {
    /// Single precision.
    F32(ArrayViewMutD<'a, f32>),
    /// Double precision.
    F64(ArrayViewMutD<'a, f64>),
}

impl ViewMut<'_> {
    /// Length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        match self {
            Self::F32(view) => view.shape(),
            Self::F64(view) => view.shape(),
        }
    }

    /// The scalar type.
    #[must_use]
    pub fn element(&self) -> Element {
        match self {
            Self::F32(_) => Element::F32,
            Self::F64(_) => Element::F64,
        }
    }

    /// Number of values.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::F32(view) => view.len(),
            Self::F64(view) => view.len(),
        }
    }

    /// Sets every value from `next`, in row-major order, rounded to the element type.
    pub fn fill_with(&mut self, mut next: impl FnMut() -> f64) {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "rounding to the parameter's own type is the purpose")]
            Self::F32(view) => view.iter_mut().for_each(|value| *value = next() as f32),
            Self::F64(view) => view.iter_mut().for_each(|value| *value = next()),
        }
    }

    /// The same values, to read.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        match self {
            Self::F32(view) => View::F32(view.view()),
            Self::F64(view) => View::F64(view.view()),
        }
    }

    /// A shorter borrow of the same values.
    #[must_use]
    pub fn reborrow(&mut self) -> ViewMut<'_> {
        match self {
            Self::F32(view) => ViewMut::F32(view.view_mut()),
            Self::F64(view) => ViewMut::F64(view.view_mut()),
        }
    }
}
