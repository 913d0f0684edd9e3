//! The traits of a layer: `Forward`, and `Takes` for its place in a sequence.

use ndarray::{Array, ArrayBase, Data, Dimension};

/// A layer that maps an input to an output.
///
/// ```
/// use ndarray::{Array1, arr1};
/// use paraminit::layers::LayerError;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Gated {
///     value: Dense<4, 8>,
///     gate: Dense<4, 8>,
/// }
///
/// impl Forward<Array1<f32>> for Gated {
///     type Output = Array1<f32>;
///     type Error = LayerError;
///
///     fn forward(&self, x: &Array1<f32>) -> Result<Array1<f32>, LayerError> {
///         Ok(self.value.forward(x)? * Relu.forward(&self.gate.forward(x)?)?)
///     }
/// }
///
/// assert_eq!(Gated::init(42)?.forward(&arr1(&[1.0; 4]))?.len(), 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Forward<X> {
    /// The type of the output.
    type Output;
    /// The type of the error: [`LayerError`](super::LayerError), or `Infallible`.
    type Error;

    /// Returns the output for `input`.
    ///
    /// # Errors
    /// If the input does not fit the layer.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::prelude::*;
    ///
    /// let net = <(Dense<4, 8>, Relu, Dense<8, 1>)>::init(42)?;
    /// assert_eq!(net.forward(&Array2::<f32>::ones((3, 4)))?.dim(), (3, 1));
    /// assert!(net.forward(&Array2::<f32>::ones((3, 5))).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn forward(&self, input: &X) -> Result<Self::Output, Self::Error>;
}

/// A number of features that the type fixes.
///
/// ```
/// use paraminit::layers::{Any, Features, Takes};
/// use paraminit::prelude::*;
///
/// /// A loss over ten classes, for whatever ends in ten features.
/// fn classes<M: Takes<Any, Out = Features<10>>>() -> usize {
///     10
/// }
///
/// assert_eq!(classes::<(Dense<784, 64>, Relu, Dense<64, 10>)>(), 10);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Features<const N: usize>;

/// Any number of features: the input of a sequence, and the output of a layer whose sizes its type does not give.
///
/// ```
/// use paraminit::layers::{Any, Takes};
/// use paraminit::prelude::*;
///
/// /// Whether the type of a model says how many features it gives.
/// fn is_open<M: Takes<Any, Out: 'static>>() -> bool {
///     std::any::TypeId::of::<M::Out>() == std::any::TypeId::of::<Any>()
/// }
///
/// assert!(is_open::<(Dense<4, 8>, DynDense)>());
/// assert!(!is_open::<(DynDense, Dense<4, 8>)>());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// A layer that fits behind one with the output `In`.
///
/// ```
/// use ndarray::{Array2, Axis, concatenate};
/// use paraminit::layers::{Features, LayerError, Takes};
/// use paraminit::prelude::*;
///
/// /// Each row and its negative, side by side: twice the features.
/// #[derive(Default, Initialize)]
/// struct Mirror;
///
/// impl Takes<Features<8>> for Mirror {
///     type Out = Features<16>;
/// }
///
/// impl Forward<Array2<f32>> for Mirror {
///     type Output = Array2<f32>;
///     type Error = LayerError;
///
///     fn forward(&self, x: &Array2<f32>) -> Result<Array2<f32>, LayerError> {
///         concatenate(Axis(1), &[x.view(), (-x).view()])
///             .map_err(|_| LayerError::new("Mirror", paraminit::layers::LayerErrorKind::Memory))
///     }
/// }
///
/// let net = <(Dense<4, 8>, Mirror, Dense<16, 1>)>::init(42)?; // with `Dense<8, 1>` `forward` does not compile
/// assert_eq!(net.forward(&Array2::<f32>::ones((2, 4)))?.dim(), (2, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit behind a layer that gives `{In}`",
    label = "these layers do not fit",
    note = "each layer of a sequence takes as many features as the one before it gives"
)]
pub trait Takes<In> {
    /// The features of the output.
    type Out;
}

/// An array that goes through layers, owned or borrowed.
#[doc(hidden)]
pub trait Input {
    /// The same array with values of its own.
    type Owned;

    /// Returns a copy.
    fn owned(&self) -> Self::Owned;
}

impl<T: Clone, S: Data<Elem = T>, D: Dimension> Input for ArrayBase<S, D> {
    type Owned = Array<T, D>;

    fn owned(&self) -> Array<T, D> {
        self.to_owned()
    }
}
