//! The bias of a dense layer, or its absence.

use core::fmt;

use ndarray::Array1;

use crate::error::InitError;
use crate::model::{Dimensioned, Initialize, Make, NoLen, Place, Scalar, Shaped, Visit, VisitMut};
use crate::schema::{Node, Schema};

/// The choice of a bias for a dense layer: [`WithBias`] or [`NoBias`].
///
/// ```
/// use paraminit::layers::{Bias, WithBias};
/// use paraminit::prelude::*;
///
/// /// A block with and without biases.
/// #[derive(Initialize)]
/// struct Block<B: Bias> {
///     up: Dense<4, 8, f32, B>,
///     down: Dense<8, 4, f32, B>,
/// }
///
/// assert_eq!(Block::<WithBias>::init(42)?.named_parameters().len(), 4);
/// assert_eq!(Block::<NoBias>::init(42)?.named_parameters().len(), 2);
/// # Ok::<(), InitError>(())
/// ```
pub trait Bias: Clone + PartialEq + fmt::Debug {
    /// The field `bias` of the layer: `Array1<T>`, or nothing.
    type Values<T: Scalar>: BiasValues<T>;
}

/// The field `bias` of a dense layer.
#[doc(hidden)]
pub trait BiasValues<T>:
    Initialize + Shaped<1> + Make<[usize; 1], NoLen> + Dimensioned<Dims = ()> + Clone + PartialEq + fmt::Debug
{
    /// True if there is a bias.
    const EXIST: bool;

    /// The bias, if any.
    fn values(&self) -> Option<&Array1<T>>;

    /// The bias, to write.
    fn values_mut(&mut self) -> Option<&mut Array1<T>>;
}

/// A bias, which is an `Array1<T>`. It is the default of every dense layer.
///
/// ```
/// use paraminit::layers::WithBias;
/// use paraminit::prelude::*;
///
/// let short: Dense<4, 8> = Dense::init(42)?;
/// let long: Dense<4, 8, f32, WithBias> = short; // one type
/// assert_eq!(long.bias().len(), 8);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WithBias;

impl Bias for WithBias {
    type Values<T: Scalar> = Array1<T>;
}

impl<T: Scalar> BiasValues<T> for Array1<T> {
    const EXIST: bool = true;

    fn values(&self) -> Option<&Self> {
        Some(self)
    }

    fn values_mut(&mut self) -> Option<&mut Self> {
        Some(self)
    }
}

/// No bias: `Dense<4, 8, f32, NoBias>` is `PyTorch`'s `nn.Linear(4, 8, bias=False)`.
///
/// A layer without a bias has no parameter `bias`, so a rule that matches only such biases does not compile.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Attention {
///     query: Dense<64, 64, f32, NoBias>,
///     #[init(dims { inputs: 64, outputs: 64 })]
///     output: DynDense<f32, NoBias>,
/// }
///
/// let net = init! { <Attention> <Dense>.weight => xavier_uniform }.build(42)?;
/// let names: Vec<_> = net.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
/// assert_eq!(names, ["query.weight", "output.weight"]);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoBias;

impl Bias for NoBias {
    type Values<T: Scalar> = Self;
}

impl<T: Scalar> BiasValues<T> for NoBias {
    const EXIST: bool = false;

    fn values(&self) -> Option<&Array1<T>> {
        None
    }

    fn values_mut(&mut self) -> Option<&mut Array1<T>> {
        None
    }
}

impl Initialize for NoBias {
    const SCHEMA: &'static Schema = &Schema::anonymous(Node::Struct(&[]));

    fn visit_parameters<'m>(&'m self, _: &Place<'_>, _: &mut dyn Visit<'m>) {}

    fn visit_parameters_mut<'m>(&'m mut self, _: &Place<'_>, _: &mut dyn VisitMut<'m>) {}
}

impl Dimensioned for NoBias {
    type Dims = ();
}

impl Make<[usize; 1], NoLen> for NoBias {
    fn make((): &(), _: [usize; 1], _: NoLen) -> Result<Self, InitError> {
        Ok(Self)
    }
}

impl Shaped<1> for NoBias {}
