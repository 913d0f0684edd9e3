//! Activations: functions of one element. They have no parameters, and take inputs of any rank and length.

use core::convert::Infallible;

use ndarray::{Array, ArrayBase, Data, Dimension};

use super::scalar::{from_f64, to_f64};
use super::{Forward, Lsuv, Takes};
use crate::Initialize;
use crate::model::Scalar;

/// Applies `function` to each element, in double precision. The result is rounded to the element type once.
fn map<L, T: Scalar, S: Data<Elem = T>, D: Dimension>(
    layer: &L,
    input: &ArrayBase<S, D>,
    function: impl Fn(&L, f64) -> f64,
) -> Array<T, D> {
    input.mapv(|x| from_f64(function(layer, to_f64(x))))
}

/// Implements the traits of a layer that applies `$function` to each element. `$function` is a closure of the layer and
/// the element.
macro_rules! elementwise {
    ($layer:ty = $function:expr) => {
        impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Forward<ArrayBase<S, D>> for $layer {
            type Output = Array<T, D>;
            type Error = Infallible;

            fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, Infallible> {
                Ok(map(self, input, $function))
            }
        }

        impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for $layer {}

        impl<In> Takes<In> for $layer {
            type Out = In;
        }
    };
}

/// Defines activations without fields, each with its function.
macro_rules! activations {
    ($($(#[$doc:meta])* $layer:ident = $function:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Initialize)]
        #[init(library)]
        pub struct $layer;

        impl $layer {
            /// The function of one number, for [`of`](crate::init::of).
            ///
            /// ```
            /// use paraminit::prelude::*;
            ///
            #[doc = concat!("let gain = init::of(paraminit::layers::", stringify!($layer), "::at);")]
            /// assert!(gain.value() > 0.9);
            /// ```
            #[must_use]
            pub fn at(x: f64) -> f64 {
                let function: fn(&Self, f64) -> f64 = $function;
                function(&Self, x)
            }
        }

        elementwise!($layer = |_, x| Self::at(x));
    )* };
}

activations! {
    /// The rectifier: max(x, 0).
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::prelude::*;
    ///
    /// assert_eq!(Relu.forward(&array![-1.0, 2.0])?, array![0.0, 2.0]);
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Relu = |_, x| if x < 0.0 { 0.0 } else { x };

    /// x itself: a layer of a sequence that does nothing.
    ///
    /// ```
    /// use paraminit::layers::Identity;
    /// use paraminit::prelude::*;
    ///
    /// // Where another variant of the model has an activation: the paths stay what they are.
    /// let net = <(Dense<4, 8>, Identity, Dense<8, 1>)>::init(42)?;
    /// assert!(net.param("2.weight").is_ok());
    /// # Ok::<(), InitError>(())
    /// ```
    Identity = |_, x| x;

    /// The hyperbolic tangent.
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Tanh;
    /// use paraminit::prelude::*;
    ///
    /// assert_eq!(Tanh.forward(&array![0.0_f32, 100.0])?, array![0.0, 1.0]);
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Tanh = |_, x| libm::tanh(x);

    /// The logistic function: 1 / (1 + exp(-x)).
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Sigmoid;
    /// use paraminit::prelude::*;
    ///
    /// assert_eq!(Sigmoid.forward(&array![0.0_f32, 100.0])?, array![0.5, 1.0]);
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Sigmoid = |_, x| 1.0 / (1.0 + libm::exp(-x));

    /// The exact Gaussian error linear unit: x Φ(x) = x (1 + erf(x / sqrt 2)) / 2.
    ///
    /// It is the default of `PyTorch` and Keras. Flax's default is the approximation by tanh, which differs by up to
    /// 5e-4.
    ///
    /// Hendrycks & Gimpel, Gaussian Error Linear Units, 2016.
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Gelu;
    /// use paraminit::prelude::*;
    ///
    /// let y = Gelu.forward(&array![0.0_f64, 1.0])?;
    /// assert!(y[0] == 0.0 && (y[1] - 0.841_344_746).abs() < 1e-9); // Φ(1)
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Gelu = |_, x| {
        // erfc keeps its precision where 1 + erf does not. At -inf the limit is 0.
        let tail = libm::erfc(-x / core::f64::consts::SQRT_2);
        if tail == 0.0 { 0.0 } else { 0.5 * x * tail }
    };

    /// The scaled exponential linear unit: λ x where x is positive, else λ α (exp(x) - 1), with λ = 1.0507.., α =
    /// 1.6732..
    ///
    /// Klambauer et al., Self-Normalizing Neural Networks, 2017.
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Selu;
    /// use paraminit::prelude::*;
    ///
    /// let y = Selu.forward(&array![1.0_f64, -100.0])?;
    /// assert!((y[0] - 1.0507).abs() < 1e-4 && (y[1] + 1.7581).abs() < 1e-4); // λ, -λ α
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Selu = |_, x| {
        const LAMBDA: f64 = 1.050_700_987_355_480_5;
        const ALPHA: f64 = 1.673_263_242_354_377_2;
        if x > 0.0 { LAMBDA * x } else { LAMBDA * ALPHA * libm::expm1(x) }
    };

    /// The smooth rectifier: ln(1 + exp(x)).
    ///
    /// ```
    /// use ndarray::array;
    /// use paraminit::layers::Softplus;
    /// use paraminit::prelude::*;
    ///
    /// let y = Softplus.forward(&array![0.0_f64, 100.0])?;
    /// assert!((y[0] - 2.0_f64.ln()).abs() < 1e-15 && y[1] == 100.0);
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    Softplus = |_, x| {
        // exp(x) may be infinite, but exp(-|x|) cannot.
        if x.is_nan() { x } else { x.max(0.0) + libm::log1p(libm::exp(-x.abs())) }
    };
}

/// The leaky rectifier: x where it is positive, else `slope` x.
///
/// The default slope is 0.01, as in `PyTorch` and Flax (Keras has 0.3).
///
/// ```
/// use ndarray::array;
/// use paraminit::layers::LeakyRelu;
/// use paraminit::prelude::*;
///
/// assert_eq!(LeakyRelu { slope: 0.5 }.forward(&array![-1.0, 2.0])?, array![-0.5, 2.0]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Initialize)]
#[init(library)]
pub struct LeakyRelu {
    /// The factor of negative values.
    #[init(skip = 0.01)]
    pub slope: f64,
}

impl Default for LeakyRelu {
    fn default() -> Self {
        Self { slope: 0.01 }
    }
}

elementwise!(LeakyRelu = |layer, x| if x < 0.0 { layer.slope * x } else { x });
