//! Misuses of initializers, recorded by setters and constructors and reported by the checks.

use crate::init::options::value::Signature;
use crate::message::{Message, same};

/// A misuse of an initializer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Misuse {
    /// An option that the initializer does not have.
    NotTaken { signature: Signature, argument: &'static str },
    /// Both `within` and absolute bounds.
    TwoIntervals,
    /// Too many nodes for a tree.
    TooManyNodes,
    /// A `gates` inside of a `gates`.
    NestedGates,
    /// An `each` inside of a `gates`.
    EachInGates,
    /// A name that no initializer has, with the message that says so.
    Unknown(&'static str),
}

impl Misuse {
    pub(crate) const fn message(self) -> Message {
        match self {
            Self::NotTaken { signature, argument } => not_taken(signature, argument),
            Self::TwoIntervals => Message::new()
                .text("`within` and `low`/`high` exclude each other")
                .text("\nhelp: `within = 2` counts in multiples of `std`; `low = -2, high = 2` are absolute"),
            Self::Unknown(message) => Message::new().text(message),
            Self::TooManyNodes => Message::new()
                .text("an initializer can have 16 nodes at most: each name in it counts as one")
                .text("\nhelp: a `map` over fewer arms, or `custom`"),
            Self::EachInGates => Message::new()
                .text("`each` cannot stand in `gates`: a block has no copies of its own")
                .text("\nhelp: turn them around: `each(|p| init::gates([..]))`"),
            Self::NestedGates => Message::new()
                .text("`gates` cannot stand in `gates`: a block has no blocks of its own")
                .text("\nhelp: list an initializer for each block of the parameter in one `gates`"),
        }
    }
}

pub(crate) const fn not_taken(signature: Signature, argument: &str) -> Message {
    let Signature { name: initializer, arguments, required } = signature;
    let message = Message::new().code(initializer);
    let mut i = 0;
    while i < required {
        if same(arguments[i], argument) {
            let message = message.text(" takes ").code(argument).text(" by position, not by name\nhelp: `");
            return call(message.text(initializer), arguments, required).text("`");
        }
        i += 1;
    }
    let mut message = message.text(" takes no ").code(argument);
    while i < arguments.len() {
        message = if i == required {
            message.text("\nhelp: the options of ").code(initializer).text(" are ")
        } else {
            message.text(", ")
        };
        message = message.code(arguments[i]);
        i += 1;
    }
    message
}

const fn call(mut message: Message, arguments: &'static [&'static str], required: usize) -> Message {
    let mut i = 0;
    while i < required {
        message = message.text(if i == 0 { "(" } else { ", " }).text(arguments[i]);
        i += 1;
    }
    message.text(")")
}
