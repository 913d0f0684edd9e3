//! Values that live elsewhere, and are lent while a closure runs: behind a lock, on a device, behind an accessor.

use core::any::Any;
use core::fmt;
use core::ops::Range;
use std::error::Error;
use std::sync::Arc;

use thiserror::Error;

use super::{View, ViewMut};
use crate::dtype::DType;

/// A parameter whose values are lent while a closure runs. Shape and type are known without the values.
///
/// A bridge to another framework implements it for that framework's tensors. Plans read no values. A run first asks
/// whether each parameter [can be written](Self::writable), and decides on everything; then it writes.
///
#[doc = include_str!("../../../docs/model/lend.md")]
pub trait Lend: Send + Sync {
    /// The length of each axis.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn shape(&self) -> &[usize];

    /// The type of the elements.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn dtype(&self) -> DType;

    /// The memory that holds the values, if it can be told: two parameters of one memory are refused.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn storage(&self) -> Option<Storage>;

    /// Calls `read` once with the values, of this shape and type.
    ///
    /// # Errors
    /// Whatever the owner of the values reports. `read` is not called then.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError>;

    /// An error if [`write`](Self::write) would refuse.
    ///
    /// # Errors
    /// The reason. A run fails with it before anything is written.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn writable(&self) -> Result<(), LendError>;

    /// Calls `write` once with the values, of this shape and type, and keeps what it leaves there.
    ///
    /// # Errors
    /// Whatever the owner of the values reports, such as a device that is gone. Parameters that were written before stay so.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn write(&mut self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError>;

    /// The owner of the values, for code that knows its type: a bridge finds its tensors again by it.
    ///
    #[doc = include_str!("../../../docs/model/lend.md")]
    fn owner(&self) -> Option<&dyn Any> {
        None
    }
}

impl fmt::Debug for dyn Lend + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lend({} {:?})", self.dtype(), self.shape())
    }
}

/// The memory of some values: where it begins, and which of its elements they are.
///
/// ```
/// use paraminit::view::Storage;
///
/// let values = [0_f32; 8];
/// let storage = |elements| Storage { address: values.as_ptr().addr(), elements };
/// assert!(storage(0..4).overlaps(&storage(3..8)));
/// assert!(!storage(0..4).overlaps(&storage(4..8)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "bridges make it")]
pub struct Storage {
    /// The address of the memory, or another number that no other memory has.
    pub address: usize,
    /// The first element of the values, and the one behind their last.
    pub elements: Range<usize>,
}

impl Storage {
    /// True if some element is among both.
    ///
    /// ```
    /// use paraminit::view::Storage;
    ///
    /// // Other memory, whatever the elements.
    /// let (a, b) = (Storage { address: 1, elements: 0..4 }, Storage { address: 2, elements: 0..4 });
    /// assert!(!a.overlaps(&b));
    /// ```
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let (one, two) = (&self.elements, &other.elements);
        self.address == other.address && one.start < two.end && two.start < one.end
    }
}

/// The error for values that could not be lent.
///
/// ```
/// use paraminit::view::LendError;
///
/// let error = LendError::new("the device is gone");
/// assert_eq!(error.to_string(), "the device is gone");
/// ```
#[derive(Clone, Debug, Error)]
#[error(transparent)]
pub struct LendError(Arc<dyn Error + Send + Sync>);

impl LendError {
    /// Makes an error of a message, or of another system's error.
    ///
    /// ```
    /// use paraminit::view::LendError;
    ///
    /// let error = LendError::new(std::io::Error::other("no such device"));
    /// assert_eq!(error.to_string(), "no such device");
    /// ```
    #[must_use]
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into().into())
    }
}

/// The values that an accessor gives, for as long as it gives them.
pub(crate) struct Moment<'a>(pub(crate) ViewMut<'a>);

impl Lend for Moment<'_> {
    fn shape(&self) -> &[usize] {
        self.0.shape()
    }

    fn dtype(&self) -> DType {
        self.0.dtype()
    }

    fn storage(&self) -> Option<Storage> {
        // A `&mut` of an accessor's result is the only one.
        None
    }

    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        read(self.0.view());
        Ok(())
    }

    fn writable(&self) -> Result<(), LendError> {
        Ok(())
    }

    fn write(&mut self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        write(self.0.reborrow());
        Ok(())
    }
}
