//! The values of a parameter, to read or to write.

use ndarray::ArrayD;

use super::decide::Decision;
use super::entry::Entry;
use crate::dtype::DType;
use crate::error::{Failure, InitError};
use crate::fill;
use crate::init::InitErrorKind;
use crate::init::source::failure::FailureKind;
use crate::model::Pending;
use crate::sample::Stored;
#[cfg(not(feature = "half"))]
use crate::view::LendError;
use crate::view::{Values, View, ViewMut, each_type};

/// The values of a parameter that is only read.
#[derive(Default)]
pub(crate) enum Held<'m> {
    Values(Values<'m>),
    /// The parameter does not exist yet.
    Pending,
    /// The parameter is an array that cannot be cut into its parts.
    #[default]
    Uncut,
}

/// The destination of a parameter's values in a run.
#[derive(Default)]
pub(crate) enum Target<'m> {
    /// The values, borrowed until the end of the run.
    Values(ViewMut<'m>),
    /// A parameter that does not exist yet.
    Pending(&'m mut Pending),
    /// A parameter that is lent for a moment. A second visit writes it, from the buffer if there is one.
    Lent(DType, Option<Box<Buffer>>),
    /// None, because of a failure.
    #[default]
    Nowhere,
}

impl Entry<'_, Target<'_>> {
    /// Makes the buffer in which the values of a lent parameter wait, if it is to be written and `all` are to wait, or its
    /// own values are not made element by element: that may fail or take memory.
    pub(crate) fn buffer(&mut self, all: bool) -> Result<(), InitError> {
        if let (Target::Lent(dtype, buffer @ None), Decision::Fill(task)) = (&mut self.values, &self.decision)
            && (all || !task.is_elementwise())
        {
            let made = Buffer::of(*dtype, self.info.shape());
            let made = made.map_err(|cause| InitError::new(vec![Failure::of(&self.info, self.rule, cause)]))?;
            *buffer = Some(Box::new(made));
        }
        Ok(())
    }
}

/// The values of one parameter.
pub(crate) enum Buffer {
    F32(ArrayD<f32>),
    F64(ArrayD<f64>),
    #[cfg(feature = "half")]
    F16(ArrayD<half::f16>),
    #[cfg(feature = "half")]
    Bf16(ArrayD<half::bf16>),
}

/// Zeros to compute `count` values of this shape in.
fn zeros<T: Stored>(shape: &[usize], count: usize) -> Result<ArrayD<T>, FailureKind> {
    let values = fill::buffer(count).map_err(InitErrorKind::from)?;
    Ok(ArrayD::from_shape_vec(shape, values).map_err(|_| InitErrorKind::scratch(usize::MAX))?)
}

impl Buffer {
    /// Returns zeros of the same type and shape.
    pub(crate) fn like(values: &ViewMut<'_>) -> Result<Self, FailureKind> {
        let shape = values.shape();
        Ok(each_type!(ViewMut as Buffer, values, _view => zeros(shape, values.count())?))
    }

    /// Returns zeros of this type and shape.
    pub(crate) fn of(dtype: DType, shape: &[usize]) -> Result<Self, FailureKind> {
        let count = shape.iter().product();
        Ok(match dtype {
            DType::F32 => Self::F32(zeros(shape, count)?),
            DType::F64 => Self::F64(zeros(shape, count)?),
            #[cfg(feature = "half")]
            DType::F16 => Self::F16(zeros(shape, count)?),
            #[cfg(feature = "half")]
            DType::Bf16 => Self::Bf16(zeros(shape, count)?),
            #[cfg(not(feature = "half"))]
            DType::F16 | DType::Bf16 => {
                return Err(FailureKind::Lent(LendError::new(format!("values of `{dtype}` take the feature `half`"))));
            }
        })
    }

    /// The values, to read.
    pub(crate) fn view(&self) -> View<'_> {
        each_type!(Self as View, self, values => values.view())
    }

    /// The values, to write.
    pub(crate) fn view_mut(&mut self) -> ViewMut<'_> {
        each_type!(Self as ViewMut, self, values => values.view_mut())
    }

    /// Copies the values to a parameter of the same type and shape.
    pub(crate) fn copy_to(&self, values: &mut ViewMut<'_>) {
        match (self, values) {
            (Self::F32(computed), ViewMut::F32(values)) => values.assign(computed),
            (Self::F64(computed), ViewMut::F64(values)) => values.assign(computed),
            #[cfg(feature = "half")]
            (Self::F16(computed), ViewMut::F16(values)) => values.assign(computed),
            #[cfg(feature = "half")]
            (Self::Bf16(computed), ViewMut::Bf16(values)) => values.assign(computed),
            _ => {}
        }
    }
}
