//! Paths in words, for messages: `blocks[*].proj.weight`.

use crate::message::Message;
use crate::path::Segment;
use crate::schema::Trail;

/// Appends the path of `trail` as a pattern would name it.
#[must_use]
pub const fn path(mut message: Message, trail: &Trail) -> Message {
    let mut i = 0;
    while let Some(step) = trail.step(i) {
        message = match step.segment {
            Segment::Field { name, .. } => {
                if i > 0 {
                    message = message.text(".");
                }
                message.text(name)
            }
            Segment::Position { index, .. } => message.text("[").number(index).text("]"),
            Segment::Element { index, len } => elements(&message, index, step.until, len),
        };
        i += 1;
    }
    message
}

/// Elements `from..to` of a container of `len`, which is `usize::MAX` where it is not known.
const fn elements(message: &Message, from: usize, to: usize, len: usize) -> Message {
    if from == 0 && to == len {
        return message.text("[*]");
    }
    // Where the length is not known, the last element stands for itself.
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
