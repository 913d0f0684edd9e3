//! The list of initializers, one line each. Their dispatch, their options, their text form and the macros' knowledge of
//! them follow from it.

use core::fmt;

use crate::dtype::DTypeSet;
use crate::init::options::value::{Kind, Signature, Value};
use crate::init::{Filler, Init, InitErrorKind, Node, Requirement, Target};
use crate::message::{Message, same};

/// An initializer by name, with the kinds of its arguments.
pub(crate) struct Entry {
    pub(crate) signature: Signature,
    /// The kind of each argument.
    pub(crate) kinds: &'static [Kind],
    /// Makes the initializer, with the defaults of its options.
    pub(crate) make: fn() -> Init,
}

/// Makes from each line
///
/// ```text
/// Variant(Payload) in folder::file: constructor(argument: Kind, ..) [option: Kind, ..];
/// ```
///
/// a variant of [`Leaf`] and its dispatch. The payload is a plain struct in that file. It has a field for each argument
/// and the methods `needs`, `fault` and `fill`. No trait can have `const` functions, so their names are fixed here.
macro_rules! catalogue {
    ($(
        $leaf:ident($payload:ident) in $($module:ident)::+:
        $name:ident($($argument:ident: $kind:ident),*) [$($option:ident: $sort:ident),*];
    )*) => {
        /// The constructors.
        pub(crate) mod constructors {
            $(pub use crate::init::$($module)::+::$name;)*
        }

        /// An initializer that holds no others.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub(crate) enum Leaf {
            $($leaf(crate::init::$($module)::+::$payload),)*
        }

        #[expect(non_upper_case_globals, reason = "called as the constructors are")]
        mod entries {
            use super::*;

            $(pub(super) const $name: Entry = Entry {
                signature: Signature::new(
                    stringify!($name),
                    &[$(stringify!($argument),)* $(stringify!($option),)*],
                    <[&str]>::len(&[$(stringify!($argument),)*]),
                ),
                kinds: &[$(Kind::$kind,)* $(Kind::$sort,)*],
                make: || super::constructors::$name($(usual!($kind)),*),
            };)*
        }

        /// All initializers that hold no others.
        pub(crate) const ENTRIES: &[&Entry] = &[$(&entries::$name,)*];

        #[allow(unused_variables, reason = "not all have arguments")]
        impl Leaf {
            pub(crate) const fn entry(&self) -> &'static Entry {
                match self {
                    $(Self::$leaf(_) => &entries::$name,)*
                }
            }

            /// Sets an argument. True if there is one of that name and kind.
            pub(crate) const fn set(&mut self, argument: &str, value: Value) -> bool {
                match self {
                    $(Self::$leaf(leaf) => {
                        $(if same(argument, stringify!($argument)) && let Value::$kind(value) = value {
                            leaf.$argument = value;
                            return true;
                        })*
                        $(if same(argument, stringify!($option)) && let Value::$sort(value) = value {
                            leaf.$option = value;
                            return true;
                        })*
                        false
                    })*
                }
            }

            fn get(&self, argument: &str) -> Option<Value> {
                match self {
                    $(Self::$leaf(leaf) => match argument {
                        $(stringify!($argument) => Some(Value::$kind(leaf.$argument)),)*
                        $(stringify!($option) => Some(Value::$sort(leaf.$option)),)*
                        _ => None,
                    })*
                }
            }

            /// The requirement on a parameter.
            pub(crate) const fn needs(self) -> Requirement {
                match self {
                    $(Self::$leaf(leaf) => leaf.needs(),)*
                }
            }

            /// The fault in the value of an argument, if any, for parameters of these types.
            pub(crate) const fn fault(self, argument: &str, dtypes: DTypeSet) -> Option<Message> {
                match self {
                    $(Self::$leaf(leaf) => leaf.fault(argument, dtypes),)*
                }
            }

            /// Returns the filler of a parameter that meets the requirement, and the largest absolute value that it
            /// computes with.
            pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
                match self {
                    $(Self::$leaf(leaf) => leaf.fill(target),)*
                }
            }
        }
    };
}

/// A value for an argument by position, where only the options matter.
macro_rules! usual {
    (Number) => {
        1.0
    };
    (Array) => {
        &[]
    };
}

catalogue! {
    Zeros(Constant) in fixed::constant: zeros() [];
    Ones(Constant) in fixed::constant: ones() [];
    Constant(Constant) in fixed::constant: constant(v: Number) [];
    Uniform(Uniform) in random::uniform: uniform(low: Number, high: Number) [];
    Normal(Normal) in random::normal: normal(mean: Number, std: Number) [];
    TruncNormal(TruncNormal) in random::truncated:
        trunc_normal(std: Number) [mean: Number, within: Bound, low: Bound, high: Bound, rescale: Truth];
    XavierUniform(Xavier) in scale::xavier: xavier_uniform() [gain: Gain];
    XavierNormal(Xavier) in scale::xavier: xavier_normal() [gain: Gain];
    KaimingUniform(Kaiming) in scale::kaiming: kaiming_uniform() [gain: Gain, mode: Mode];
    KaimingNormal(Kaiming) in scale::kaiming: kaiming_normal() [gain: Gain, mode: Mode];
    GlorotUniform(VarianceScaling) in scale::variance_scaling: glorot_uniform() [];
    GlorotNormal(VarianceScaling) in scale::variance_scaling: glorot_normal() [];
    HeUniform(VarianceScaling) in scale::variance_scaling: he_uniform() [];
    HeNormal(VarianceScaling) in scale::variance_scaling: he_normal() [];
    LecunUniform(VarianceScaling) in scale::variance_scaling: lecun_uniform() [];
    LecunNormal(VarianceScaling) in scale::variance_scaling: lecun_normal() [];
    VarianceScaling(VarianceScaling) in scale::variance_scaling:
        variance_scaling(scale: Number) [mode: Mode, distribution: Distribution];
    Orthogonal(Orthogonal) in orthogonal::matrix: orthogonal() [gain: Gain];
    DeltaOrthogonal(DeltaOrthogonal) in orthogonal::convolution: delta_orthogonal() [gain: Gain, center: Center];
    Siren(Siren) in scale::siren: siren() [omega: Number, first: Truth];
    Sparse(Sparse) in random::sparse: sparse(sparsity: Number) [std: Number, axis: Whole];
    Eye(Eye) in fixed::eye: eye() [gain: Gain];
    Dirac(Dirac) in fixed::dirac: dirac() [groups: Whole, center: Center];
    ZeroInit(ZeroInit) in fixed::zero_init: zero_init() [];
    Bilinear(Bilinear) in fixed::bilinear: bilinear() [diagonal: Truth];
    LstmBias(LstmBias) in fixed::lstm_bias: lstm_bias() [forget: Number];
    Chrono(Chrono) in random::chrono: chrono(t_max: Number) [];
    Stft(Stft) in fixed::stft: stft() [side: Side, window: Window, scaling: Scaling, periodic: Truth];
    Values(Values) in fixed::values: values(array: Array) [];
}

/// Writes the initializer as a rule does: the required arguments, and the options that differ from their defaults.
impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry { signature, make, .. } = self.entry();
        f.write_str(signature.name)?;
        let usual = match make().root() {
            Node::Leaf(usual) => usual,
            _ => *self,
        };
        let mut open = false;
        for (i, argument) in signature.arguments.iter().enumerate() {
            let Some(value) = self.get(argument) else { continue };
            if i >= signature.required && usual.get(argument).is_some_and(|usual| usual.is(value)) {
                continue;
            }
            f.write_str(if open { ", " } else { "(" })?;
            if i >= signature.required {
                write!(f, "{argument} = ")?;
            }
            value.fmt(f)?;
            open = true;
        }
        f.write_str(if open { ")" } else { "" })
    }
}
