//! Paths in messages: `blocks[*].proj.weight`.

use super::variants;
use crate::declare::rule_place::RulePlace;
use crate::message::Message;
use crate::path::Segment;
use crate::schema::SchemaPath;

/// Appends `path` as a pattern would name it. A variant gets its kind, as in `<Moe>`, if another variant has the same
/// path.
#[must_use]
pub const fn path(message: Message, path: &SchemaPath<'_>) -> Message {
    segments(message, path, true)
}

/// Appends `path` without any kinds.
#[must_use]
pub const fn plain(message: Message, path: &SchemaPath<'_>) -> Message {
    segments(message, path, false)
}

/// Appends a place in the source: `--> src/lib.rs:3:5`, on a line of its own.
#[must_use]
pub const fn location(message: Message, at: RulePlace) -> Message {
    let message = message.text("\n --> ").text(at.file()).text(":");
    message.number(at.line() as usize).text(":").number(at.column() as usize)
}

const fn segments(mut message: Message, path: &SchemaPath<'_>, kinds: bool) -> Message {
    let (mut i, mut inside) = (0, false);
    while let Some(step) = path.step(i) {
        message = match step.segment {
            Segment::Field { name, .. } => {
                if inside {
                    message = message.text(".");
                }
                message.text(name)
            }
            Segment::Variant(name) if kinds && variants::are_alike(path, i) => {
                if inside {
                    message = message.text(".");
                }
                inside = true;
                message.text("<").text(variants::kind(path, i, name)).text(">")
            }
            Segment::Variant(_) | Segment::Inside => message,
            Segment::Position { index, .. } => message.text("[").number(index).text("]"),
            Segment::Key(key) => message.text("[\"").text(key).text("\"]"),
            Segment::AnyKey => message.text("[*]"),
            Segment::Element { index, len } => elements(&message, index, step.until, len),
        };
        inside |= step.segment.has_width();
        i += 1;
    }
    message
}

/// Appends elements `from..to` of a container of `len`, which is `usize::MAX` if it is not known.
const fn elements(message: &Message, from: usize, to: usize, len: usize) -> Message {
    if from == 0 && to == len {
        return message.text("[*]");
    }
    // With an unknown length, the last element has an index of its own.
    if len == usize::MAX && from == len - 1 {
        return message.text("[last]");
    }
    if len == usize::MAX && to == len - 1 {
        let message = message.text("[");
        return if from == 0 { message.text("..last]") } else { message.number(from).text("..last]") };
    }
    let message = message.text("[").number(from);
    if to == from + 1 {
        return message.text("]");
    }
    if to == len { message.text("..]") } else { message.text("..").number(to).text("]") }
}
