//! Owned shapes.

use core::ops::{Deref, DerefMut};

use smallvec::SmallVec;

/// The length of each axis of a parameter. Up to four axes need no allocation.
///
/// ```
/// use paraminit::model::Shape;
///
/// assert_eq!(*Shape::from(&[8, 4][..]), [8, 4]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape(SmallVec<[usize; 4]>);

impl From<&[usize]> for Shape {
    fn from(lengths: &[usize]) -> Self {
        Self(lengths.into())
    }
}

impl Deref for Shape {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.0
    }
}

impl DerefMut for Shape {
    fn deref_mut(&mut self) -> &mut [usize] {
        &mut self.0
    }
}
