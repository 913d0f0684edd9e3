//! Flax's layers.

use super::layer::Kind::{
    Attention, BatchNorm, Conv, ConvTranspose, Dense, Embedding, GroupNorm, Gru, InstanceNorm, LayerNorm, Lstm,
    RmsNorm, Rnn,
};
use super::system::Preset;
use super::table::Entry;
use crate::info::Part::{Bias, Mean, Offset, Output, OutputBias, Recurrent, RecurrentBias, Scale, Variance, Weight};
use crate::init::{
    Distribution::Normal, Init, Mode::FanOut, Node, lecun_normal, ones, orthogonal, variance_scaling, zeros,
};

/// The default initializers of Flax's layers.
///
/// | kind | part | gets | source |
/// |---|---|---|---|
/// | `Dense`, `Conv`, `ConvTranspose` | `weight` | `lecun_normal` | `nn.Dense`, `nn.Conv`, `nn.ConvTranspose` |
/// | `Dense`, `Conv`, `ConvTranspose` | `bias` | `zeros` | the same |
/// | `Embedding` | `weight` | N(0, 1 / features), as `variance_scaling(1.0, mode = FanOut, distribution = Normal)` with `axes = [in, out]` | `nn.Embed` |
/// | `Rnn`, `Lstm`, `Gru` | `weight` | `lecun_normal` | `nn.SimpleCell`, `nn.LSTMCell`, `nn.GRUCell` |
/// | `Rnn`, `Lstm`, `Gru` | `recurrent` | `orthogonal`, a matrix for each gate | the same |
/// | `Rnn`, `Lstm`, `Gru` | `bias` | `zeros`, forget gates too | the same |
/// | `Gru` | `recurrent_bias` | `zeros` | `nn.GRUCell` |
/// | `Attention` | `weight`, `output` | `lecun_normal` | `nn.MultiHeadDotProductAttention` |
/// | `Attention` | `bias`, `output_bias` | `zeros` | the same |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm`, `RmsNorm` | `weight`, `scale` | `ones` | `nn.LayerNorm` .. |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm` | `bias`, `offset` | `zeros` | the same |
/// | `BatchNorm` | `mean` | `zeros` | its `batch_stats` |
/// | `BatchNorm` | `variance` | `ones` | the same |
///
/// # Errors
/// As [`pytorch`](super::pytorch()); weights need fans, recurrent ones a matrix.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<4, 8>> ** => flax }.plan_build()?;
/// let gets: Vec<_> = plan.entries().iter().map(|entry| entry.preset_gives()).collect();
/// assert_eq!(gets, [Some("lecun_normal"), Some("zeros")]);
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn flax() -> Init {
    Init::of(Node::Preset(Preset::Flax))
}

pub(super) const TABLE: &[Entry] = &[
    Entry::new(&[Dense, Conv, ConvTranspose], &[Weight], lecun_normal()),
    Entry::new(&[Dense, Conv, ConvTranspose], &[Bias], zeros()),
    Entry::new(&[Embedding], &[Weight], variance_scaling(1.0).mode(FanOut).distribution(Normal)),
    Entry::new(&[Rnn, Lstm, Gru], &[Weight], lecun_normal()),
    Entry::new(&[Rnn, Lstm, Gru], &[Recurrent], orthogonal()),
    Entry::new(&[Rnn, Lstm, Gru], &[Bias], zeros()),
    Entry::new(&[Gru], &[RecurrentBias], zeros()),
    Entry::new(&[Attention], &[Weight, Output], lecun_normal()),
    Entry::new(&[Attention], &[Bias, OutputBias], zeros()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm, RmsNorm], &[Weight, Scale], ones()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm], &[Bias, Offset], zeros()),
    Entry::new(&[BatchNorm], &[Mean], zeros()),
    Entry::new(&[BatchNorm], &[Variance], ones()),
];
