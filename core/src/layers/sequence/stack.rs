//! `Vec`s and arrays as sequences of equal layers.

use crate::layers::{Forward, Input, LayerError, Lsuv, LsuvError, LsuvRun, Takes};

/// Implements the traits of a layer for a container of equal layers. The input of each is the output of the one before
/// it. Without a layer, the input is the output. A size that does not fit is an error of the layer that it does not
/// fit.
macro_rules! stack {
    ($([$($generic:tt)*] $stack:ty),*) => { $(
        /// The output of the layer must fit its own input.
        impl<In, L: Takes<In>, $($generic)*> Takes<In> for $stack
        where
            L: Takes<<L as Takes<In>>::Out, Out = <L as Takes<In>>::Out>,
        {
            type Out = <L as Takes<In>>::Out;
        }

        impl<L, X: Input, $($generic)*> Forward<X> for $stack
        where
            L: Forward<X::Owned, Output = X::Owned>,
            L::Error: Into<LayerError>,
        {
            type Output = X::Owned;
            type Error = LayerError;

            fn forward(&self, input: &X) -> Result<X::Owned, LayerError> {
                self.iter().enumerate().try_fold(input.owned(), |x, (i, layer)| {
                    layer.forward(&x).map_err(|error| error.into().below(&i.to_string()))
                })
            }
        }

        impl<L, X: Input, $($generic)*> Lsuv<X> for $stack
        where
            L: Lsuv<X::Owned> + Forward<X::Owned, Output = X::Owned>,
        {
            fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<X::Owned, LsuvError> {
                let mut layers = self.iter_mut().enumerate();
                layers.try_fold(input.owned(), |x, (i, layer)| run.at(i, |run| layer.scale(&x, run)))
            }
        }
    )* };
}

stack!([] Vec<L>, [const N: usize] [L; N]);
