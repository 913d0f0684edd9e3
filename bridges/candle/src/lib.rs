//! Parameter initialization for candle models.
//!
//! A struct of candle's layers derives `Initialize`, and names [`Candle`] as the family of their types. Rules for it are
//! checked by the compiler; they write into the variables of the model, in place:
//!
//! ```
//! use candle_core::{DType, Device};
//! use candle_nn::{Linear, VarBuilder, VarMap, linear};
//! use paraminit::prelude::*;
//! use paraminit_candle::Candle;
//!
//! #[derive(Initialize)]
//! #[init(types = Candle)]
//! struct Mlp {
//!     #[init(** => pytorch)]
//!     hidden: Linear,
//!     #[init(** => pytorch)]
//!     output: Linear,
//! }
//!
//! // As in any program that trains with candle.
//! let vars = VarMap::new();
//! let vb = VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu);
//! let mut net = Mlp { hidden: linear(4, 8, vb.pp("hidden"))?, output: linear(8, 1, vb.pp("output"))? };
//!
//! let rules = init! { <Mlp> hidden.weight => xavier_uniform(gain = Relu), **.bias => zeros, output.weight => default };
//! rules.apply(&mut net, 42)?;
//! assert_eq!(net.output.bias().expect("it has one").to_vec1::<f32>()?, [0.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The bits are those of a model of `ndarray` arrays with the same paths, shapes and rules.

mod asked;
mod builder;
mod error;
mod hints;
mod layers;
mod tensor;
mod vars;

pub use builder::{Builder, var_model};
pub use error::CandleError;
pub use layers::{
    BatchNormDef, Candle, Conv1dDef, Conv2dDef, ConvTranspose1dDef, ConvTranspose2dDef, EmbeddingDef, LayerNormDef,
    LinearDef, RmsNormDef,
};
pub use tensor::{CandleTensor, TensorDef};
pub use vars::{GroupError, group_vars, vars};
