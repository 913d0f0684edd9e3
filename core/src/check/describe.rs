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
            Segment::Element { .. } if step.any => message.text("[*]"),
            Segment::Position { index, .. } | Segment::Element { index, .. } => {
                message.text("[").number(index).text("]")
            }
        };
        i += 1;
    }
    message
}
