//! `MXNet`'s layers.

use super::layer::Kind::{
    BatchNorm, Conv, ConvTranspose, Dense, Embedding, GroupNorm, Gru, InstanceNorm, LayerNorm, Lstm, Rnn,
};
use super::system::Preset;
use super::table::Entry;
use crate::info::Part::{Bias, Mean, Offset, Recurrent, RecurrentBias, Scale, Variance, Weight};
use crate::init::{Init, Node, ones, uniform, zeros};

/// The default initializers of the layers in `MXNet`'s Gluon.
///
/// | kind | part | gets | source |
/// |---|---|---|---|
/// | `Dense`, `Conv`, `ConvTranspose`, `Embedding` | `weight` | `uniform(-0.07, 0.07)` | `initialize()` without arguments: `init.Uniform()` |
/// | `Rnn`, `Lstm`, `Gru` | `weight`, `recurrent` | `uniform(-0.07, 0.07)` | `gluon.rnn`, the same |
/// | `Dense`, `Conv`, `ConvTranspose` | `bias` | `zeros` | `gluon.nn` |
/// | `Rnn`, `Lstm`, `Gru` | `bias`, `recurrent_bias` | `zeros`, forget gates too | `gluon.rnn` |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm` | `weight`, `scale` | `ones` | `gluon.nn`: `gamma` |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm` | `bias`, `offset` | `zeros` | `gluon.nn`: `beta` |
/// | `BatchNorm` | `mean` | `zeros` | `running_mean` |
/// | `BatchNorm` | `variance` | `ones` | `running_var` |
///
/// # Errors
/// As [`pytorch`](super::pytorch()); nothing needs fans.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<4, 8>> ** => mxnet }.plan_build()?;
/// let gets: Vec<_> = plan.entries().iter().map(|entry| entry.preset_gives()).collect();
/// assert_eq!(gets, [Some("uniform(-0.07, 0.07)"), Some("zeros")]);
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn mxnet() -> Init {
    Init::of(Node::Preset(Preset::Mxnet))
}

pub(super) const TABLE: &[Entry] = &[
    Entry::new(&[Dense, Conv, ConvTranspose, Embedding], &[Weight], uniform(-0.07, 0.07)),
    Entry::new(&[Rnn, Lstm, Gru], &[Weight, Recurrent], uniform(-0.07, 0.07)),
    Entry::new(&[Dense, Conv, ConvTranspose], &[Bias], zeros()),
    Entry::new(&[Rnn, Lstm, Gru], &[Bias, RecurrentBias], zeros()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm], &[Weight, Scale], ones()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm], &[Bias, Offset], zeros()),
    Entry::new(&[BatchNorm], &[Mean], zeros()),
    Entry::new(&[BatchNorm], &[Variance], ones()),
];
