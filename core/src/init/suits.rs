//! Whether an initializer suits a parameter's rank and axes: one judgment for `const` checks and for runs.

use super::arena::{Init, Node};
use super::preset::Preset;
use crate::axes::AxesFault;
use crate::info::Part;
use crate::message::Message;

/// Why an initializer does not suit a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsuited {
    /// Fans of a parameter with fewer than two axes.
    Fans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// Fans where neither `axes` nor `fans_of` was declared.
    Undeclared {
        /// The initializer that needs them.
        initializer: &'static str,
    },
    /// A matrix of a parameter with fewer than two axes.
    Matrix {
        /// The initializer that needs one.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// A preset that does not know the parameter.
    Preset {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: Option<&'static str>,
        /// What the parameter does in it.
        part: Option<Part>,
    },
    /// Declared axes that do not fit the parameter.
    Axes {
        /// The initializer that needs them.
        initializer: &'static str,
        /// What does not fit.
        fault: AxesFault,
    },
    /// Which axes are rows, of a parameter with more than two axes and no roles.
    Rows {
        /// The initializer that needs to know.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
}

/// What is known of a parameter when its initializer is judged.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Number of axes, if known.
    pub rank: Option<usize>,
    /// Whether `axes` is declared for it.
    pub axes: bool,
    /// Why the declared axes do not fit its shape, if that is known.
    pub fault: Option<AxesFault>,
    /// Whether it takes the fans of another parameter (`fans_of`).
    pub borrowed: bool,
    /// The kind of the layer around it, if it has one.
    pub kind: Option<&'static str>,
    /// What it does in that layer, if that was said.
    pub part: Option<Part>,
    /// Whether the initializer stands on the parameter's own field, where `fans_of` is said too.
    pub own: bool,
}

/// Judges an initializer by rank and axes.
///
/// A vector that borrows the fans of its matrix may use them where its own field says so (that is what `PyTorch`'s bias
/// needs), but a rule meant for matrices that also catches vectors is a mistake.
#[must_use]
pub const fn suits(init: &Init, facts: Facts) -> Option<Unsuited> {
    if let Some(preset) = init.preset() {
        return match preset.initializer(facts.kind, facts.part) {
            // A preset knows which parameters borrow fans.
            Some(inner) => match suits(&inner, Facts { own: true, ..facts }) {
                Some(unsuited) => Some(unsuited.of(preset.name())),
                None => None,
            },
            None => Some(Unsuited::Preset { preset: preset.name(), kind: facts.kind, part: facts.part }),
        };
    }
    let needs = init.needs();
    if let Some(initializer) = needs.fans {
        if let (Some(fault), false) = (facts.fault, facts.borrowed) {
            return Some(Unsuited::Axes { initializer, fault });
        }
        match facts.rank {
            Some(rank) if rank < 2 && !(facts.own && facts.borrowed) => {
                return Some(Unsuited::Fans { initializer, rank });
            }
            _ if !facts.axes && !facts.borrowed => {
                return Some(Unsuited::Undeclared { initializer });
            }
            _ => {}
        }
    }
    if let (Some(initializer), Some(rank)) = (needs.matrix, facts.rank) {
        if rank < 2 {
            return Some(Unsuited::Matrix { initializer, rank });
        }
        if rank > 2 && !facts.axes {
            return Some(Unsuited::Rows { initializer, rank });
        }
    }
    None
}

impl Init {
    /// Whether a preset is in it.
    pub(crate) const fn has_preset(&self) -> bool {
        self.preset().is_some()
    }

    /// The first preset in it.
    const fn preset(&self) -> Option<Preset> {
        let mut at = 0;
        while at < self.len() {
            if let Node::Preset(preset) = self.node(at) {
                return Some(preset);
            }
            at += 1;
        }
        None
    }
}

impl Unsuited {
    /// The same, by the name that the user wrote.
    const fn of(self, initializer: &'static str) -> Self {
        match self {
            Self::Fans { rank, .. } => Self::Fans { initializer, rank },
            Self::Undeclared { .. } => Self::Undeclared { initializer },
            Self::Axes { fault, .. } => Self::Axes { initializer, fault },
            Self::Matrix { rank, .. } => Self::Matrix { initializer, rank },
            Self::Rows { rank, .. } => Self::Rows { initializer, rank },
            Self::Preset { .. } => self,
        }
    }

    /// In words, about the parameter called `name`, which is put in as it is.
    #[must_use]
    pub const fn describe(&self, name: &str) -> Message {
        match *self {
            Self::Fans { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                message.text("\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here")
            }
            Self::Undeclared { initializer } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but the axes of ");
                let message = message.text(name).text(" were never declared");
                message
                    .text("\nhelp: say on its field what they run over: `#[init(axes = [out, in])]` or ")
                    .text("`#[init(axes = [in, out])]`")
            }
            Self::Axes { initializer, fault } => {
                let message = Message::new().code(initializer).text(" cannot use the declared axes of ").text(name);
                match fault {
                    AxesFault::Count { declared, rank } => {
                        let message = message.text(": they are ").number(declared).text(", but its rank is ");
                        message.number(rank)
                    }
                    AxesFault::Blocks { axis, len, blocks } => {
                        let message = message.text(": axis ").number(axis).text(" has length ").number(len);
                        message.text(", which ").number(blocks).text(" packed blocks do not divide")
                    }
                    AxesFault::Overflow => message.text(": the fans do not fit in `usize`"),
                }
            }
            Self::Preset { preset, kind, part } => {
                let message =
                    Message::new().code(preset).text(" does not know what belongs into ").text(name).text(": ");
                let message = match (kind, part) {
                    (Some(kind), Some(part)) => message.text("the ").text(part.name()).text(" of a ").code(kind),
                    (Some(kind), None) => message.text("some part of a ").code(kind),
                    (None, Some(part)) => message.text("the ").text(part.name()).text(" of no layer"),
                    (None, None) => message.text("it belongs to no layer"),
                };
                message
                    .text("\nhelp: say what it is: `#[init(kind = Dense)]` on the struct or field, and ")
                    .text("`#[init(part = weight)]` or `#[init(part = bias)]` on the field")
            }
            Self::Matrix { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a matrix, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                message.text("\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here")
            }
            Self::Rows { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs to know which axes are rows, but ");
                let message = message.text(name).text(" has rank ").number(rank).text(" and no declared axes");
                message.text("\nhelp: say on its field what they run over, such as `#[init(axes = [out, in, kernel])]`")
            }
        }
    }
}
