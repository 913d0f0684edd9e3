//! What an initializer is called, what it takes, and what is wrong with it: for the compiler to ask.

use crate::dtype::DTypeSet;
use crate::init::combine::clamped::Clamped;
use crate::init::combine::gates;
use crate::init::combine::icnr::Icnr;
use crate::init::combine::map;
use crate::init::combine::mixture;
use crate::init::fit::arguments;
use crate::init::fixed::dirac::Dirac;
use crate::init::fixed::eye::Eye;
use crate::init::fixed::lstm_bias::LstmBias;
use crate::init::fixed::stft::Stft;
use crate::init::fixed::values::Values;
use crate::init::orthogonal::Orthogonal;
use crate::init::orthogonal::convolution::DeltaOrthogonal;
use crate::init::random::chrono::Chrono;
use crate::init::random::normal::Normal;
use crate::init::random::sparse::Sparse;
use crate::init::random::truncated::TruncNormal;
use crate::init::random::uniform::Uniform;
use crate::init::scale::kaiming::Kaiming;
use crate::init::scale::siren::Siren;
use crate::init::scale::variance_scaling::VarianceScaling;
use crate::init::scale::xavier::Xavier;
use crate::init::tree::{Init, Node};
use crate::message::Message;

/// What an initializer asks of a parameter: the name of the first one in the tree that asks for it.
///
/// Presets ask for nothing here. What they need depends on the parameter, which is known at run time.
///
/// ```
/// use paraminit::init::{Needs, normal, orthogonal};
///
/// assert_eq!(orthogonal().needs().matrix, Some("orthogonal"));
/// assert_eq!(normal(0.0, 1.0).needs(), Needs::default()); // nothing: any parameter will do
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Fans: declared axes, or `fans_of`.
    pub fans: Option<&'static str>,
    /// At least two axes, and the roles of all of them if there are more.
    pub matrix: Option<&'static str>,
    /// A certain rank, certain roles or lengths of axes.
    pub form: Option<&'static str>,
}

impl Node {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Constant(constant) => constant.name(),
            Self::Uniform(_) => "uniform",
            Self::Normal(_) => "normal",
            Self::Truncated(_) => "trunc_normal",
            Self::Xavier(xavier) => xavier.name(),
            Self::Kaiming(kaiming) => kaiming.name(),
            Self::VarianceScaling(scaling) | Self::Scheme(scaling) => scaling.name,
            Self::Siren(_) => "siren",
            Self::Orthogonal(_) => "orthogonal",
            Self::DeltaOrthogonal(_) => DeltaOrthogonal::NAME,
            Self::Sparse(_) => "sparse",
            Self::Eye(_) => "eye",
            Self::Dirac(_) => "dirac",
            Self::ZeroInit => "zero_init",
            Self::Bilinear => "bilinear",
            Self::LstmBias(_) => "lstm_bias",
            Self::Chrono(_) => "chrono",
            Self::Stft(_) => "stft",
            Self::Values(_) => "values",
            Self::Preset(preset) => preset.name(),
            Self::Mixture { .. } => "mixture",
            Self::Gates { .. } => "gates",
            Self::Map(_) => "map",
            Self::Scaled(_) => "scaled",
            Self::Clamped(_) => "clamped",
            Self::Icnr(_) => "icnr",
            Self::Missing => "..",
        }
    }

    /// Names of the arguments, and how many of them are positional.
    pub(crate) const fn arguments(self) -> (&'static [&'static str], usize) {
        match self {
            Self::Constant(constant) => (constant.arguments(), constant.arguments().len()),
            Self::Uniform(_) => (Uniform::ARGUMENTS, 2),
            Self::Normal(_) => (Normal::ARGUMENTS, 2),
            Self::Truncated(_) => (TruncNormal::ARGUMENTS, 1),
            Self::Xavier(_) => (Xavier::ARGUMENTS, 0),
            Self::Kaiming(_) => (Kaiming::ARGUMENTS, 0),
            Self::VarianceScaling(_) => (VarianceScaling::ARGUMENTS, 1),
            Self::Siren(_) => (Siren::ARGUMENTS, 0),
            Self::Orthogonal(_) => (Orthogonal::ARGUMENTS, 0),
            Self::DeltaOrthogonal(_) => (DeltaOrthogonal::ARGUMENTS, 0),
            Self::Sparse(_) => (Sparse::ARGUMENTS, 1),
            Self::Eye(_) => (Eye::ARGUMENTS, 0),
            Self::Dirac(_) => (Dirac::ARGUMENTS, 0),
            Self::LstmBias(_) => (LstmBias::ARGUMENTS, 0),
            Self::Chrono(_) => (Chrono::ARGUMENTS, 1),
            Self::Stft(_) => (Stft::ARGUMENTS, 0),
            Self::Values(_) => (Values::ARGUMENTS, 1),
            Self::Mixture { .. } => (&["weights"], 1),
            Self::Gates { .. } => (&["blocks"], 1),
            Self::Map(_) => (&["init", "f", "named"], 2),
            Self::Scaled(_) => (&["init", "k"], 2),
            Self::Clamped(_) => (Clamped::ARGUMENTS, 3),
            Self::Icnr(_) => (Icnr::ARGUMENTS, 2),
            Self::Scheme(_) | Self::Preset(_) | Self::ZeroInit | Self::Bilinear | Self::Missing => (&[], 0),
        }
    }

    const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        match self {
            Self::Constant(constant) => constant.fault(argument, elements),
            Self::Uniform(uniform) => uniform.fault(argument, elements),
            Self::Normal(normal) => normal.fault(argument, elements),
            Self::Truncated(normal) => normal.fault(argument, elements),
            Self::Xavier(xavier) => xavier.fault(argument),
            Self::Kaiming(kaiming) => kaiming.fault(argument),
            Self::VarianceScaling(scaling) => scaling.fault(argument),
            Self::Orthogonal(orthogonal) => orthogonal.fault(argument, elements),
            Self::Siren(siren) => siren.fault(argument),
            Self::DeltaOrthogonal(delta) => delta.fault(argument, elements),
            Self::Sparse(sparse) => sparse.fault(argument, elements),
            Self::Eye(eye) => eye.fault(argument, elements),
            Self::Dirac(dirac) => dirac.fault(argument),
            Self::LstmBias(bias) => bias.fault(argument, elements),
            Self::Chrono(chrono) => chrono.fault(argument, elements),
            Self::Gates { blocks } if arguments::same(argument, "blocks") => gates::fault(blocks),
            Self::Values(values) => values.fault(argument, elements),
            Self::Scaled(k) => map::scaled_fault(k, argument, elements),
            Self::Clamped(clamped) => clamped.fault(argument, elements),
            Self::Icnr(icnr) => icnr.fault(argument),
            Self::Scheme(_)
            | Self::Preset(_)
            | Self::ZeroInit
            | Self::Bilinear
            | Self::Stft(_)
            | Self::Mixture { .. }
            | Self::Gates { .. }
            | Self::Map(_)
            | Self::Missing => None,
        }
    }
}

impl Init {
    /// The name of the initializer: that of the function that made it.
    ///
    /// ```
    /// use paraminit::init::*;
    ///
    /// assert_eq!(normal(0.0, 0.02).name(), "normal");
    /// assert_eq!(scaled(normal(0.0, 0.02), 0.5).name(), "scaled"); // of the outermost one
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.root().name()
    }

    /// The names of its arguments: the positional ones in order, then the options.
    ///
    /// ```
    /// use paraminit::init::variance_scaling;
    ///
    /// assert_eq!(variance_scaling(1.0).arguments(), ["scale", "mode", "distribution"]);
    /// ```
    #[must_use]
    pub const fn arguments(&self) -> &'static [&'static str] {
        self.root().arguments().0
    }

    /// How many of its [`arguments`](Init::arguments) are positional.
    ///
    /// ```
    /// use paraminit::init::variance_scaling;
    ///
    /// let init = variance_scaling(1.0);
    /// let (positional, options) = init.arguments().split_at(init.required());
    /// assert_eq!((positional, options), (&["scale"][..], &["mode", "distribution"][..]));
    /// ```
    #[must_use]
    pub const fn required(&self) -> usize {
        self.root().arguments().1
    }

    /// What the initializer, or one inside of it, asks of a parameter.
    ///
    /// ```
    /// use paraminit::init::*;
    ///
    /// const NEEDS: Needs = scaled(xavier_uniform(), 0.5).needs();
    /// assert_eq!(NEEDS.fans, Some("xavier_uniform"));
    /// ```
    #[must_use]
    pub const fn needs(&self) -> Needs {
        let mut needs = Needs { fans: None, matrix: None, form: None };
        let mut at = 0;
        while at < self.len() {
            let node = self.node(at);
            match node {
                Node::Xavier(_) | Node::Kaiming(_) | Node::VarianceScaling(_) | Node::Scheme(_) | Node::Siren(_)
                    if needs.fans.is_none() =>
                {
                    needs.fans = Some(node.name());
                }
                Node::Orthogonal(_) if needs.matrix.is_none() => needs.matrix = Some(node.name()),
                node if node.is_demanding() && needs.form.is_none() => needs.form = Some(node.name()),
                _ => {}
            }
            at += 1;
        }
        needs
    }

    /// What is wrong with one argument of this initializer, for parameters of these element types.
    ///
    /// The `init` of a combinator is wrong if anything inside is. With [`DTypeSet::NONE`], only what is wrong for every
    /// type is found.
    ///
    /// ```
    /// use paraminit::dtype::DTypeSet;
    /// use paraminit::init::normal;
    ///
    /// const FAULT: &str = match normal(0.0, -1.0).fault("std", DTypeSet::NONE) {
    ///     Some(_) => "wrong",
    ///     None => "fine",
    /// };
    /// assert_eq!(FAULT, "wrong");
    /// ```
    #[must_use]
    pub const fn fault(&self, argument: &str, elements: DTypeSet) -> Option<Message> {
        match self.root() {
            Node::Map(_) | Node::Scaled(_) | Node::Clamped(_) | Node::Icnr(_) if arguments::same(argument, "init") => {
                self.first_fault(1, elements)
            }
            _ => self.fault_at(0, argument, elements),
        }
    }

    /// The first thing that is wrong anywhere in the initializer, for parameters of these element types.
    ///
    /// ```
    /// use paraminit::dtype::DTypeSet;
    /// use paraminit::init::{normal, scaled};
    ///
    /// let fault = scaled(normal(0.0, -1.0), 2.0).any_fault(DTypeSet::NONE);
    /// assert_eq!(fault.unwrap().as_str(), "in `normal`: `std` must be a finite number, not negative");
    /// ```
    #[must_use]
    pub const fn any_fault(&self, elements: DTypeSet) -> Option<Message> {
        match self.misuse() {
            None => self.first_fault(0, elements),
            misuse => misuse,
        }
    }

    /// The first fault of the node at `from` or a later one.
    const fn first_fault(&self, from: usize, elements: DTypeSet) -> Option<Message> {
        let mut at = from;
        while at < self.len() {
            let node = self.node(at);
            let (arguments, _) = node.arguments();
            let mut i = 0;
            while i < arguments.len() {
                if let Some(message) = self.fault_at(at, arguments[i], elements) {
                    let place = Message::new().text("in ").code(node.name()).text(": ");
                    return Some(place.text(message.as_str()));
                }
                i += 1;
            }
            at += 1;
        }
        None
    }

    const fn fault_at(&self, at: usize, argument: &str, elements: DTypeSet) -> Option<Message> {
        match self.node(at) {
            Node::Mixture { .. } if arguments::same(argument, "weights") => mixture::weights_fault(self, at),
            node => node.fault(argument, elements),
        }
    }
}
