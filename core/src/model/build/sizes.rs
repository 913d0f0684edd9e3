//! Run-time sizes of models.

/// The run-time sizes of a type: `()` if there are none, a struct of named sizes for a model with `#[init(dims(..))]`,
/// those of the elements for a container.
///
/// ```
/// use paraminit::model::{Dimensioned, Len, Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // The sizes of a `Vec` of layers are those of a layer.
/// let dims: <Vec<DynDense> as Dimensioned>::Dims = DynDenseDims { inputs: 4, outputs: 8 };
/// assert_eq!(Vec::<DynDense>::make(&dims, NoShape, Len(2, NoLen))?[1].weight().dim(), (8, 4));
/// # Ok::<(), InitError>(())
/// ```
pub trait Dimensioned {
    /// The sizes.
    type Dims;
}

/// Run-time sizes that are empty: `()`, and tuples of `()`.
///
/// ```
/// use paraminit::model::NoDims;
/// use paraminit::prelude::*;
///
/// /// Several models of any type that needs no sizes, one a seed.
/// fn ensemble<M: Allocate<Dims: NoDims>>(seeds: std::ops::Range<u64>) -> Result<Vec<M>, InitError> {
///     seeds.map(M::init).collect()
/// }
///
/// let models: Vec<Dense<4, 8>> = ensemble(0..3)?;
/// assert_ne!(models[0].weight(), models[2].weight());
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this model has run-time sizes: `{Self}`",
    label = "its sizes are missing here",
    note = "in a field of another model, give them with `#[init(dims {{ .. }})]`",
    note = "for the model itself, use `init_with({Self} {{ .. }}, seed)` or `build_with({Self} {{ .. }}, seed)`"
)]
pub trait NoDims {
    /// The empty sizes.
    const NONE: Self;
}

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
    /// Returns the sizes.
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
