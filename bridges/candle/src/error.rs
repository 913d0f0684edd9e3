//! Why a candle model was not built or initialized.

use std::fmt;

use paraminit::InitError;
use paraminit::dynamic::{DynamicError, ModelError, RulesError};

/// Why a candle model was not built or initialized.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::linear;
/// use paraminit::dynamic::DynamicRules;
/// use paraminit_candle::{Builder, CandleError};
///
/// let builder = Builder::new(DType::F32, &Device::Cpu);
/// let rules = DynamicRules::parse("**.wieght => zeros, ** => default")?;
/// let error = builder.build(&rules, 42, |vb| linear(4, 2, vb.pp("fc"))).unwrap_err();
/// assert!(matches!(&error, CandleError::Rules(_)), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum CandleError {
    /// The rules do not fit the model, or the run failed.
    Rules(DynamicError),
    /// The paths of the tensors make no model.
    Model(ModelError),
    /// The model asks for a tensor whose elements no initializer makes.
    DType {
        /// The path of the tensor.
        path: String,
        /// The type of its elements.
        dtype: candle_core::DType,
    },
    /// The `VarMap` has a variable of this path already.
    Known {
        /// The path.
        path: String,
    },
    /// The model asked for other tensors when it was built than before.
    Changed {
        /// The path of the tensor.
        path: String,
    },
    /// candle's own error, from the code that makes the model.
    Candle(candle_core::Error),
}

impl fmt::Display for CandleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules(error) => error.fmt(f),
            Self::Model(error) => error.fmt(f),
            Self::DType { path, dtype } => {
                write!(
                    f,
                    "the model asks for `{path}` of type `{dtype:?}`, and initializers make `f16`, `bf16`, `f32` and `f64`"
                )
            }
            Self::Known { path } => write!(
                f,
                "the `VarMap` has a variable `{path}` already\n\
                 help: use a new `VarMap`; or build the model with candle, and write into its variables: `var_model`"
            ),
            Self::Changed { path } => {
                write!(f, "the model asked for `{path}` when it was built, and not when it was surveyed")
            }
            Self::Candle(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CandleError {}

impl From<DynamicError> for CandleError {
    fn from(error: DynamicError) -> Self {
        Self::Rules(error)
    }
}

impl From<RulesError> for CandleError {
    fn from(error: RulesError) -> Self {
        Self::Rules(error.into())
    }
}

impl From<InitError> for CandleError {
    fn from(error: InitError) -> Self {
        Self::Rules(error.into())
    }
}

impl From<ModelError> for CandleError {
    fn from(error: ModelError) -> Self {
        Self::Model(error)
    }
}

impl From<candle_core::Error> for CandleError {
    fn from(error: candle_core::Error) -> Self {
        Self::Candle(error)
    }
}
