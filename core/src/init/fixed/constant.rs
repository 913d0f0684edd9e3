//! One value everywhere.

use core::fmt;

use crate::dtype::DTypeSet;
use crate::init::fit::arguments;
use crate::init::tree::{Init, Node};
use crate::message::Message;

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
    Init::leaf(Node::Constant(Constant::Zeros))
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
    Init::leaf(Node::Constant(Constant::Ones))
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
    Init::leaf(Node::Constant(Constant::Value(v)))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Constant {
    Zeros,
    Ones,
    Value(f64),
}

impl Constant {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Zeros => "zeros",
            Self::Ones => "ones",
            Self::Value(_) => "constant",
        }
    }

    pub(crate) const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Zeros | Self::Ones => &[],
            Self::Value(_) => &["v"],
        }
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        match self {
            Self::Value(v) if arguments::same(argument, "v") => arguments::finite("v", v, elements),
            _ => None,
        }
    }

    pub(crate) const fn value(self) -> f64 {
        match self {
            Self::Zeros => 0.0,
            Self::Ones => 1.0,
            Self::Value(v) => v,
        }
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(v) => write!(f, "constant({v})"),
            _ => f.write_str(self.name()),
        }
    }
}
