//! Raw arrays: `[[f32; 4]; 8]` is one parameter of shape `[8, 4]`, not a container.

use ndarray::IxDyn;

use super::{Place, Visit, VisitMut};
use crate::dtype::DType;
use crate::schema::{Leaf, Node, Schema, StaticShape};
use crate::view::{View, ViewMut, each_type};

/// The scalar type and the shape of a scalar or a raw array.
// A hidden constant of `Initialize` holds one.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// The scalar type.
    pub dtype: DType,
    /// The lengths.
    pub shape: StaticShape,
}

impl Raw {
    /// The description of a scalar.
    pub(super) const fn scalar(dtype: DType) -> Self {
        Self { dtype, shape: StaticShape::SCALAR }
    }

    /// The description of an array of `len` of these.
    pub(super) const fn within(self, len: usize) -> Self {
        Self { dtype: self.dtype, shape: self.shape.within(len) }
    }

    /// True if there are no axes.
    pub(super) const fn is_scalar(&self) -> bool {
        self.shape.as_slice().is_empty()
    }

    /// The schema of such a parameter.
    pub(super) const fn schema(self) -> Schema {
        let rank = Some(self.shape.as_slice().len());
        Schema::anonymous(Node::Leaf(Leaf { element: self.dtype, rank, shape: Some(self.shape) }))
    }
}

const FULL: &str = "a raw array holds as many scalars as its shape says";

/// Passes the scalars of a raw array to a visitor, as one parameter of this shape.
pub(super) fn visit_raw<'m>(flat: Option<View<'m>>, shape: &[usize], place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
    if let Some(flat) = flat {
        let shape = IxDyn(shape);
        visitor.leaf(place, each_type!(View as View, flat, values => values.into_shape_with_order(shape).expect(FULL)));
    }
}

/// Passes the scalars of a raw array to a visitor, as one parameter of this shape, to write.
pub(super) fn visit_raw_mut<'m>(
    flat: Option<ViewMut<'m>>,
    shape: &[usize],
    place: &Place<'_>,
    visitor: &mut dyn VisitMut<'m>,
) {
    if let Some(flat) = flat {
        let shape = IxDyn(shape);
        let shaped = each_type!(ViewMut as ViewMut, flat, values => values.into_shape_with_order(shape).expect(FULL));
        visitor.leaf(place, shaped);
    }
}
