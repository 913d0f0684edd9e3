//! A layer that turns images into rows.

use ndarray::{Array, ArrayBase, Data, Dimension, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6, IxDyn, Order};

use super::{Any, Forward, LayerError, LayerErrorKind, Lsuv, Takes};
use crate::Initialize;
use crate::model::Scalar;

/// Joins all axes but the first, in row-major order: `[batch, a, b]` becomes `[batch, a b]`.
///
/// Vectors and matrices pass unchanged. It is Keras's `Flatten()` and `PyTorch`'s `nn.Flatten()`.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::layers::Flatten;
/// use paraminit::prelude::*;
///
/// let net = <(Flatten, Dense<784, 10>)>::init(42)?;
/// assert_eq!(net.forward(&Array3::<f32>::zeros((2, 28, 28)))?.shape(), [2, 10]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Initialize)]
#[init(library)]
pub struct Flatten;

/// The dimension of an array after [`Flatten`].
#[doc(hidden)]
pub trait Flat: Dimension {
    /// A vector for vectors, and otherwise a matrix.
    type Out: Dimension;
}

macro_rules! flat {
    ($($from:ty => $to:ty),*) => { $(impl Flat for $from { type Out = $to; })* };
}

flat!(Ix1 => Ix1, Ix2 => Ix2, Ix3 => Ix2, Ix4 => Ix2, Ix5 => Ix2, Ix6 => Ix2, IxDyn => Ix2);

impl<T: Scalar, S: Data<Elem = T>, D: Flat> Forward<ArrayBase<S, D>> for Flatten {
    type Output = Array<T, D::Out>;
    type Error = LayerError;

    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D::Out>, LayerError> {
        let shape = input.shape();
        let rank = || {
            let least = D::Out::NDIM.unwrap_or(2);
            LayerError::new("Flatten", LayerErrorKind::Rank { input: shape.to_vec(), least })
        };
        let flat = match (D::Out::NDIM, shape) {
            (Some(1), &[len]) => vec![len],
            (_, &[batch, ref rest @ ..]) if !rest.is_empty() => vec![batch, rest.iter().product()],
            _ => return Err(rank()),
        };
        let flat = input.to_shape((IxDyn(&flat), Order::RowMajor)).map_err(|_| rank())?;
        flat.into_owned().into_dimensionality().map_err(|_| rank())
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Flat> Lsuv<ArrayBase<S, D>> for Flatten {}

impl<In> Takes<In> for Flatten {
    type Out = Any;
}
