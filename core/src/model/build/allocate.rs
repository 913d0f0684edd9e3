//! Models that can be built from their sizes alone.

use super::{Dimensioned, Make, NoLen, NoShape};
use crate::error::InitError;
use crate::model::Initialize;

/// A model that can be built from its [`Dims`](Self::Dims) alone.
///
/// ```
/// use paraminit::prelude::*;
///
/// /// The best of several starts.
/// fn best<M: Allocate>(dims: &M::Dims, loss: impl Fn(&M) -> f64) -> Result<M, InitError> {
///     let mut models = (0..8).map(|seed| M::init_with(dims, seed)).collect::<Result<Vec<_>, _>>()?;
///     models.sort_by(|a, b| loss(a).total_cmp(&loss(b)));
///     Ok(models.swap_remove(0))
/// }
///
/// let loss = |layer: &DynDense| f64::from(layer.weight()[[0, 0]].abs());
/// let dims = DynDenseDims { inputs: 4, outputs: 8 };
/// let layer = best(&dims, loss)?;
/// assert!(loss(&layer) <= loss(&DynDense::init_with(&dims, 7)?));
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be built",
    note = "a field says too little of its size; `apply` on an existing model needs no sizes"
)]
pub trait Allocate: Initialize + Sized {
    /// The run-time sizes; `()` if there are none.
    type Dims;

    /// Returns a model of zeros.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // The sums of an optimizer, one for each parameter of the model.
    /// let sums = DynDense::<f32>::allocate(&DynDenseDims { inputs: 4, outputs: 8 })?;
    /// assert!(sums.named_parameters().iter().all(|(_, values)| values.values().all(|x| x == 0.0)));
    /// # Ok::<(), InitError>(())
    /// ```
    fn allocate(dims: &Self::Dims) -> Result<Self, InitError>;
}

impl<M: Initialize + Make<NoShape, NoLen>> Allocate for M {
    type Dims = <M as Dimensioned>::Dims;

    fn allocate(dims: &Self::Dims) -> Result<Self, InitError> {
        M::make(dims, NoShape, NoLen)
    }
}
