//! Names, arguments, requirements and faults of initializers, for use by the compiler.

use crate::dtype::DTypeSet;
use crate::init::combine::{each, gates, mixture, scaled};
use crate::init::options::value::Signature;
use crate::init::{Init, Mismatch, Node, ParamFacts, Requirement};
use crate::message::{Message, same};

/// The needs of an initializer. Each field holds the name of the first initializer in the tree that has the need.
///
/// Presets add nothing here. Their needs depend on the parameter, which is known at run time.
///
/// ```
/// use paraminit::init::{Needs, normal, orthogonal};
///
/// assert_eq!(orthogonal().needs().matrix, Some("orthogonal"));
/// assert_eq!(normal(0.0, 1.0).needs(), Needs::default()); // nothing: any parameter will do
/// ```
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The need for fans: declared axes, or `fans_of`.
    pub fans: Option<&'static str>,
    /// The need for at least two axes, and for all their roles if there are more.
    pub matrix: Option<&'static str>,
    /// The need for a certain rank, certain roles or lengths of axes.
    pub form: Option<&'static str>,
}

const MIXTURE: Signature = Signature::new("mixture", &["weights"], 1);
const GATES: Signature = Signature::new("gates", &["blocks"], 1);
const EACH: Signature = Signature::new("each", &["f", "named"], 1);
const MAP: Signature = Signature::new("map", &["init", "f", "named"], 2);
const SCALED: Signature = Signature::new("scaled", &["init", "k"], 2);
const CLAMPED: Signature = Signature::new("clamped", &["init", "low", "high"], 3);
const ICNR: Signature = Signature::new("icnr", &["scale", "init"], 2);

/// The signatures of the initializers that hold others.
pub(crate) const COMBINATORS: [Signature; 7] = [MIXTURE, GATES, EACH, MAP, SCALED, CLAMPED, ICNR];

impl Node {
    pub(crate) const fn signature(self) -> Signature {
        match self {
            Self::Leaf(leaf) => leaf.entry().signature,
            Self::Preset(preset) => Signature::new(preset.name(), &[], 0),
            Self::Mixture { .. } => MIXTURE,
            Self::Gates { .. } => GATES,
            Self::Each(_) => EACH,
            Self::Map(_) => MAP,
            Self::Scaled(_) => SCALED,
            Self::Clamped(_) => CLAMPED,
            Self::Icnr(_) => ICNR,
            Self::Missing => Signature::new("..", &[], 0),
        }
    }

    const fn requirement(self) -> Requirement {
        match self {
            Self::Leaf(leaf) => leaf.needs(),
            Self::Icnr(icnr) => icnr.needs(),
            // Presets, `gates` and `each` have checks of their own.
            Self::Preset(_)
            | Self::Mixture { .. }
            | Self::Gates { .. }
            | Self::Each(_)
            | Self::Map(_)
            | Self::Scaled(_)
            | Self::Clamped(_)
            | Self::Missing => Requirement::Nothing,
        }
    }

    /// Returns the rank, role or length that this node requires and the parameter does not have.
    pub(crate) const fn unmet(self, facts: &ParamFacts<'_>) -> Option<Mismatch> {
        match (self, self.requirement()) {
            (Self::Gates { blocks }, _) => gates::unmet(blocks, facts),
            (Self::Each(_), _) => each::unmet(facts),
            (_, Requirement::Shape(shape)) => shape.unmet(self.signature().name, facts),
            (_, Requirement::Nothing | Requirement::Fans | Requirement::Matrix) => None,
        }
    }
}

impl Init {
    /// The name of the initializer, which is that of the function that made it.
    ///
    /// ```
    /// use paraminit::init::*;
    ///
    /// assert_eq!(normal(0.0, 0.02).name(), "normal");
    /// assert_eq!(scaled(normal(0.0, 0.02), 0.5).name(), "scaled"); // of the outermost one
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.root().signature().name
    }

    /// The names of the initializer's arguments: the positional ones in order, then the options.
    ///
    /// ```
    /// use paraminit::init::variance_scaling;
    ///
    /// assert_eq!(variance_scaling(1.0).arguments(), ["scale", "mode", "distribution"]);
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn arguments(&self) -> &'static [&'static str] {
        self.root().signature().arguments
    }

    /// The number of [`arguments`](Init::arguments) that are positional.
    ///
    /// ```
    /// use paraminit::init::variance_scaling;
    ///
    /// let init = variance_scaling(1.0);
    /// let (positional, options) = init.arguments().split_at(init.required());
    /// assert_eq!((positional, options), (&["scale"][..], &["mode", "distribution"][..]));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn required(&self) -> usize {
        self.root().signature().required
    }

    /// Returns the needs of the initializer and of those inside of it.
    ///
    /// ```
    /// use paraminit::init::*;
    ///
    /// const NEEDS: Needs = scaled(xavier_uniform(), 0.5).needs();
    /// assert_eq!(NEEDS.fans, Some("xavier_uniform"));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn needs(&self) -> Needs {
        let mut needs = Needs { fans: None, matrix: None, form: None };
        let mut at = 0;
        while at < self.len() {
            let node = self.node(at);
            let need = match node.requirement() {
                Requirement::Fans => &mut needs.fans,
                Requirement::Matrix => &mut needs.matrix,
                Requirement::Shape(_) => &mut needs.form,
                Requirement::Nothing if matches!(node, Node::Gates { .. } | Node::Each(_)) => &mut needs.form,
                Requirement::Nothing => &mut None,
            };
            if need.is_none() {
                *need = Some(node.signature().name);
            }
            at += 1;
        }
        needs
    }

    /// Returns the fault in one argument of this initializer, for parameters of these element types.
    ///
    /// The `init` of a combinator is faulty if anything inside is. With [`DTypeSet::NONE`], only faults for every type
    /// are found.
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
    #[doc(hidden)]
    #[must_use]
    pub const fn fault(&self, argument: &str, elements: DTypeSet) -> Option<Message> {
        match self.root() {
            Node::Map(_) | Node::Scaled(_) | Node::Clamped(_) | Node::Icnr(_) if same(argument, "init") => {
                self.first_fault(1, elements)
            }
            _ => self.fault_at(0, argument, elements),
        }
    }

    /// Returns the first fault anywhere in the initializer, for parameters of these element types.
    ///
    /// ```
    /// use paraminit::dtype::DTypeSet;
    /// use paraminit::init::{normal, scaled};
    ///
    /// let fault = scaled(normal(0.0, -1.0), 2.0).any_fault(DTypeSet::NONE);
    /// assert_eq!(fault.unwrap().as_str(), "in `normal`: `std` must be a finite number, not negative");
    /// ```
    #[doc(hidden)]
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
            let Signature { name, arguments, .. } = node.signature();
            let mut i = 0;
            while i < arguments.len() {
                if let Some(message) = self.fault_at(at, arguments[i], elements) {
                    let place = Message::new().text("in ").code(name).text(": ");
                    return Some(place.text(message.as_str()));
                }
                i += 1;
            }
            at += 1;
        }
        None
    }

    const fn fault_at(&self, at: usize, argument: &str, dtypes: DTypeSet) -> Option<Message> {
        match self.node(at) {
            Node::Leaf(leaf) => leaf.fault(argument, dtypes),
            Node::Mixture { .. } if same(argument, "weights") => mixture::weights_fault(self, at),
            Node::Gates { blocks: 0 } if same(argument, "blocks") => {
                Some(Message::new().text("`gates` must have an initializer for each block"))
            }
            Node::Scaled(k) if same(argument, "k") => scaled::fault(self, at, k, dtypes),
            Node::Clamped(clamped) => clamped.fault(argument, dtypes),
            Node::Icnr(icnr) => icnr.fault(argument),
            Node::Preset(_)
            | Node::Mixture { .. }
            | Node::Gates { .. }
            | Node::Each(_)
            | Node::Map(_)
            | Node::Scaled(_)
            | Node::Missing => None,
        }
    }
}
