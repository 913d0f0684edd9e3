//! Arrays that are cut into named parts along one axis: queries, keys and values of unequal size, gates, experts.

use super::{FieldName, Leaf, Node, Packed, Schema};

impl Packed {
    /// The position of the part of that name.
    #[must_use]
    pub(crate) fn position(&self, name: FieldName) -> Option<usize> {
        self.parts.iter().position(|part| part.name == name)
    }

    /// The total length of the parts, if it is constant.
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
    /// Returns the schema of a part of an array of type `array`. Its length is `len`, if that is constant.
    // The expansion of the derive calls it.
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
