//! Arrays that are cut into named parts along one axis: queries, keys and values of unequal size, gates, experts.

use super::{FieldName, Leaf, Node, Packed, Schema};

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
