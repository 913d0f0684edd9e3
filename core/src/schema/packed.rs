//! Arrays that are cut into named parts along one axis: queries, keys and values of unequal size, gates, experts.

use super::{Field, FieldName, Leaf, Node, Schema, StaticShape};

/// How an array is cut: `parts(q = d, k = kv, v = kv)`.
///
/// Each part is a parameter of its own: a slice of the array, with its own path, fans, rule and bits.
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
    pub fn position(&self, name: FieldName) -> Option<usize> {
        self.parts.iter().position(|part| part.name == name)
    }

    /// The length of all parts together, where it is constant.
    #[must_use]
    pub const fn sum(&self) -> Option<usize> {
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
