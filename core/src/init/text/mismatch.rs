//! Messages about an initializer that does not suit a parameter.

use crate::axes::AxesError;
use crate::init::{Mismatch, preset};
use crate::message::Message;

const NARROW: &str = "\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here";

impl Mismatch {
    /// Describes the mismatch in words. `name` is put in as it is, as the name of the parameter.
    ///
    /// ```
    /// use paraminit::init::Mismatch;
    ///
    /// let mismatch = Mismatch::Undeclared { initializer: "he_normal", rank: Some(4) };
    /// let text = mismatch.describe("`conv.weight`").to_string();
    /// assert!(text.starts_with("`he_normal` needs a fan-in and a fan-out, but the axes of `conv.weight` were"), "{text}");
    /// ```
    #[must_use]
    pub const fn describe(&self, name: &str) -> Message {
        match *self {
            Self::Fans { initializer, rank, borrowed } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                let message = message.text(NARROW);
                // A rule that matches a parameter with borrowed fans is usually a mistake.
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
            Self::Rectangular { initializer, outputs, inputs } => rectangular(name, initializer, outputs, inputs),
            Self::NoCopies { rank, declared } => no_copies(name, rank, declared),
            Self::NoBlocks { blocks, rank, packed } => no_blocks(name, blocks, rank, packed),
            Self::Blocks { given, found } => other_blocks(name, given, found),
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

/// Appends both usual orders of axes: `PyTorch`'s, and Keras's and JAX's.
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

/// Appends the reason why declared axes do not fit.
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

/// Appends the axes after the first one, as a parameter of this rank would declare them.
const fn axes_of(message: Message, rank: Option<usize>) -> Message {
    let Some(rank) = rank else { return message.text(", in, ..") };
    let (mut message, mut axis) = (message, 1);
    while axis < rank && axis < 5 {
        message = message.text(if axis == 1 { ", in" } else { ", kernel" });
        axis += 1;
    }
    message
}

/// Describes [`Mismatch::Rectangular`].
const fn rectangular(name: &str, initializer: &str, outputs: usize, inputs: usize) -> Message {
    let message = Message::new().text("the diagonal of ").code(initializer);
    let message = message.text(" needs as many outputs as inputs, but ").text(name);
    let message = message.text(" has ").number(outputs).text(" for ").number(inputs);
    let message = message.text("\nhelp: groups are declared by `axes = [groups * out, in, kernel, kernel]`; ");
    message.code(initializer).text(" without `diagonal` joins every output with every input")
}

/// Describes [`Mismatch::NoCopies`].
const fn no_copies(name: &str, rank: Option<usize>, declared: bool) -> Message {
    let message = Message::new().text("`each` needs a `batch` axis in front, along which copies lie, but ").text(name);
    if declared {
        return message.text(" has another there\nhelp: narrow the pattern, or mend `axes` on its field");
    }
    let message = message.text(" declares no axes\nhelp: say on its field where they are: `#[init(axes = [batch, out");
    let inner = match rank {
        Some(rank) if rank > 0 => Some(rank - 1),
        rank => rank,
    };
    axes_of(message, inner).text("])]`")
}

/// Describes [`Mismatch::NoBlocks`].
const fn no_blocks(name: &str, blocks: usize, rank: Option<usize>, packed: usize) -> Message {
    let message = Message::new().text("`gates` needs blocks packed along ");
    if packed > 0 {
        let message = message.text("one axis, but ").text(name).text(" declares them along ").number(packed);
        return message.text("\nhelp: narrow the pattern, or mend `axes` on its field");
    }
    let message = message.text("an axis, but ").text(name);
    let message = message.text(" declares none\nhelp: say on its field where they are, such as `#[init(axes = [");
    let message = message.number(if blocks > 1 { blocks } else { 4 }).text(" * out");
    axes_of(message, rank).text("])]`")
}

/// Describes [`Mismatch::Blocks`].
const fn other_blocks(name: &str, given: usize, found: usize) -> Message {
    let message = Message::new().text("`gates` lists ").number(given);
    let message = message.text(if given == 1 { " initializer" } else { " initializers" });
    let message = message.text(", but ").text(name).text(" has ").number(found).text(" blocks");
    message.text("\nhelp: list one for each block, in the order in which they are packed")
}
