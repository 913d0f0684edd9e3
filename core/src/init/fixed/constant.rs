//! One value everywhere.

use crate::dtype::DTypeSet;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, Target, arguments};
use crate::message::Message;
use crate::sample::Sampler;

/// Every element 0.
///
/// Any shape. The usual initializer of a bias, in every system.
///
/// ```
/// use paraminit::init::{Init, zeros};
///
/// const BIAS: Init = zeros();
/// assert_eq!(BIAS.to_string(), "zeros");
/// ```
#[must_use]
pub const fn zeros() -> Init {
    Init::leaf(Leaf::Zeros(Constant { v: 0.0 }))
}

/// Every element 1.
///
/// Any shape. The usual initializer of the gain of a normalization layer.
///
/// ```
/// use paraminit::layers::{LayerNorm, LayerNormDims};
/// use paraminit::prelude::*;
///
/// let rules = init! { <LayerNorm> scale => ones, bias => zeros };
/// assert!(rules.build_with(LayerNormDims { features: 3 }, 42)?.scale.iter().all(|x| *x == 1.0));
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn ones() -> Init {
    Init::leaf(Leaf::Ones(Constant { v: 1.0 }))
}

/// Every element `v`.
///
/// Any shape. `PyTorch`'s `constant_`, JAX's and `MXNet`'s `constant`, Keras's `Constant`.
///
/// # Errors
/// The check refuses a `v` that is not a finite number in the parameter's own type: `constant(1e39)` in `f32`.
///
/// ```
/// use paraminit::dtype::{DType, DTypeSet};
/// use paraminit::init::constant;
///
/// assert!(constant(42.0).any_fault(DTypeSet::NONE).is_none());
/// assert!(constant(1e39).any_fault(DTypeSet::NONE.with(DType::F32)).is_some());
/// ```
#[must_use]
pub const fn constant(v: f64) -> Init {
    Init::leaf(Leaf::Constant(Constant { v }))
}

impl Init {
    /// The value that every element gets, where it is one value for all.
    pub(crate) const fn same_value(&self) -> Option<f64> {
        match self.root() {
            crate::init::Node::Leaf(Leaf::Zeros(one) | Leaf::Ones(one) | Leaf::Constant(one)) => Some(one.v),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Constant {
    pub(crate) v: f64,
}

impl Constant {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Nothing
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "v") { arguments::finite("v", self.v, elements) } else { None }
    }

    pub(crate) fn fill(self, _: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        Ok((Filler::Elementwise(Sampler::Constant(self.v)), self.v.abs()))
    }
}
