//! Arrays that are cut into named parts along one axis: queries, keys and values of unequal size, gates, experts.

use super::{Field, FieldName, Leaf, Node, Schema, StaticShape};

/// The cut of an array into parts: `parts(q = d, k = kv, v = kv)`.
///
/// Each part is a parameter of its own: a slice of the array, with its own path, fans, rule and bits.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
/// use paraminit::schema::{FieldName, Node};
///
/// #[derive(Initialize)]
/// struct Attention {
///     #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), glorot_uniform)]
///     qkv: Array2<f32>,
/// }
///
/// let Node::Struct([qkv]) = Attention::SCHEMA.node else { panic!("it has one field") };
/// let packed = qkv.packed.expect("it is cut");
/// assert_eq!((packed.axis, packed.sizes), (0, Some(&[64, 16, 16][..])));
/// assert_eq!(packed.parts[1].name, FieldName::Named("k"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    /// The axis along which the parts follow one another.
    pub axis: usize,
    /// The parts, as fields of the array.
    pub parts: &'static [Field],
    /// Their lengths along the axis, where they are constant.
    pub sizes: Option<&'static [usize]>,
}

impl Packed {
    /// The position of the part of that name.
    #[must_use]
    pub(crate) fn position(&self, name: FieldName) -> Option<usize> {
        self.parts.iter().position(|part| part.name == name)
    }

    /// The length of all parts together, where it is constant.
    #[must_use]
    pub(crate) const fn sum(&self) -> Option<usize> {
        let Some(sizes) = self.sizes else { return None };
        let (mut sum, mut i) = (0_usize, 0);
        while i < sizes.len() {
            sum = sum.saturating_add(sizes[i]);
            i += 1;
        }
        Some(sum)
    }
}

impl Schema {
    /// A part of length `len`, where that is constant, of the arrays that a field of type `array` holds.
    // What the derive expands to calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn part_of(array: &Self, axis: usize, len: Option<usize>) -> Self {
        let Some(Leaf { element, rank, shape }) = array.parameter() else {
            return *array;
        };
        let shape = match (shape, len) {
            (Some(shape), Some(len)) => Some(shape.with(axis, len)),
            _ => None,
        };
        Self::anonymous(Node::Leaf(Leaf { element, rank, shape }))
    }
}

impl StaticShape {
    /// The shape with another length of one axis, if it has that axis.
    const fn with(mut self, axis: usize, len: usize) -> Self {
        if axis < self.rank {
            self.dims[axis] = len;
        }
        self
    }
}
