//! Dense layers of static size.

use ndarray::{Array, Array1, Array2, ArrayBase, Data};

use super::accessors::accessors;
use super::bias::{Bias, BiasValues as _, WithBias};
use crate::Initialize;
use crate::layers::product::{Rows, affine};
use crate::layers::{Any, Features, Forward, LayerError, Lsuv, LsuvError, LsuvRun, Takes};
use crate::model::Scalar;

/// A dense (fully connected) layer of static size: `I` inputs, `O` outputs.
///
/// ```text
/// y = x Wᵀ + b        weight W: [O, I], bias b: [O]
/// ```
///
/// The default is `PyTorch`'s: weight and bias uniform within ±1/sqrt(I) (`kaiming_uniform` with a leaky slope of sqrt
/// 5).
///
/// `forward` returns a `Result`, although the type gives the sizes, because the width of the batch is known at run time
/// only.
///
/// Without a bias it is `Dense<I, O, f32, NoBias>`. For sizes that are known at run time only, use
/// [`DynDense`](super::DynDense). For an input size that only the first input gives, use
/// [`LazyDense`](super::LazyDense).
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let x = Array2::<f32>::ones((2, 4));
/// assert_eq!(layer.forward(&x)?.shape(), [2, 8]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, ** => pytorch)]
pub struct Dense<const I: usize, const O: usize, T: Scalar = f32, B: Bias = WithBias> {
    #[init(shape = [O, I], axes = [out, in], part = weight)]
    weight: Array2<T>,
    #[init(shape = [O], axes = [out], fans_of = weight, part = bias)]
    bias: B::Values<T>,
}

accessors!(Dense [const I: usize, const O: usize,] [I, O,] "Dense::<4, 8>::init(42)");

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Dense<I, O, T, B> {
    /// Checks that the weight, which may have been replaced, has the sizes of the type.
    fn check(&self) -> Result<(), LayerError> {
        if self.weight.dim() == (O, I) {
            return Ok(());
        }
        Err(LayerError::misfit("Dense", self.weight.shape(), &[O, I]))
    }
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Forward<ArrayBase<S, D>>
    for Dense<I, O, T, B>
{
    type Output = Array<T, D>;
    type Error = LayerError;

    /// Maps `[batch, I]` to `[batch, O]`, or `[I]` to `[O]`.
    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        self.check()?;
        affine("Dense", input, &self.weight, self.bias.values())
    }
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>>
    for Dense<I, O, T, B>
{
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        self.check().map_err(|error| run.error(error))?;
        run.dense(input, &mut self.weight, self.bias.values_mut())
    }
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Takes<Features<I>> for Dense<I, O, T, B> {
    type Out = Features<O>;
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Takes<Any> for Dense<I, O, T, B> {
    type Out = Features<O>;
}
