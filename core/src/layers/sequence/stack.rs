//! `Vec`s and arrays as sequences of equal layers.

use ndarray::{Array, ArrayBase, Data, Dimension};

use super::Takes;
use crate::layers::{Forward, LayerError};

/// What goes through layers: an array, whoever owns its values.
///
/// ```
/// use ndarray::{Array2, s};
/// use paraminit::prelude::*;
///
/// // A stack takes views, too.
/// let blocks = <[Dense<4, 4>; 3]>::init(42)?;
/// let batch = Array2::<f32>::ones((8, 4));
/// assert_eq!(blocks.forward(&batch.slice(s![..2, ..]))?.dim(), (2, 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Input {
    /// The array with values of its own.
    type Owned;

    /// A copy.
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Input;
    ///
    /// let x = array![1.0, 2.0];
    /// assert_eq!(x.view().owned(), x);
    /// ```
    fn owned(&self) -> Self::Owned;
}

impl<T: Clone, S: Data<Elem = T>, D: Dimension> Input for ArrayBase<S, D> {
    type Owned = Array<T, D>;

    fn owned(&self) -> Array<T, D> {
        self.to_owned()
    }
}

/// The layers of a slice, one behind the other. No layer gives its input.
fn through<L, Y>(layers: &[L], input: Y) -> Result<Y, LayerError>
where
    L: Forward<Y, Output = Y>,
    L::Error: Into<LayerError>,
{
    let mut x = input;
    for (i, layer) in layers.iter().enumerate() {
        x = layer.forward(&x).map_err(|error| error.into().below(&i.to_string()))?;
    }
    Ok(x)
}

impl<L, X: Input> Forward<X> for Vec<L>
where
    L: Forward<X::Owned, Output = X::Owned>,
    L::Error: Into<LayerError>,
{
    type Output = X::Owned;
    type Error = LayerError;

    /// Through every layer in order. A size that does not fit is an error of the layer that it does not fit.
    fn forward(&self, input: &X) -> Result<X::Owned, LayerError> {
        through(self, input.owned())
    }
}

impl<L, X: Input, const N: usize> Forward<X> for [L; N]
where
    L: Forward<X::Owned, Output = X::Owned>,
    L::Error: Into<LayerError>,
{
    type Output = X::Owned;
    type Error = LayerError;

    /// Through every layer in order.
    fn forward(&self, input: &X) -> Result<X::Owned, LayerError> {
        through(self, input.owned())
    }
}

/// What such a layer gives must be what it takes.
impl<In, L: Takes<In>> Takes<In> for Vec<L>
where
    L: Takes<<L as Takes<In>>::Out, Out = <L as Takes<In>>::Out>,
{
    type Out = <L as Takes<In>>::Out;
}

/// What such a layer gives must be what it takes.
impl<In, L: Takes<In>, const N: usize> Takes<In> for [L; N]
where
    L: Takes<<L as Takes<In>>::Out, Out = <L as Takes<In>>::Out>,
{
    type Out = <L as Takes<In>>::Out;
}
