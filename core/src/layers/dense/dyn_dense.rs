//! Dense layers with sizes known at run time only.

use ndarray::{Array, Array1, Array2, ArrayBase, Data};

use super::accessors::accessors;
use super::bias::{Bias, BiasValues as _, NoBias, WithBias};
use crate::Initialize;
use crate::layers::product::{Rows, affine};
use crate::layers::{Any, Forward, LayerError, Lsuv, LsuvError, LsuvRun, Takes};
use crate::model::Scalar;

/// A dense layer with sizes given at run time.
///
/// ```text
/// y = x Wᵀ + b        weight W: [outputs, inputs], bias b: [outputs]
/// ```
///
/// It is otherwise a [`Dense`](super::Dense): patterns and presets know it by that name, and the default is
/// `PyTorch`'s. Without a bias it is `DynDense<f32, NoBias>`.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(dims(d_model, d_ff))]
/// struct FeedForward {
///     #[init(dims { inputs: d_model, outputs: d_ff })]
///     up: DynDense,
///     #[init(dims { inputs: d_ff, outputs: d_model })]
///     down: DynDense<f32, NoBias>,
/// }
///
/// let net = FeedForward::init_with(FeedForwardDims { d_model: 16, d_ff: 64 }, 42)?;
/// let x = Array2::<f32>::ones((2, 16));
/// assert_eq!(net.down.forward(&net.up.forward(&x)?)?.shape(), [2, 16]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, kind = Dense, dims(inputs, outputs), ** => pytorch)]
pub struct DynDense<T: Scalar = f32, B: Bias = WithBias> {
    #[init(shape = [outputs, inputs], axes = [out, in], part = weight)]
    pub(super) weight: Array2<T>,
    #[init(shape = [outputs], axes = [out], fans_of = weight, part = bias)]
    pub(super) bias: B::Values<T>,
}

accessors!(DynDense [] [] "DynDense::<f32>::init_with(DynDenseDims { inputs: 4, outputs: 8 }, 42)");

impl<T: Scalar> DynDense<T> {
    /// Makes a layer of these parameters: weight `[outputs, inputs]`, bias `[outputs]`.
    ///
    /// # Errors
    /// If they do not fit each other.
    ///
    /// ```
    /// use ndarray::{arr1, arr2};
    /// use paraminit::layers::LayerErrorKind;
    /// use paraminit::prelude::*;
    ///
    /// let layer = DynDense::new(arr2(&[[3.0, 4.0]]), arr1(&[0.5]))?;
    /// assert_eq!(layer.forward(&arr1(&[1.0, 10.0]))?, arr1(&[43.5]));
    ///
    /// let error = DynDense::new(arr2(&[[3.0, 4.0]]), arr1(&[0.5, 0.5])).unwrap_err();
    /// assert!(matches!(error.kind(), LayerErrorKind::Parameters { .. }));
    /// # Ok::<(), paraminit::layers::LayerError>(())
    /// ```
    pub fn new(weight: Array2<T>, bias: Array1<T>) -> Result<Self, LayerError> {
        if bias.len() == weight.nrows() {
            return Ok(Self { weight, bias });
        }
        Err(LayerError::misfit("DynDense", weight.shape(), bias.shape()))
    }
}

impl<T: Scalar> DynDense<T, NoBias> {
    /// Makes a layer of this weight, `[outputs, inputs]`, without a bias.
    ///
    /// ```
    /// use ndarray::{arr1, arr2};
    /// use paraminit::prelude::*;
    ///
    /// let layer = DynDense::without_bias(arr2(&[[3.0, 4.0]]));
    /// assert_eq!(layer.forward(&arr1(&[1.0, 10.0]))?, arr1(&[43.0]));
    /// # Ok::<(), paraminit::layers::LayerError>(())
    /// ```
    #[must_use]
    pub fn without_bias(weight: Array2<T>) -> Self {
        Self { weight, bias: NoBias }
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Forward<ArrayBase<S, D>> for DynDense<T, B> {
    type Output = Array<T, D>;
    type Error = LayerError;

    /// Maps `[batch, inputs]` to `[batch, outputs]`, or `[inputs]` to `[outputs]`.
    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        affine("DynDense", input, &self.weight, self.bias.values())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for DynDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        run.dense(input, &mut self.weight, self.bias.values_mut())
    }
}

/// The output is `Any`, since the sizes are known at run time only.
impl<In, T: Scalar, B: Bias> Takes<In> for DynDense<T, B> {
    type Out = Any;
}
