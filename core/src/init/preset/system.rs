//! The systems with a preset.

/// A system with a preset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Preset {
    Pytorch,
    Flax,
    Keras,
    Mxnet,
}

impl Preset {
    pub(crate) const ALL: [Self; 4] = [Self::Pytorch, Self::Flax, Self::Keras, Self::Mxnet];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pytorch => "pytorch",
            Self::Flax => "flax",
            Self::Keras => "keras",
            Self::Mxnet => "mxnet",
        }
    }
}
