//! Accessors of the weight and the bias.

/// Defines accessors of a layer's fields `weight` and `bias`. `$made` makes a layer of 4 inputs and 8 outputs, for the
/// examples.
macro_rules! accessors {
    ($layer:ident [$($generic:tt)*] [$($argument:ident,)*] $made:literal) => {
        impl<$($generic)* T: Scalar, B: Bias> $layer<$($argument,)* T, B> {
            /// The weight, `[outputs, inputs]`.
            ///
            /// ```
            /// use paraminit::prelude::*;
            ///
            #[doc = concat!("let layer = ", $made, "?;")]
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
            /// use ndarray::Array1;
            /// use paraminit::prelude::*;
            ///
            #[doc = concat!("let mut layer = ", $made, "?;")]
            /// layer.weight_mut().row_mut(0).fill(0.0);
            /// assert_eq!(layer.forward(&Array1::ones(4))?[0], layer.bias()[0]);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn weight_mut(&mut self) -> &mut Array2<T> {
                &mut self.weight
            }
        }

        impl<$($generic)* T: Scalar> $layer<$($argument,)* T> {
            /// The bias, `[outputs]`.
            ///
            /// ```
            /// use paraminit::prelude::*;
            ///
            #[doc = concat!("let layer = ", $made, "?;")]
            /// assert_eq!(layer.bias().len(), 8);
            /// # Ok::<(), InitError>(())
            /// ```
            #[must_use]
            pub fn bias(&self) -> &Array1<T> {
                &self.bias
            }

            /// The bias, to set directly.
            ///
            /// ```
            /// use ndarray::Array1;
            /// use paraminit::prelude::*;
            ///
            #[doc = concat!("let mut head = ", $made, "?;")]
            /// // A classifier that begins with the prior of its classes.
            /// head.bias_mut().fill(0.125_f32.ln());
            /// let y = head.forward(&Array1::zeros(4))?;
            /// assert!((y[0].exp() - 0.125).abs() < 1e-6);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn bias_mut(&mut self) -> &mut Array1<T> {
                &mut self.bias
            }
        }
    };
}

pub(super) use accessors;
