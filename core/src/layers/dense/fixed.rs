//! Dense layers of static size.

use ndarray::{Array, Array1, Array2, ArrayBase, Data};

use super::{Bias, BiasValues as _, WithBias};
use crate::Initialize;
use crate::layers::product::{Rows, affine};
use crate::layers::{Forward, LayerError, LayerFault};
use crate::model::Scalar;

/// A dense (fully connected) layer of static size: `I` inputs, `O` outputs.
///
/// ```text
/// y = x Wᵀ + b        weight W: [O, I], bias b: [O]
/// ```
///
/// Its own default is `PyTorch`'s: weight and bias uniform within ±1/sqrt(I)
/// (`kaiming_uniform` with a leaky slope of sqrt 5).
///
/// `forward` returns a `Result`, although the type gives the sizes: the width of the batch is known at run time only.
///
/// Without a bias it is `Dense<I, O, f32, NoBias>`. Sizes that only run time knows are [`DynDense`](super::DynDense)'s,
/// an input size that only the first input knows is [`LazyDense`](super::LazyDense)'s.
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

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Dense<I, O, T, B> {
    /// The weight, `[O, I]`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.weight().dim(), (8, 4));
    /// assert!(layer.weight().iter().all(|w| w.abs() <= 0.5)); // 1 / sqrt(4)
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn weight(&self) -> &Array2<T> {
        &self.weight
    }

    /// The weight, to set directly.
    ///
    /// ```
    /// use ndarray::{arr1, arr2};
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<2, 1, f32, NoBias>::init(42)?;
    /// layer.weight_mut().assign(&arr2(&[[3.0, 4.0]]));
    /// assert_eq!(layer.forward(&arr1(&[1.0, 10.0]))?, arr1(&[43.0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weight_mut(&mut self) -> &mut Array2<T> {
        &mut self.weight
    }

    /// Weight and bias, to write.
    pub(in crate::layers) fn parts_mut(&mut self) -> (&mut Array2<T>, &mut B::Values<T>) {
        (&mut self.weight, &mut self.bias)
    }
}

impl<const I: usize, const O: usize, T: Scalar> Dense<I, O, T> {
    /// The bias, `[O]`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = init! { <Dense<4, 8>> weight => default, bias => ones }.build(42)?;
    /// assert_eq!(layer.bias().sum(), 8.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn bias(&self) -> &Array1<T> {
        &self.bias
    }

    /// The bias, to set directly.
    ///
    /// ```
    /// use ndarray::arr1;
    /// use paraminit::prelude::*;
    ///
    /// // A classifier that begins with the prior of its classes.
    /// let mut head = Dense::<4, 2>::init(42)?;
    /// head.bias_mut().assign(&arr1(&[0.9_f32.ln(), 0.1_f32.ln()]));
    /// let y = head.forward(&arr1(&[0.0; 4]))?;
    /// assert!((y[0].exp() - 0.9).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bias_mut(&mut self) -> &mut Array1<T> {
        &mut self.bias
    }
}

impl<const I: usize, const O: usize, T, B, S, D> Forward<ArrayBase<S, D>> for Dense<I, O, T, B>
where
    T: Scalar,
    B: Bias,
    S: Data<Elem = T>,
    D: Rows,
{
    type Output = Array<T, D>;
    type Error = LayerError;

    /// `[batch, I]` to `[batch, O]`, or `[I]` to `[O]`.
    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        if self.weight.dim() != (O, I) {
            let shapes = vec![self.weight.shape().to_vec(), vec![O, I]];
            return Err(LayerError::new("Dense", LayerFault::Parameters { shapes }));
        }
        affine("Dense", input, &self.weight, self.bias.values())
    }
}
