//! `PyTorch`'s layers.

use super::layer::Kind::{
    Attention, BatchNorm, Conv, ConvTranspose, Dense, Embedding, GroupNorm, Gru, InstanceNorm, LayerNorm, Lstm,
    RmsNorm, Rnn,
};
use super::system::Preset;
use super::table::Entry;
use crate::info::Part::{Bias, Mean, Offset, Output, OutputBias, Recurrent, RecurrentBias, Scale, Variance, Weight};
use crate::init::{Gain, Init, Mode::FanOut, Node, kaiming_uniform, normal, ones, sqrt, xavier_uniform, zeros};

/// The default initializers of `PyTorch`'s layers.
///
/// | kind | part | gets | source |
/// |---|---|---|---|
/// | `Dense`, `Conv` | `weight` | U(+-1 / sqrt(`fan_in`)), as `kaiming_uniform(gain = LeakyRelu(sqrt(5.0)))` | `nn.Linear`, `nn.Conv1d` to `3d` |
/// | `Dense`, `Conv` | `bias` | the same, with the fans of its weight | the same |
/// | `ConvTranspose` | `weight`, `bias` | U(+-1 / sqrt(`fan_out`)): for the inputs it takes the second axis of `[in, out, ..]` | `nn.ConvTranspose1d` to `3d` |
/// | `Embedding` | `weight` | `normal(0, 1)`, the padding row too | `nn.Embedding` |
/// | `Rnn`, `Lstm`, `Gru` | `weight`, `recurrent`, `bias`, `recurrent_bias` | U(+-1 / sqrt(`fan_out`)): the hidden size | `nn.RNN`, `nn.LSTM`, `nn.GRU` |
/// | `Attention` | `weight` | `xavier_uniform`, where packed with all of `3 * out` for `fan_out` | `nn.MultiheadAttention`: `in_proj_weight`, `q_proj_weight` .. |
/// | `Attention` | `output` | as the weight of a `Dense` | its `out_proj.weight` |
/// | `Attention` | `bias`, `output_bias` | `zeros` | its `in_proj_bias`, `out_proj.bias` |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm`, `RmsNorm` | `weight`, `scale` | `ones` | `nn.LayerNorm` .. |
/// | `LayerNorm`, `BatchNorm`, `GroupNorm`, `InstanceNorm` | `bias`, `offset` | `zeros` | the same |
/// | `BatchNorm`, `InstanceNorm` | `mean` | `zeros` | `running_mean` |
/// | `BatchNorm`, `InstanceNorm` | `variance` | `ones` | `running_var` |
///
/// `Linear` means `Dense`, `Conv2d` means `Conv`, and so on for the names that `PyTorch` uses. A bias must declare the
/// weight whose fans it takes (`fans_of = weight`). A bound of 1 / sqrt(0) is 0. The gates of an `Lstm` are
/// `4 * out`, those of a `Gru` `3 * out`. A gate in a field of its own is an `Rnn`.
///
/// # Errors
/// The check, or a run, refuses a parameter that is not in the table, one without the fans that its row needs, and one
/// whose `axes` do not have the blocks of packed gates.
///
/// ```
/// use ndarray::{Array1, Array2};
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(kind = Lstm, ** => pytorch)]
/// struct Cell {
///     #[init(shape = [4 * 16, 8], axes = [4 * out, in], part = weight)]
///     input: Array2<f32>,
///     #[init(shape = [4 * 16, 16], axes = [4 * out, in], part = recurrent)]
///     recurrent: Array2<f32>,
///     #[init(shape = [4 * 16], fans_of = recurrent, part = bias)]
///     bias: Array1<f32>,
/// }
///
/// let cell = Cell::init(42)?;
/// assert!(cell.input.iter().chain(&cell.recurrent).chain(&cell.bias).all(|x| x.abs() <= 0.25));
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn pytorch() -> Init {
    Init::of(Node::Preset(Preset::Pytorch))
}

/// The weight's `kaiming_uniform(a=sqrt(5))`, as `PyTorch` writes it.
const WEIGHT: Init = kaiming_uniform().gain(Gain::LeakyRelu(sqrt(5.0)));
/// The same bound, for a gain by value: the bound of a uniform distribution is sqrt(3) standard deviations.
const BIAS: Init = kaiming_uniform().gain(Gain::Value(1.0 / sqrt(3.0)));

pub(super) const TABLE: &[Entry] = &[
    Entry::new(&[Dense, Conv], &[Weight], WEIGHT),
    Entry::new(&[Dense, Conv], &[Bias], BIAS),
    Entry::new(&[ConvTranspose], &[Weight, Bias], BIAS.mode(FanOut)),
    Entry::new(&[Embedding], &[Weight], normal(0.0, 1.0)),
    Entry::new(&[Rnn, Lstm, Gru], &[Weight, Recurrent, Bias, RecurrentBias], BIAS.mode(FanOut)),
    Entry::whole(&[Attention], &[Weight], xavier_uniform()),
    Entry::new(&[Attention], &[Output], WEIGHT),
    Entry::new(&[Attention], &[Bias, OutputBias], zeros()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm, RmsNorm], &[Weight, Scale], ones()),
    Entry::new(&[LayerNorm, BatchNorm, GroupNorm, InstanceNorm], &[Bias, Offset], zeros()),
    Entry::new(&[BatchNorm, InstanceNorm], &[Mean], zeros()),
    Entry::new(&[BatchNorm, InstanceNorm], &[Variance], ones()),
];
