//! Shapes in constant data.

use crate::const_for::const_for;

/// The highest rank of a static shape.
pub const MAX_RANK: usize = 8;

/// A shape in constant data.
///
/// ```
/// use paraminit::prelude::*;
///
/// // The type of a raw array says how large it is.
/// let leaf = <[[f32; 3]; 5]>::SCHEMA.parameter().expect("it is a parameter");
/// assert_eq!(leaf.shape.expect("the type says it").as_slice(), [5, 3]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StaticShape {
    dims: [usize; MAX_RANK],
    rank: usize,
}

impl StaticShape {
    /// The shape of a scalar.
    pub const SCALAR: Self = Self { dims: [0; MAX_RANK], rank: 0 };

    /// Returns the shape with an axis of length `len` put in front.
    ///
    /// # Panics
    /// In `const` evaluation, beyond [`MAX_RANK`] axes.
    ///
    /// ```
    /// use paraminit::schema::StaticShape;
    ///
    /// // In the schema of a tensor type with constant sizes.
    /// const SHAPE: StaticShape = StaticShape::SCALAR.within(3).within(5);
    /// assert_eq!(SHAPE.as_slice(), [5, 3]);
    /// ```
    #[must_use]
    pub const fn within(self, len: usize) -> Self {
        assert!(self.rank < MAX_RANK, "a raw array parameter has at most 8 axes");
        let mut dims = [0; MAX_RANK];
        dims[0] = len;
        const_for!(0..self.rank, |i| {
            dims[i + 1] = self.dims[i];
        });
        Self { dims, rank: self.rank + 1 }
    }

    /// The lengths.
    ///
    /// ```
    /// use paraminit::schema::StaticShape;
    ///
    /// assert_eq!(StaticShape::SCALAR.as_slice().len(), 0);
    /// ```
    #[must_use]
    pub const fn as_slice(&self) -> &[usize] {
        // In `const` evaluation `split_at` takes as long as a loop.
        match (self.rank, &self.dims) {
            (0, _) => &[],
            (1, [own @ .., _, _, _, _, _, _, _]) => own,
            (2, [own @ .., _, _, _, _, _, _]) => own,
            (3, [own @ .., _, _, _, _, _]) => own,
            _ => self.dims.split_at(self.rank).0,
        }
    }

    /// Returns the shape with another length of one axis, if it has that axis.
    pub(super) const fn with(mut self, axis: usize, len: usize) -> Self {
        if axis < self.rank {
            self.dims[axis] = len;
        }
        self
    }
}
