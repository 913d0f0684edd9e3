//! Keras's layers.

use super::layer::Kind::{
    Attention, BatchNorm, Conv, ConvTranspose, Dense, Embedding, GroupNorm, Gru, LayerNorm, Lstm, RmsNorm, Rnn,
};
use super::system::Preset;
use super::table::Entry;
use crate::info::Part::{Bias, Mean, Offset, Output, OutputBias, Recurrent, RecurrentBias, Scale, Variance, Weight};
use crate::init::{Init, Node, glorot_uniform, lstm_bias, ones, orthogonal, uniform, zeros};

/// The default initializers of Keras's layers.
///
/// | kind | part | gets | source |
/// |---|---|---|---|
/// | `Dense` | `weight` | `glorot_uniform` | `Dense` |
/// | `Conv`, `ConvTranspose` | `weight` | `glorot_uniform`, with the outputs of all groups for `fan_out` | `Conv1D` to `3D`, `Conv1DTranspose` to `3D` |
/// | `Dense`, `Conv`, `ConvTranspose` | `bias` | `zeros` | the same |
/// | `Embedding` | `weight` | `uniform(-0.05, 0.05)` | `Embedding` |
/// | `Rnn`, `Lstm`, `Gru` | `weight` | `glorot_uniform`, with the outputs of all gates for `fan_out` | `SimpleRNN`, `LSTM`, `GRU` |
/// | `Rnn`, `Lstm`, `Gru` | `recurrent` | `orthogonal`, one matrix for all gates | the same |
/// | `Rnn`, `Gru` | `bias` | `zeros` | `SimpleRNN`, `GRU` |
/// | `Lstm` | `bias` | `lstm_bias`: ones for the forget gates, zeros for the others | `LSTM`, by its `unit_forget_bias` |
/// | `Gru` | `recurrent_bias` | `zeros` | `GRU`, the second row of its bias |
/// | `Attention` | `weight`, `output` | `glorot_uniform` | `MultiHeadAttention` |
/// | `Attention` | `bias`, `output_bias` | `zeros` | the same |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `RmsNorm` | `weight`, `scale` | `ones` | `LayerNormalization` .. |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm` | `bias`, `offset` | `zeros` | the same |
/// | `BatchNorm` | `mean` | `zeros` | `moving_mean` |
/// | `BatchNorm` | `variance` | `ones` | `moving_variance` |
///
/// # Errors
/// As [`pytorch`](super::pytorch()); weights need fans, recurrent ones a matrix.
///
/// ```
/// use ndarray::{Array1, arr1};
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Gates {
///     #[init(shape = [8], kind = Lstm, part = bias, keras)]
///     bias: Array1<f32>,
/// }
///
/// assert_eq!(Gates::init(42)?.bias, arr1(&[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]));
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn keras() -> Init {
    Init::of(Node::Preset(Preset::Keras))
}

pub(super) const TABLE: &[Entry] = &[
    Entry::new(&[Dense], &[Weight], glorot_uniform()),
    Entry::whole(&[Conv, ConvTranspose], &[Weight], glorot_uniform()),
    Entry::new(&[Dense, Conv, ConvTranspose], &[Bias], zeros()),
    Entry::new(&[Embedding], &[Weight], uniform(-0.05, 0.05)),
    Entry::whole(&[Rnn, Lstm, Gru], &[Weight], glorot_uniform()),
    Entry::whole(&[Rnn, Lstm, Gru], &[Recurrent], orthogonal()),
    Entry::new(&[Rnn, Gru], &[Bias], zeros()),
    Entry::new(&[Lstm], &[Bias], lstm_bias()),
    Entry::new(&[Gru], &[RecurrentBias], zeros()),
    Entry::new(&[Attention], &[Weight, Output], glorot_uniform()),
    Entry::new(&[Attention], &[Bias, OutputBias], zeros()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, RmsNorm], &[Weight, Scale], ones()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm], &[Bias, Offset], zeros()),
    Entry::new(&[BatchNorm], &[Mean], zeros()),
    Entry::new(&[BatchNorm], &[Variance], ones()),
];
