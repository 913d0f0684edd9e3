//! Tuples as sequences of layers. If their sizes do not fit, they do not compile.

use crate::layers::{Any, Forward, LayerError, Lsuv, LsuvError, LsuvRun, Takes};

/// Implements a sequence of the layers `$first` and `$layer`.., where each follows the one before it.
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
