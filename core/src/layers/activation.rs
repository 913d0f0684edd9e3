//! Activations.

use core::convert::Infallible;

use ndarray::{Array, ArrayBase, Data, Dimension};

use super::Forward;
use crate::Initialize;
use crate::model::Scalar;

/// The rectifier: max(x, 0), element by element. It has no parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Initialize)]
#[init(library)]
pub struct Relu;

impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Forward<ArrayBase<S, D>> for Relu {
    type Output = Array<T, D>;
    type Error = Infallible;

    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, Infallible> {
        let zero = T::default();
        Ok(input.mapv(|x| if x < zero { zero } else { x }))
    }
}
