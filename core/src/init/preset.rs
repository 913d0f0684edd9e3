//! What other systems put into their layers.

use super::arena::{Init, Node};
use super::constant::zeros;
use super::gain::Gain;
use super::judge::same;
use super::kaiming::kaiming_uniform;
use super::uniform::uniform;
use super::variance_scaling::{glorot_uniform, lecun_normal};
use crate::info::Part;

/// What `PyTorch` puts into its layers.
///
/// `Dense`: weight `kaiming_uniform(gain = LeakyRelu(sqrt(5)))`, bias uniform within `1 / sqrt(fan_in)`, with the fans
/// of its weight (`fans_of = weight`); 0 if `fan_in` is 0. So does `nn.Linear`.
///
/// # Errors
/// Resolving fails for a parameter of no known kind and part, and for one without fans.
#[must_use]
pub const fn pytorch() -> Init {
    Init::leaf(Node::Preset(Preset::Pytorch))
}

/// What Flax puts into its layers.
///
/// `Dense`: weight `lecun_normal`, bias `zeros`.
///
/// # Errors
/// As [`pytorch`]; only the weight needs fans.
#[must_use]
pub const fn flax() -> Init {
    Init::leaf(Node::Preset(Preset::Flax))
}

/// What Keras puts into its layers.
///
/// `Dense`: weight `glorot_uniform`, bias `zeros`.
///
/// # Errors
/// As [`pytorch`]; only the weight needs fans.
#[must_use]
pub const fn keras() -> Init {
    Init::leaf(Node::Preset(Preset::Keras))
}

/// What `MXNet` puts into its layers.
///
/// `Dense`: weight `uniform(-0.07, 0.07)`, bias `zeros`.
///
/// # Errors
/// Resolving fails for a parameter of no known kind and part.
#[must_use]
pub const fn mxnet() -> Init {
    Init::leaf(Node::Preset(Preset::Mxnet))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Preset {
    Pytorch,
    Flax,
    Keras,
    Mxnet,
}

impl Preset {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Pytorch => "pytorch",
            Self::Flax => "flax",
            Self::Keras => "keras",
            Self::Mxnet => "mxnet",
        }
    }

    /// The initializer that the system gives this part of a layer of this kind, if it is known.
    pub(super) const fn initializer(self, kind: Option<&str>, part: Option<Part>) -> Option<Init> {
        let (Some(kind), Some(part)) = (kind, part) else { return None };
        if !same(kind, "Dense") {
            return None;
        }
        Some(match (part, self) {
            (Part::Weight, Self::Pytorch) => kaiming_uniform().gain(Gain::LeakyRelu(super::sqrt(5.0))),
            (Part::Weight, Self::Flax) => lecun_normal(),
            (Part::Weight, Self::Keras) => glorot_uniform(),
            (Part::Weight, Self::Mxnet) => uniform(-0.07, 0.07),
            // The bound of a uniform distribution is sqrt(3) standard deviations.
            (Part::Bias, Self::Pytorch) => kaiming_uniform().gain(Gain::Value(1.0 / super::sqrt(3.0))),
            (Part::Bias, _) => zeros(),
        })
    }
}
