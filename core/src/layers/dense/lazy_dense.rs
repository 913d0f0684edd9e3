//! Dense layers that learn their input size from their first input.

use std::sync::OnceLock;

use ndarray::{Array, Array1, Array2, ArrayBase, Data};

use super::bias::{Bias, BiasValues as _, WithBias};
use super::dyn_dense::DynDense;
use crate::Initialize;
use crate::error::InitError;
use crate::layers::product::{Rows, affine};
use crate::layers::{Any, Forward, LayerError, LayerErrorKind, Lsuv, LsuvError, LsuvRun, Takes};
use crate::model::{
    DeclaredBy, Dimensioned, Make, NoLen, NoShape, Own, Pending, Place, Scalar, Visit, VisitMut, zeros,
};
use crate::schema::Schema;

/// A dense layer whose input size follows from the first input.
///
/// ```text
/// y = x Wᵀ + b        weight W: [outputs, ?], bias b: [outputs]
/// ```
///
/// A run decides on its parameters: initializer, seed and stream. The first [`forward`](Forward::forward), or
/// [`ready`](LazyDense::ready), makes them, and the bits are those that a [`Dense`](super::Dense) at that place would
/// have from that run. Until then, another run replaces the decision. After that, the layer is a [`DynDense`]. Patterns
/// and presets know it as `Dense`. It is `PyTorch`'s `nn.LazyLinear`, and the usual dense layer in MXNet, Flax and
/// Keras.
///
/// `custom(..)` and `sample(..)` of a rule set hold data or code of the program, and cannot wait for the first input:
/// such a run fails and says so. In attributes they can.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let net = <(LazyDense, Relu, LazyDense)>::init_with((LazyDenseDims { outputs: 8 }, (), LazyDenseDims { outputs: 1 }), 42)?;
/// assert!(net.0.weight().is_err());                      // not there yet
/// assert_eq!(net.forward(&Array2::<f32>::ones((2, 4)))?.shape(), [2, 1]);
/// assert_eq!(net.0.weight()?.shape(), [8, 4]);
///
/// let eager = Dense::<4, 8>::init(Seed::new(42).at("0"))?;
/// assert_eq!(net.0.weight()?, eager.weight());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LazyDense<T: Scalar = f32, B: Bias = WithBias> {
    outputs: usize,
    weight: Pending,
    bias: Pending,
    dense: OnceLock<DynDense<T, B>>,
}

/// The run-time sizes of a `LazyDense`.
///
/// ```
/// use paraminit::prelude::*;
///
/// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
/// assert_eq!(layer.ready(4)?.weight().dim(), (8, 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LazyDenseDims {
    /// Number of outputs.
    pub outputs: usize,
}

const NAME: &str = "LazyDense";

impl<T: Scalar, B: Bias> LazyDense<T, B> {
    /// Number of outputs.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert_eq!(layer.outputs(), 8); // before there is an input
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The layer with its parameters, if they exist.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert!(layer.get().is_none());
    /// layer.forward(&Array1::ones(4))?;
    /// assert_eq!(layer.get().map(|dense| dense.bias().len()), Some(8));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn get(&self) -> Option<&DynDense<T, B>> {
        self.dense.get()
    }

    /// The layer with its parameters, if they exist, to write.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// layer.ready(4)?;
    /// if let Some(dense) = layer.get_mut() {
    ///     dense.bias_mut().fill(0.5);
    /// }
    /// assert_eq!(layer.bias()?.sum(), 4.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get_mut(&mut self) -> Option<&mut DynDense<T, B>> {
        self.dense.get_mut()
    }

    /// The weight, `[outputs, inputs]`.
    ///
    /// # Errors
    /// [`LayerErrorKind::NotReady`] before the first input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert!(layer.weight().is_err());
    /// layer.ready(4)?;
    /// assert_eq!(layer.weight()?.dim(), (8, 4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weight(&self) -> Result<&Array2<T>, LayerError> {
        self.get().map(DynDense::weight).ok_or_else(not_ready)
    }

    /// The weight, to set directly.
    ///
    /// # Errors
    /// [`LayerErrorKind::NotReady`] before the first input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// layer.ready(4)?;
    /// layer.weight_mut()?.fill(0.0);
    /// assert_eq!(layer.weight()?.sum(), 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weight_mut(&mut self) -> Result<&mut Array2<T>, LayerError> {
        self.get_mut().map(DynDense::weight_mut).ok_or_else(not_ready)
    }

    /// Returns the layer with its parameters, and makes them for this number of inputs if they do not exist.
    ///
    /// Threads may race: all get the same layer. If the parameters exist already, `inputs` has no effect.
    ///
    /// # Errors
    /// [`LayerErrorKind::NotInitialized`] if no run has decided on the parameters, [`LayerErrorKind::Init`] if the
    /// initializer cannot fill parameters of this size. The layer is then as it was.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// // To load a file into it, or to count its parameters, before the first input.
    /// assert_eq!(layer.ready(4)?.weight(), Dense::<4, 8>::init(42)?.weight());
    /// assert_eq!(layer.ready(5)?.weight().ncols(), 4); // it exists already
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ready(&self, inputs: usize) -> Result<&DynDense<T, B>, LayerError> {
        if let Some(dense) = self.dense.get() {
            return Ok(dense);
        }
        let dense = self.make_for(inputs)?;
        Ok(self.dense.get_or_init(|| dense))
    }

    fn make_for(&self, inputs: usize) -> Result<DynDense<T, B>, LayerError> {
        let failed = |error: InitError| LayerError::new(NAME, LayerErrorKind::Init(Box::new(error)));
        if !self.weight.is_decided() || (B::Values::<T>::EXIST && !self.bias.is_decided()) {
            return Err(LayerError::new(NAME, LayerErrorKind::NotInitialized));
        }
        let shape = [self.outputs, inputs];
        let mut weight = zeros::<T, _>(shape).map_err(failed)?;
        self.weight.fill(None, T::view_mut(weight.view_mut().into_dyn())).map_err(failed)?;
        let mut bias = B::Values::make(&(), [self.outputs], NoLen).map_err(failed)?;
        if let Some(values) = bias.values_mut() {
            self.bias.fill(Some(&shape), T::view_mut(values.view_mut().into_dyn())).map_err(failed)?;
        }
        Ok(DynDense { weight, bias })
    }
}

impl<T: Scalar> LazyDense<T> {
    /// The bias, `[outputs]`.
    ///
    /// # Errors
    /// [`LayerErrorKind::NotReady`] before the first input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <LazyDense> weight => default, bias => ones };
    /// let layer = rules.build_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// layer.ready(4)?;
    /// assert_eq!(layer.bias()?.sum(), 8.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bias(&self) -> Result<&Array1<T>, LayerError> {
        self.get().map(DynDense::bias).ok_or_else(not_ready)
    }

    /// The bias, to set directly.
    ///
    /// # Errors
    /// [`LayerErrorKind::NotReady`] before the first input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert!(layer.bias_mut().is_err());
    /// layer.ready(4)?;
    /// layer.bias_mut()?[0] = 1.0;
    /// assert_eq!(layer.bias()?[0], 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bias_mut(&mut self) -> Result<&mut Array1<T>, LayerError> {
        self.get_mut().map(DynDense::bias_mut).ok_or_else(not_ready)
    }
}

fn not_ready() -> LayerError {
    LayerError::new(NAME, LayerErrorKind::NotReady)
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Forward<ArrayBase<S, D>> for LazyDense<T, B> {
    type Output = Array<T, D>;
    type Error = LayerError;

    /// Maps `[batch, inputs]` to `[batch, outputs]`, or `[inputs]` to `[outputs]`.
    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        let inputs = input.shape().last().copied().unwrap_or_default();
        let DynDense { weight, bias } = self.ready(inputs)?;
        affine(NAME, input, weight, bias.values())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for LazyDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        let output = self.forward(input).map_err(|error| run.error(error))?;
        match self.get_mut() {
            Some(dense) => dense.scale(input, run),
            None => Ok(output),
        }
    }
}

/// The output is `Any`, since only the first input gives the sizes.
impl<In, T: Scalar, B: Bias> Takes<In> for LazyDense<T, B> {
    type Out = Any;
}

/// The known lengths of weight and bias, which are fields 0 and 1 of a [`DynDense`].
fn outlines(outputs: usize) -> ([Option<usize>; 2], [Option<usize>; 1]) {
    ([Some(outputs), None], [Some(outputs)])
}

impl<T: Scalar, B: Bias> Initialize for LazyDense<T, B> {
    const SCHEMA: &'static Schema = DynDense::<T, B>::SCHEMA;

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        if let Some(dense) = self.dense.get() {
            return dense.visit_parameters(place, visitor);
        }
        let (weight, bias) = outlines(self.outputs);
        visitor.pending(&place.field(0), &weight, T::DTYPE, &self.weight);
        if B::Values::<T>::EXIST {
            visitor.pending(&place.field(1), &bias, T::DTYPE, &self.bias);
        }
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        if let Some(dense) = self.dense.get_mut() {
            return dense.visit_parameters_mut(place, visitor);
        }
        let (weight, bias) = outlines(self.outputs);
        visitor.pending(&place.field(0), &weight, T::DTYPE, &mut self.weight);
        if B::Values::<T>::EXIST {
            visitor.pending(&place.field(1), &bias, T::DTYPE, &mut self.bias);
        }
    }
}

impl<F, T: Scalar, B: Bias> DeclaredBy<F> for LazyDense<T, B> {
    type By = Own<Self>;
}

impl<T: Scalar, B: Bias> Dimensioned for LazyDense<T, B> {
    type Dims = LazyDenseDims;
}

impl<T: Scalar, B: Bias> Make<NoShape, NoLen> for LazyDense<T, B> {
    fn make(dims: &LazyDenseDims, _: NoShape, _: NoLen) -> Result<Self, InitError> {
        Ok(Self { outputs: dims.outputs, weight: Pending::new(), bias: Pending::new(), dense: OnceLock::new() })
    }
}
