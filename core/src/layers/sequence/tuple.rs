//! Tuples as sequences: layers whose sizes fit, or that do not compile.

use crate::layers::{Bias, Dense, DynDense, Forward, LayerError, LazyDense, Lsuv, LsuvError, LsuvRun};
use crate::model::Scalar;

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

/// Any number of features: what stands before the first layer.
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

/// A layer that can stand behind one that gives `In`.
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
///             .map_err(|_| LayerError::new("Mirror", paraminit::layers::LayerFault::Memory))
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
    /// What it gives then.
    type Out;
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Takes<Features<I>> for Dense<I, O, T, B> {
    type Out = Features<O>;
}

impl<const I: usize, const O: usize, T: Scalar, B: Bias> Takes<Any> for Dense<I, O, T, B> {
    type Out = Features<O>;
}

/// Any: only run time knows the sizes.
impl<In, T: Scalar, B: Bias> Takes<In> for DynDense<T, B> {
    type Out = Any;
}

/// Any: only the first input knows the sizes.
impl<In, T: Scalar, B: Bias> Takes<In> for LazyDense<T, B> {
    type Out = Any;
}

/// A sequence of the layers `$first` and `$layer`.., each with the one before it.
macro_rules! sequence {
    ($first:ident $($layer:ident $index:tt after $before:ident),*; $last:ident) => {
        impl<In, $first: Takes<In>, $($layer: Takes<$before::Out>),*> Takes<In> for ($first, $($layer,)*) {
            type Out = $last::Out;
        }

        impl<X, $first, $($layer),*> Forward<X> for ($first, $($layer,)*)
        where
            $first: Takes<Any> + Forward<X, Error: Into<LayerError>>,
            $($layer: Takes<$before::Out> + Forward<$before::Output, Error: Into<LayerError>>,)*
        {
            type Output = $last::Output;
            type Error = LayerError;

            fn forward(&self, input: &X) -> Result<Self::Output, LayerError> {
                let x = self.0.forward(input).map_err(|error| error.into().below("0"))?;
                $(let x = self.$index.forward(&x).map_err(|error| error.into().below(stringify!($index)))?;)*
                Ok(x)
            }
        }

        impl<X, $first, $($layer),*> Lsuv<X> for ($first, $($layer,)*)
        where
            $first: Takes<Any> + Lsuv<X>,
            $($layer: Takes<$before::Out> + Lsuv<$before::Output>,)*
        {
            fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<Self::Output, LsuvError> {
                let x = run.at("0", |run| self.0.scale(input, run))?;
                $(let x = run.at(stringify!($index), |run| self.$index.scale(&x, run))?;)*
                Ok(x)
            }
        }
    };
}

sequence!(A B 1 after A; B);
sequence!(A B 1 after A, C 2 after B; C);
sequence!(A B 1 after A, C 2 after B, D 3 after C; D);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D; E);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E; F);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F; G);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F, H 7 after G; H);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F, H 7 after G, I 8 after H; I);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F, H 7 after G, I 8 after H, J 9 after I; J);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F, H 7 after G, I 8 after H, J 9 after I, K 10 after J; K);
sequence!(A B 1 after A, C 2 after B, D 3 after C, E 4 after D, F 5 after E, G 6 after F, H 7 after G, I 8 after H, J 9 after I, K 10 after J, L 11 after K; L);
