//! Why an initializer does not suit a parameter, in words.

use crate::axes::AxesError;
use crate::info::Part;
use crate::init::combine::gates;
use crate::init::preset;
use crate::message::Message;

/// Why an initializer does not suit a parameter.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::init::{InitErrorKind, Mismatch};
/// use paraminit::prelude::*;
///
/// let mut bias = Array1::<f32>::zeros(8);
/// let cause = init::xavier_uniform().fill(&mut bias, &[Out], StreamId::new(42, "bias")).unwrap_err();
/// assert!(matches!(cause, InitErrorKind::Mismatch(Mismatch::Fans { rank: 1, .. })), "{cause}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Fans of a parameter with fewer than two axes.
    Fans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// Whether it declares `fans_of`, which counts elsewhere only.
        borrowed: bool,
    },
    /// Fans where neither `axes` nor `fans_of` was declared.
    Undeclared {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
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
    /// A preset that needs the fans of a bias's weight, where nothing says whose they are.
    Lender {
        /// The preset.
        preset: &'static str,
        /// The field that holds that weight, if one says that it does.
        weight: Option<&'static str>,
    },
    /// A preset for packed gates, where the axes tell another number of them.
    Gates {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: &'static str,
        /// How many gates it has.
        gates: usize,
        /// How many blocks `axes` has along the outputs.
        found: usize,
    },
    /// Declared axes that do not fit the parameter.
    Axes {
        /// The initializer that needs them.
        initializer: &'static str,
        /// What does not fit.
        fault: AxesError,
    },
    /// Which axes are rows, of a parameter with more than two axes and no roles.
    Rows {
        /// The initializer that needs to know.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// Another rank than the initializer has.
    Rank {
        /// The initializer.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// The lowest rank that it has.
        least: usize,
        /// The highest.
        most: usize,
        /// What to do about it.
        help: &'static str,
    },
    /// The roles of axes, of a parameter without declared ones.
    NoRoles {
        /// The initializer that must know them.
        initializer: &'static str,
        /// Which ones, in words.
        wanted: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
    },
    /// Other roles than those declared.
    Roles {
        /// The initializer that needs them.
        initializer: &'static str,
        /// Which ones, in words.
        wanted: &'static str,
    },
    /// A length that is a multiple of a number.
    Multiple {
        /// The initializer that divides it.
        initializer: &'static str,
        /// Into how many parts.
        of: usize,
        /// The length.
        found: usize,
        /// What is counted.
        unit: &'static str,
        /// Why it must be.
        help: &'static str,
    },
    /// All gates of a layer, where the parameter is one part of an array.
    Whole {
        /// The initializer.
        initializer: &'static str,
    },
    /// Groups of an option where the axes have blocks.
    Grouped {
        /// The initializer.
        initializer: &'static str,
        /// Groups by its option.
        groups: usize,
    },
    /// No fewer outputs than inputs.
    Wide {
        /// The initializer that needs them.
        initializer: &'static str,
        /// Outputs of the parameter, or of a block of it.
        outputs: usize,
        /// Inputs.
        inputs: usize,
    },
    /// Blocks packed along one axis.
    NoBlocks {
        /// How many blocks have an initializer.
        blocks: usize,
        /// The parameter's rank, if known.
        rank: Option<usize>,
        /// Along how many axes blocks are packed.
        packed: usize,
    },
    /// Another number of packed blocks.
    Blocks {
        /// How many have an initializer.
        given: usize,
        /// How many the parameter has.
        found: usize,
    },
    /// Another number of elements.
    Count {
        /// The initializer.
        initializer: &'static str,
        /// How many values it has.
        expected: usize,
        /// Elements of the parameter.
        found: usize,
    },
}

const NARROW: &str = "\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here";

impl Mismatch {
    /// The same, by the name that the user wrote.
    pub(crate) const fn of(self, initializer: &'static str) -> Self {
        match self {
            Self::Fans { rank, borrowed, .. } => Self::Fans { initializer, rank, borrowed },
            Self::Undeclared { rank, .. } => Self::Undeclared { initializer, rank },
            Self::Axes { fault, .. } => Self::Axes { initializer, fault },
            Self::Matrix { rank, .. } => Self::Matrix { initializer, rank },
            Self::Rows { rank, .. } => Self::Rows { initializer, rank },
            Self::Whole { .. } => Self::Whole { initializer },
            Self::Rank { rank, least, most, help, .. } => Self::Rank { initializer, rank, least, most, help },
            Self::Multiple { of, found, unit, help, .. } => Self::Multiple { initializer, of, found, unit, help },
            // No preset uses an initializer that asks for more.
            _ => self,
        }
    }

    /// In words, about the parameter called `name`, which is put in as it is.
    ///
    /// ```
    /// use paraminit::init::Mismatch;
    ///
    /// let unsuited = Mismatch::Undeclared { initializer: "he_normal", rank: Some(4) };
    /// let text = unsuited.describe("`conv.weight`").to_string();
    /// assert!(text.starts_with("`he_normal` needs a fan-in and a fan-out, but the axes of `conv.weight` were"), "{text}");
    /// ```
    #[must_use]
    pub const fn describe(&self, name: &str) -> Message {
        match *self {
            Self::Fans { initializer, rank, borrowed } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                let message = message.text(NARROW);
                // A rule that catches it is more often a slip than a wish.
                if borrowed { message.text("; its `fans_of` counts on its own field and in `|p|`") } else { message }
            }
            Self::Undeclared { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but the axes of ");
                let message = message.text(name).text(" were never declared");
                let message = message.text("\nhelp: say on its field what they run over: `#[init(axes = [out");
                undeclared(message, rank)
            }
            Self::Axes { initializer, fault } => {
                let message = Message::new().code(initializer).text(" cannot use the declared axes of ").text(name);
                misfit(message, fault)
            }
            Self::Preset { preset, kind, part } => {
                let message = Message::new().code(preset).text(" does not know what belongs into ").text(name);
                preset::unknown(message, preset, kind, part)
            }
            Self::Lender { preset, weight } => {
                let message = Message::new().code(preset).text(" needs the fans of the weight that ").text(name);
                message
                    .text(" belongs to, but was not told which one that is\nhelp: name its field: ")
                    .text("`#[init(fans_of = ")
                    .text(match weight {
                        Some(weight) => weight,
                        None => "weight",
                    })
                    .text(")]`")
            }
            Self::Gates { preset, kind, gates, found } => {
                let message = Message::new().code(preset).text(" packs the ").number(gates).text(" gates of its ");
                let message = message.code(kind).text(", but the axes of ").text(name).text(" tell ").number(found);
                message
                    .text("\nhelp: write `axes = [")
                    .number(gates)
                    .text(" * out, in]`; a gate that has a field of its own is an `Rnn`: `#[init(kind = Rnn)]` on it")
            }
            Self::Matrix { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a matrix, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                message.text("\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here")
            }
            Self::Rows { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs to know which axes are rows, but ");
                let message = message.text(name).text(" has rank ").number(rank).text(" and no declared axes");
                let message = message.text("\nhelp: say on its field what they run over, such as `#[init(axes = [out");
                axes_of(message, Some(rank)).text("])]`")
            }
            Self::Rank { initializer, rank, least, most, help } => {
                let message = Message::new().code(initializer).text(" needs rank ").number(least);
                let message = match most {
                    usize::MAX => message.text(" or more"),
                    most if most > least => message.text(" to ").number(most),
                    _ => message,
                };
                message.text(", but ").text(name).text(" has rank ").number(rank).text("\nhelp: ").text(help)
            }
            Self::NoRoles { initializer, wanted, rank } => {
                let message = Message::new().code(initializer).text(" needs ").text(wanted).text(", but the axes of ");
                let message = message.text(name).text(" were never declared");
                let message = message.text("\nhelp: say on its field what they run over, such as `#[init(axes = [out");
                axes_of(message, rank).text("])]`")
            }
            Self::Roles { initializer, wanted } => {
                let message = Message::new().code(initializer).text(" needs ").text(wanted).text(", but ").text(name);
                message.text(" has others\nhelp: narrow the pattern, or mend `axes` on its field")
            }
            Self::Multiple { initializer, of, found, unit, help } => {
                let message = Message::new().code(initializer).text(" needs a multiple of ").number(of).text(" ");
                let message = message.text(unit).text(", but ").text(name).text(" has ").number(found);
                message.text("\nhelp: ").text(help)
            }
            Self::Whole { initializer } => whole(name, initializer),
            Self::Grouped { initializer, groups } => {
                let message = Message::new().text("`groups = ").number(groups).text("` of ").code(initializer);
                let message = message.text(" divides groups that the axes of ").text(name).text(" tell already");
                message.text("\nhelp: remove it: each block of an axis is an identity of its own")
            }
            Self::Wide { initializer, outputs, inputs } => {
                let message = Message::new().code(initializer).text(" needs at least as many outputs as inputs, but ");
                let message = message.text(name).text(" has ").number(outputs).text(" for ").number(inputs);
                message.text("\nhelp: `orthogonal` suits every shape")
            }
            Self::NoBlocks { blocks, rank, packed } => gates::no_blocks(name, blocks, rank, packed),
            Self::Blocks { given, found } => gates::other_blocks(name, given, found),
            Self::Count { initializer, expected, found } => {
                let message = Message::new().code(initializer).text(" has ").number(expected);
                let message = message.text(if expected == 1 { " value" } else { " values" }).text(", but ").text(name);
                let message =
                    message.text(" has ").number(found).text(if found == 1 { " element" } else { " elements" });
                message.text("\nhelp: write one value for each element, in row-major order")
            }
        }
    }
}

/// Appends the two usual orders of axes: `PyTorch`'s, and Keras's and JAX's.
const fn undeclared(message: Message, rank: Option<usize>) -> Message {
    let Some(rank) = rank else { return message.text(", in])]` or `#[init(axes = [in, out])]`") };
    let mut message = axes_of(message, Some(rank)).text("])]` or `#[init(axes = [");
    let mut axis = 2;
    while axis < rank && axis < 5 {
        message = message.text("kernel, ");
        axis += 1;
    }
    message.text("in, out])]`")
}

/// Appends why declared axes do not fit.
const fn misfit(message: Message, fault: AxesError) -> Message {
    match fault {
        AxesError::Count { declared, rank } => {
            let message = message.text(": they are ").number(declared).text(", but its rank is ");
            message.number(rank)
        }
        AxesError::Blocks { axis, len, blocks } => {
            let message = message.text(": axis ").number(axis).text(" has length ").number(len);
            message.text(", which ").number(blocks).text(" blocks do not divide")
        }
        AxesError::Parts { axis, len, sum } => {
            let message = message.text(": axis ").number(axis).text(" has length ").number(len);
            message.text(", but its parts have ").number(sum).text(" together")
        }
        AxesError::Overflow => message.text(": the fans do not fit in `usize`"),
    }
}

const fn whole(name: &str, initializer: &str) -> Message {
    let message = Message::new().code(initializer).text(" fills the biases of all four gates, but ").text(name);
    let message = message.text(" is one part of an array that is cut\nhelp: give each gate its own: ");
    message.text("`constant(1.0)` for the forget gate, `zeros` for the others")
}

/// Appends the axes behind the first one, as they would be declared for a parameter of this rank.
pub(crate) const fn axes_of(message: Message, rank: Option<usize>) -> Message {
    let Some(rank) = rank else { return message.text(", in, ..") };
    let (mut message, mut axis) = (message, 1);
    while axis < rank && axis < 5 {
        message = message.text(if axis == 1 { ", in" } else { ", kernel" });
        axis += 1;
    }
    message
}
