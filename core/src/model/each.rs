//! Containers whose elements differ in size: `dims = |i| ..`, `shape = |i| ..`.

use super::allocate::{Dimensioned, Field, Len, Make};
use crate::error::InitError;
use crate::init::InitErrorKind;

/// The sizes of a model, or a reference to them.
///
/// ```
/// use paraminit::model::Sizes;
/// use paraminit::prelude::*;
///
/// /// A student of half the width. Takes sizes as `init_with` does: a value or a reference.
/// fn student(teacher: impl Sizes<DynDenseDims>, seed: u64) -> Result<DynDense, InitError> {
///     let DynDenseDims { inputs, outputs } = *teacher.sizes();
///     DynDense::init_with(DynDenseDims { inputs, outputs: outputs / 2 }, seed)
/// }
///
/// let dims = DynDenseDims { inputs: 4, outputs: 8 };
/// assert_eq!(student(&dims, 42)?.weight(), student(dims, 42)?.weight());
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold the sizes of this model",
    label = "the sizes are a `{D}`, or a reference to one"
)]
pub trait Sizes<D> {
    /// The sizes.
    ///
    /// ```
    /// use paraminit::model::Sizes;
    /// use paraminit::prelude::*;
    ///
    /// let dims = DynDenseDims { inputs: 4, outputs: 8 };
    /// let sizes: &DynDenseDims = (&dims).sizes();
    /// assert_eq!(sizes.outputs, 8);
    /// ```
    fn sizes(&self) -> &D;
}

impl<D> Sizes<D> for D {
    fn sizes(&self) -> &D {
        self
    }
}

impl<D> Sizes<D> for &D {
    fn sizes(&self) -> &D {
        self
    }
}

/// A container whose elements can be told apart by an index.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Pyramid {
///     #[init(len = 3, dims = |i| DynDenseDims { inputs: 8 >> i, outputs: 4 >> i })]
///     layers: Vec<DynDense>,
/// }
///
/// assert_eq!(Pyramid::init(42)?.layers[2].weight().dim(), (1, 2));
/// # Ok::<(), InitError>(())
/// ```
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

/// The closure's indices end here: what stands here is built.
///
/// ```
/// use paraminit::model::{Here, MakeEach, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // One layer, sized by the indices around it.
/// let sizes = |at: &[usize]| (DynDenseDims { inputs: at[0], outputs: 2 }, NoShape);
/// let layer = <DynDense as MakeEach<_, _, _, Here>>::make_each(NoLen, &[5], &sizes)?;
/// assert_eq!(layer.weight().dim(), (2, 5));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Here;

/// One index, and the indices below.
///
/// ```
/// use paraminit::model::{Below, Here, Len, MakeEach, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // A `Vec` of layers: one index.
/// let sizes = |at: &[usize]| (DynDenseDims { inputs: 4, outputs: 1 + at[0] }, NoShape);
/// let layers = <Vec<DynDense> as MakeEach<_, _, _, Below<Here>>>::make_each(Len(3, NoLen), &[], &sizes)?;
/// assert_eq!(layers[2].weight().dim(), (3, 4));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Below<K>(K);

/// What can be built from sizes by index: `D` and `S` are dims and shape of an element, `L` the lengths, `K` the number
/// of indices.
///
/// ```
/// use paraminit::model::{Below, Here, Len, MakeEach, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // Layers that narrow, as `dims = |i| ..` on a field of an array of them builds.
/// let sizes = |at: &[usize]| (DynDenseDims { inputs: 8 >> at[0], outputs: 4 >> at[0] }, NoShape);
/// let layers = <[DynDense; 2] as MakeEach<_, _, _, Below<Here>>>::make_each(NoLen, &[], &sizes)?;
/// assert_eq!(layers[1].weight().dim(), (2, 4));
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be built element by element",
    note = "a closure takes one index for each `Vec` or array around the elements that it sizes, and every `Vec` needs its `len`"
)]
pub trait MakeEach<D, S, L, K>: Sized {
    /// Zeros; `within` holds the indices of the containers around.
    ///
    /// # Errors
    /// As [`Make::make`].
    ///
    /// ```
    /// use paraminit::model::{Below, Here, Len, MakeEach, NoLen, NoShape};
    /// use paraminit::prelude::*;
    ///
    /// // Of a `Vec` inside of an array, from element 1 on of the array.
    /// let sizes = |at: &[usize]| (DynDenseDims { inputs: 1 + at[0], outputs: 1 + at[1] }, NoShape);
    /// let layers = <Vec<DynDense> as MakeEach<_, _, _, Below<Here>>>::make_each(Len(3, NoLen), &[1], &sizes)?;
    /// assert_eq!(layers[2].weight().dim(), (3, 2));
    /// # Ok::<(), InitError>(())
    /// ```
    fn make_each<R: Sizes<D>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError>;
}

impl<D, S, L, T: Make<S, L> + Dimensioned<Dims = D>> MakeEach<D, S, L, Here> for T {
    fn make_each<R: Sizes<D>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        let (dims, shape) = sizes(within);
        T::make(dims.sizes(), shape, len)
    }
}

impl<D, S, L: Copy, K, T: MakeEach<D, S, L, K>> MakeEach<D, S, Len<L>, Below<K>> for Vec<T> {
    fn make_each<R: Sizes<D>>(
        Len(len, inner): Len<L>,
        within: &[usize],
        sizes: &dyn Fn(&[usize]) -> (R, S),
    ) -> Result<Self, InitError> {
        let mut elements = Self::new();
        elements.try_reserve_exact(len).map_err(|_| InitError::of(&[len], InitErrorKind::Memory))?;
        for i in 0..len {
            elements.push(element(i, inner, within, sizes)?);
        }
        Ok(elements)
    }
}

impl<D, S, L: Copy, K, T: MakeEach<D, S, L, K>, const N: usize> MakeEach<D, S, L, Below<K>> for [T; N] {
    fn make_each<R: Sizes<D>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        let mut elements = Vec::with_capacity(N);
        for i in 0..N {
            elements.push(element(i, len, within, sizes)?);
        }
        Self::try_from(elements).map_err(|_| InitError::of(&[N], InitErrorKind::Memory))
    }
}

/// DType `i` of a container.
fn element<D, S, L, K, T: MakeEach<D, S, L, K>, R: Sizes<D>>(
    i: usize,
    len: L,
    within: &[usize],
    sizes: &dyn Fn(&[usize]) -> (R, S),
) -> Result<T, InitError> {
    let at = [within, &[i]].concat();
    T::make_each(len, &at, sizes).map_err(|error| error.below(&i.to_string()))
}

impl<D, S, L, K, T: MakeEach<D, S, L, Below<K>>> MakeEach<D, S, L, Below<K>> for Option<T> {
    fn make_each<R: Sizes<D>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        T::make_each(len, within, sizes).map(Some)
    }
}

impl<D, S, L, K, T: MakeEach<D, S, L, Below<K>>> MakeEach<D, S, L, Below<K>> for Box<T> {
    fn make_each<R: Sizes<D>>(len: L, within: &[usize], sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        T::make_each(len, within, sizes).map(Self::new)
    }
}

/// A field with sizes by index.
#[doc(hidden)]
pub trait MakeFieldEach<D, S, L, K>: Sized {
    /// Zeros of those sizes.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field_each<R: Sizes<D>>(len: L, sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError>;
}

impl<D, S, L, K, T: MakeEach<D, S, L, K>> MakeFieldEach<D, S, L, K> for Field<'_, T> {
    fn make_field_each<R: Sizes<D>>(len: L, sizes: &dyn Fn(&[usize]) -> (R, S)) -> Result<Self, InitError> {
        T::make_each(len, &[], sizes).map(Self::new)
    }
}

/// A closure of one index, for a list of indices.
#[doc(hidden)]
pub fn by_index<R>(sizes: impl Fn(usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0))
}

/// A closure of two indices.
#[doc(hidden)]
pub fn by_two<R>(sizes: impl Fn(usize, usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0), nth(at, 1))
}

/// A closure of three indices.
#[doc(hidden)]
pub fn by_three<R>(sizes: impl Fn(usize, usize, usize) -> R) -> impl Fn(&[usize]) -> R {
    move |at| sizes(nth(at, 0), nth(at, 1), nth(at, 2))
}

fn nth(at: &[usize], k: usize) -> usize {
    at.get(k).copied().unwrap_or_default()
}
