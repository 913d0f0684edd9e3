//! Errors of layers.

use core::convert::Infallible;
use core::fmt;

use crate::error::InitError;
use crate::printed::Name;

/// The error of a layer, with the layer's place in a sequence.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::prelude::*;
///
/// type Net = (DynDense, Relu, DynDense);
///
/// let sizes = (DynDenseDims { inputs: 4, outputs: 8 }, (), DynDenseDims { inputs: 9, outputs: 1 });
/// let net = Net::init_with(sizes, 42)?;
/// let error = net.forward(&Array1::<f32>::ones(4)).unwrap_err();
/// assert_eq!((error.path(), error.layer()), ("2", "DynDense"));
/// assert!(error.to_string().contains("takes inputs of length 9"), "{error}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
pub struct LayerError {
    /// The place in a sequence; empty for a layer alone.
    path: String,
    layer: &'static str,
    kind: LayerErrorKind,
}

/// Kind of a [`LayerError`].
///
/// ```
/// use ndarray::{Array1, array};
/// use paraminit::layers::{Embedding, EmbeddingDims, LayerErrorKind};
/// use paraminit::prelude::*;
///
/// let error = Dense::<4, 8>::init(42)?.forward(&Array1::<f32>::ones(5)).unwrap_err();
/// assert!(matches!(error.kind(), LayerErrorKind::Input { expected: 4, .. }));
///
/// let table = Embedding::<f32>::init_with(EmbeddingDims { tokens: 10, features: 2 }, 42)?;
/// let error = table.forward(&array![10_u32]).unwrap_err();
/// assert!(matches!(error.kind(), LayerErrorKind::Index { len: 10, .. }));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LayerErrorKind {
    /// An input whose last axis has another length than the layer takes.
    Input {
        /// The shape of the input.
        input: Vec<usize>,
        /// The shape of the parameter that multiplies the input: `[outputs, inputs]` for a dense layer.
        parameter: Vec<usize>,
        /// The length that the layer takes.
        expected: usize,
    },
    /// Parameters that do not fit each other or the sizes of the type, because one was replaced.
    Parameters {
        /// The shapes of the parameters.
        shapes: Vec<Vec<usize>>,
    },
    /// An index outside of the table.
    Index {
        /// The index, as text.
        index: String,
        /// The number of rows.
        len: usize,
    },
    /// An input with too few axes.
    Rank {
        /// The shape of the input.
        input: Vec<usize>,
        /// The lowest rank that the layer takes.
        least: usize,
    },
    /// An output that does not fit in memory.
    Memory,
    /// Parameters that do not exist yet, because the layer has not seen an input.
    NotReady,
    /// Parameters whose initializers no run has decided yet.
    NotInitialized,
    /// Parameters that could not be made for the sizes of the first input.
    Init(Box<InitError>),
}

impl LayerError {
    /// Makes an error of a layer that stands alone.
    ///
    /// ```
    /// use paraminit::layers::{LayerError, LayerErrorKind};
    ///
    /// /// Of a layer of your own.
    /// fn channels(shape: &[usize]) -> Result<usize, LayerError> {
    ///     let rank = LayerErrorKind::Rank { input: shape.to_vec(), least: 3 };
    ///     shape.get(2).copied().ok_or(LayerError::new("Conv", rank))
    /// }
    ///
    /// let error = channels(&[2, 4]).unwrap_err();
    /// assert_eq!(error.to_string(), "`Conv` takes inputs of 3 axes or more, but the input has shape [2, 4]");
    /// ```
    #[must_use]
    pub const fn new(layer: &'static str, kind: LayerErrorKind) -> Self {
        Self { path: String::new(), layer, kind }
    }

    /// Makes an error about two shapes that do not fit each other.
    pub(super) fn misfit(layer: &'static str, one: &[usize], other: &[usize]) -> Self {
        Self::new(layer, LayerErrorKind::Parameters { shapes: vec![one.to_vec(), other.to_vec()] })
    }

    /// Makes an error about an input whose last axis should be as long as that of the parameter.
    pub(super) fn input(layer: &'static str, input: &[usize], parameter: &[usize]) -> Self {
        let expected = parameter.last().copied().unwrap_or_default();
        Self::new(layer, LayerErrorKind::Input { input: input.to_vec(), parameter: parameter.to_vec(), expected })
    }

    /// The place of the layer in a sequence: `2.0`. Empty for a layer alone.
    ///
    /// ```
    /// use paraminit::layers::{LayerError, LayerErrorKind};
    ///
    /// let error = LayerError::new("Dense", LayerErrorKind::Memory);
    /// assert_eq!(error.path(), "");
    /// assert_eq!(error.below("0").below("encoder").path(), "encoder.0");
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The name of the layer's type.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let lazy = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert_eq!(lazy.weight().unwrap_err().layer(), "LazyDense");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn layer(&self) -> &'static str {
        self.layer
    }

    /// The kind of the error.
    ///
    /// ```
    /// use paraminit::layers::LayerErrorKind;
    /// use paraminit::prelude::*;
    ///
    /// let lazy = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert!(matches!(lazy.weight().unwrap_err().kind(), LayerErrorKind::NotReady));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn kind(&self) -> &LayerErrorKind {
        &self.kind
    }

    /// Returns the same error, as seen from the surrounding layer.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::layers::LayerError;
    /// use paraminit::prelude::*;
    ///
    /// struct Net {
    ///     head: Dense<4, 1>,
    /// }
    ///
    /// impl Forward<Array1<f32>> for Net {
    ///     type Output = Array1<f32>;
    ///     type Error = LayerError;
    ///
    ///     fn forward(&self, x: &Array1<f32>) -> Result<Array1<f32>, LayerError> {
    ///         self.head.forward(x).map_err(|error| error.below("head"))
    ///     }
    /// }
    ///
    /// let error = Net { head: Dense::init(42)? }.forward(&Array1::ones(5)).unwrap_err();
    /// assert_eq!(error.path(), "head");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        self.path = if self.path.is_empty() { segment.to_owned() } else { format!("{segment}.{}", self.path) };
        self
    }
}

impl fmt::Display for LayerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, layer, kind } = self;
        if !path.is_empty() {
            write!(f, "at `{}`: ", Name(path))?;
        }
        match kind {
            LayerErrorKind::Input { input, parameter, expected } => write!(
                f,
                "`{layer}` with parameters of shape {parameter:?} takes inputs of length {expected}, \
                 but the input has shape {input:?}"
            ),
            LayerErrorKind::Parameters { shapes } => {
                let shapes: Vec<_> = shapes.iter().map(|shape| format!("{shape:?}")).collect();
                write!(f, "the parameters of `{layer}` do not fit: their shapes are {}", shapes.join(" and "))
            }
            LayerErrorKind::Index { index, len } => write!(f, "`{layer}` has {len} rows, but an index is {index}"),
            LayerErrorKind::Rank { input, least } => {
                write!(f, "`{layer}` takes inputs of {least} axes or more, but the input has shape {input:?}")
            }
            LayerErrorKind::Memory => write!(f, "the output of `{layer}` does not fit in memory"),
            LayerErrorKind::NotReady => write!(
                f,
                "the parameters of this `{layer}` do not exist yet\nhelp: its first `forward` makes them, or `ready`"
            ),
            LayerErrorKind::NotInitialized => write!(
                f,
                "no run has said what the parameters of this `{layer}` get\nhelp: `init_with`, or `apply` of a rule set"
            ),
            LayerErrorKind::Init(error) => write!(f, "the first input of `{layer}` came: {error}"),
        }
    }
}

impl core::error::Error for LayerError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.kind {
            // `Display` includes this error, so `source` skips to its cause.
            LayerErrorKind::Init(error) => error.source(),
            _ => None,
        }
    }
}

impl From<Infallible> for LayerError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
