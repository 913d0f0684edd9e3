//! The sizes from a field's attributes, and the traits that build a value from them.

use super::Dimensioned;
use super::elements::{array, elements};
use crate::error::InitError;

/// The absence of `shape`.
///
/// ```
/// use paraminit::model::{Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // A layer knows its sizes by its type.
/// assert_eq!(Dense::<4, 8>::make(&(), NoShape, NoLen)?.weight().dim(), (8, 4));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoShape;

/// The absence of `len`.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::model::{Make, NoLen};
///
/// // An array has a shape, and no length beside it.
/// assert_eq!(Array2::<f32>::make(&(), [8, 4], NoLen)?.dim(), (8, 4));
/// # Ok::<(), paraminit::InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoLen;

/// `len`, and the lengths of the containers inside.
///
/// ```
/// use paraminit::model::{Len, Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // `len = [2, 3]`: two `Vec`s of three layers each.
/// let layers = Vec::<Vec<Dense<4, 4>>>::make(&(), NoShape, Len(2, Len(3, NoLen)))?;
/// assert_eq!((layers.len(), layers[1].len()), (2, 3));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Len<L>(pub usize, pub L);

/// A type that can be built from the attributes of a field. `S` is its shape, `L` its length.
///
#[doc = include_str!("../../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "nothing says how large this `{Self}` is",
    label = "built here",
    note = "give an array its shape, `#[init(shape = [..])]`, a `Vec` its length, `#[init(len = ..)]`, a `BTreeMap` its keys, `#[init(keys = ..)]`, and nothing else",
    note = "in generic code, bound the whole model: `where Net<T>: Allocate<Dims = ()>`"
)]
pub trait Make<S, L>: Dimensioned + Sized {
    /// Returns zeros of that size.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// use paraminit::model::{Make, NoLen, NoShape};
    /// use paraminit::prelude::*;
    ///
    /// let dims = DynDenseDims { inputs: 4, outputs: 8 };
    /// assert_eq!(DynDense::<f32>::make(&dims, NoShape, NoLen)?.bias().len(), 8);
    /// # Ok::<(), InitError>(())
    /// ```
    fn make(dims: &Self::Dims, shape: S, len: L) -> Result<Self, InitError>;

    /// The same in a box. An array is made there: it may be larger than the stack.
    #[doc(hidden)]
    fn make_boxed(dims: &Self::Dims, shape: S, len: L) -> Result<Box<Self>, InitError> {
        Self::make(dims, shape, len).map(Box::new)
    }

    /// So many of them, one after the other on the heap.
    #[doc(hidden)]
    fn make_many(count: usize, dims: &Self::Dims, shape: S, len: L) -> Result<Vec<Self>, InitError>
    where
        S: Copy,
        L: Copy,
    {
        elements(count, |_| Self::make(dims, shape, len))
    }

    /// So many arrays of them. Of what is no scalar, one array at a time is on the stack.
    #[doc(hidden)]
    fn make_rows<const N: usize>(count: usize, dims: &Self::Dims, shape: S, len: L) -> Result<Vec<[Self; N]>, InitError>
    where
        S: Copy,
        L: Copy,
    {
        elements(count, |_| array(Self::make_many(N, dims, shape, len)?))
    }

    /// So many arrays of `M` arrays of `N` of them; see [`make_rows`](Self::make_rows).
    #[doc(hidden)]
    fn make_planes<const M: usize, const N: usize>(
        count: usize,
        dims: &Self::Dims,
        shape: S,
        len: L,
    ) -> Result<Vec<[[Self; N]; M]>, InitError>
    where
        S: Copy,
        L: Copy,
    {
        elements(count, |_| array(Self::make_rows(M, dims, shape, len)?))
    }
}

/// A declaration that can build a `T` from the attributes of a field. `S` is its shape, `L` its length.
///
#[doc = include_str!("../../../docs/model/foreign.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how a `{T}` is built",
    label = "built here",
    note = "add an expression that gives one to the declaration: `#[init(new = ..)]`",
    note = "containers need what they need elsewhere: a `Vec` its `len`"
)]
pub trait MakeAs<T, S, L>: Dimensioned {
    /// Returns a value of that size. A run overwrites its parameters.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// # mod other {
    /// #     pub struct Linear { pub weight: ndarray::Array2<f32> }
    /// # }
    /// use ndarray::Array2;
    /// use paraminit::model::{MakeAs, NoLen, NoShape};
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// #[init(remote = other::Linear, dims(inputs, outputs))]
    /// struct LinearDef {
    ///     #[init(shape = [outputs, inputs], zeros)]
    ///     weight: Array2<f32>,
    /// }
    ///
    /// let linear: other::Linear = LinearDef::make_as(&LinearDefDims { inputs: 4, outputs: 8 }, NoShape, NoLen)?;
    /// assert_eq!(linear.weight.dim(), (8, 4));
    /// # Ok::<(), InitError>(())
    /// ```
    fn make_as(dims: &Self::Dims, shape: S, len: L) -> Result<T, InitError>;

    /// The same in a box; see [`Make::make_boxed`].
    #[doc(hidden)]
    fn make_boxed_as(dims: &Self::Dims, shape: S, len: L) -> Result<Box<T>, InitError> {
        Self::make_as(dims, shape, len).map(Box::new)
    }
}

/// `keys`, and the lengths of the containers around and inside of the map.
// What the derive expands to names it.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Keys<L>(pub Vec<String>, pub L);

/// The keys of a new map.
// What `keys = ..` expands to calls it.
#[doc(hidden)]
pub fn keys<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> Vec<String> {
    keys.into_iter().map(Into::into).collect()
}
