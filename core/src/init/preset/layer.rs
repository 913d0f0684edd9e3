//! The kinds of layers that presets know, and their names.

use crate::init::fit::arguments::same;

/// A kind of layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Dense,
    Conv,
    ConvTranspose,
    Embedding,
    Rnn,
    Lstm,
    Gru,
    Attention,
    LayerNorm,
    BatchNorm,
    GroupNorm,
    InstanceNorm,
    RmsNorm,
}

impl Kind {
    pub(super) const ALL: [Self; 13] = [
        Self::Dense,
        Self::Conv,
        Self::ConvTranspose,
        Self::Embedding,
        Self::Rnn,
        Self::Lstm,
        Self::Gru,
        Self::Attention,
        Self::LayerNorm,
        Self::BatchNorm,
        Self::GroupNorm,
        Self::InstanceNorm,
        Self::RmsNorm,
    ];

    /// Returns the kind of layer with this name.
    pub(super) const fn named(kind: &str) -> Option<Self> {
        let mut i = 0;
        while i < Self::ALL.len() {
            let names = Self::ALL[i].names();
            let mut k = 0;
            while k < names.len() {
                if same(names[k], kind) {
                    return Some(Self::ALL[i]);
                }
                k += 1;
            }
            i += 1;
        }
        None
    }

    pub(super) const fn name(self) -> &'static str {
        self.names()[0]
    }

    /// The kind's own name, and then the synonyms.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Dense => &["Dense", "Linear"],
            Self::Conv => &["Conv", "Conv1d", "Conv2d", "Conv3d"],
            Self::ConvTranspose => &["ConvTranspose", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"],
            Self::Embedding => &["Embedding", "Embed"],
            Self::Rnn => &["Rnn", "RnnCell", "RNN"],
            Self::Lstm => &["Lstm", "LstmCell", "LSTM"],
            Self::Gru => &["Gru", "GruCell", "GRU"],
            Self::Attention => &["Attention", "MultiHeadAttention", "MultiheadAttention"],
            Self::LayerNorm => &["LayerNorm"],
            Self::BatchNorm => &["BatchNorm", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d"],
            Self::GroupNorm => &["GroupNorm"],
            Self::InstanceNorm => &["InstanceNorm", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"],
            Self::RmsNorm => &["RmsNorm", "RMSNorm"],
        }
    }

    /// The number of gates that are packed along the outputs of the weights.
    pub(super) const fn gates(self) -> Option<usize> {
        match self {
            Self::Lstm => Some(4),
            Self::Gru => Some(3),
            _ => None,
        }
    }
}
