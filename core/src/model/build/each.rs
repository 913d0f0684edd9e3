//! Containers whose elements differ in size: `dims = |i| ..`, `shape = |i| ..`.

use crate::error::InitError;

/// A container that has elements with indices.
// The derive asks for it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no elements",
    label = "a closure of the index gives each element of a `Vec` or an array its size",
    note = "for one part, write the sizes themselves, without `|i|`"
)]
pub trait Indexed {}

impl<T> Indexed for Vec<T> {}
impl<T, const N: usize> Indexed for [T; N] {}
impl<T: Indexed> Indexed for Option<T> {}
impl<T: Indexed> Indexed for Box<T> {}

/// The end of the indices: the closure sizes the type itself.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Here;

/// One index, and the indices below it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Below<K>(K);

/// A type that can be built element by element. `L` holds its lengths, `K` the number of indices.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be built element by element",
    note = "a closure takes one index for each `Vec` or array around the elements that it sizes, and every `Vec` needs its `len`"
)]
pub trait MakeEach<L, K>: Sized {
    /// The elements that the indices distinguish.
    type Element;

    /// The lengths of the containers inside of an element.
    type Len;

    /// Builds the container from the result of `make` for each element. `within` holds the indices of the outer
    /// containers.
    ///
    /// # Errors
    /// The error of `make`, with the element's index in front of its path.
    #[expect(clippy::type_complexity, reason = "one callback, written where it is taken")]
    fn make_each(
        len: L,
        within: &[usize],
        make: &dyn Fn(&[usize], Self::Len) -> Result<Self::Element, InitError>,
    ) -> Result<Self, InitError>;

    /// The same in a box; see [`Make::make_boxed`](super::Make::make_boxed).
    ///
    /// # Errors
    /// That of `make`, below the element's index.
    #[expect(clippy::type_complexity, reason = "one callback, written where it is taken")]
    fn make_each_boxed(
        len: L,
        within: &[usize],
        make: &dyn Fn(&[usize], Self::Len) -> Result<Self::Element, InitError>,
    ) -> Result<Box<Self>, InitError> {
        Self::make_each(len, within, make).map(Box::new)
    }
}

impl<T, L> MakeEach<L, Here> for T {
    type Element = T;
    type Len = L;

    fn make_each(len: L, within: &[usize], make: &dyn Fn(&[usize], L) -> Result<T, InitError>) -> Result<T, InitError> {
        make(within, len)
    }
}

/// Turns a closure of one index into one of a list of indices.
#[doc(hidden)]
pub fn by_index<R>(sizes: impl Fn(usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0))
}

/// Turns a closure of two indices into one of a list.
#[doc(hidden)]
pub fn by_two<R>(sizes: impl Fn(usize, usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0), nth(at, 1))
}

/// Turns a closure of three indices into one of a list.
#[doc(hidden)]
pub fn by_three<R>(sizes: impl Fn(usize, usize, usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0), nth(at, 1), nth(at, 2))
}

fn nth(at: &[usize], k: usize) -> usize {
    at.get(k).copied().unwrap_or_default()
}
