//! Elements of containers. They are made on the heap: arrays can be larger than a stack.

use crate::error::InitError;
use crate::fill;
use crate::init::InitErrorKind;

/// `len` elements.
pub(in crate::model) fn elements<T>(
    len: usize,
    make: impl Fn(usize) -> Result<T, InitError>,
) -> Result<Vec<T>, InitError> {
    let mut elements = Vec::new();
    elements.try_reserve_exact(len).map_err(|_| short::<T>(len))?;
    for i in 0..len {
        elements.push(make(i).map_err(|error| error.below(&i.to_string()))?);
    }
    Ok(elements)
}

/// `len` copies of a value, which does not pass over the stack.
pub(in crate::model) fn copies<T: Copy>(len: usize, value: &T) -> Result<Vec<T>, InitError> {
    let mut copies = Vec::new();
    copies.try_reserve_exact(len).map_err(|_| short::<T>(len))?;
    fill::huge_pages(&mut copies);
    for _ in 0..len {
        copies.extend_from_slice(core::slice::from_ref(value));
    }
    Ok(copies)
}

/// These `N` elements as an array.
pub(in crate::model) fn array<T, const N: usize>(elements: Vec<T>) -> Result<[T; N], InitError> {
    elements.try_into().map_err(|_| short::<T>(N))
}

/// These `N` elements as an array where they are.
pub(in crate::model) fn boxed<T, const N: usize>(elements: Vec<T>) -> Result<Box<[T; N]>, InitError> {
    elements.into_boxed_slice().try_into().map_err(|_| short::<T>(N))
}

/// The error of `len` elements, for which there is no memory.
pub(in crate::model) fn short<T>(len: usize) -> InitError {
    InitError::of(&[len], InitErrorKind::Memory { bytes: len.saturating_mul(size_of::<T>()) })
}
