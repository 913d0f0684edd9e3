//! Initializers without random numbers: each element is a function of its index.

pub(crate) mod bilinear;
pub(crate) mod constant;
pub(crate) mod dirac;
pub(crate) mod eye;
pub(crate) mod index_fn;
pub(crate) mod kernel_center;
pub(crate) mod lstm_bias;
pub(crate) mod spectrum;
pub(crate) mod stft;
pub(crate) mod values;
pub(crate) mod zero_init;
