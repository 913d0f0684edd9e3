#![doc = include_str!("../README.md")]

mod asked;
mod builder;
mod error;
mod hints;
mod layers;
mod layout;
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
