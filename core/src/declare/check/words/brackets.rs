//! Brackets that name elements in another way than the part that they stand behind does: `[last]` of a tuple, `[0]` of a
//! map.

use super::describe;
use crate::const_for::const_for;
use crate::message::Message;
use crate::rule::{Pattern, PatternSegment, States};
use crate::schema::{Field, FieldName, Node, Schema, SchemaPath};

/// The segment that the pattern waits for in these states and that cannot be an element of `part`, by the way in which its
/// elements are named.
pub const fn that_miss(pattern: &Pattern, states: States, part: &Schema) -> Option<PatternSegment> {
    const_for!(0..pattern.segments.len(), |k| {
        if states.awaits(k) && misses(&pattern.segments[k], &part.node) {
            return Some(pattern.segments[k]);
        }
    });
    None
}

const fn misses(segment: &PatternSegment, node: &Node) -> bool {
    match node {
        Node::Struct([Field { name: FieldName::Position(_), .. }, ..]) => {
            matches!(segment, PatternSegment::Last | PatternSegment::BeforeLast { .. } | PatternSegment::Key(_))
        }
        Node::Map(_) => segment.is_index() && !matches!(segment, PatternSegment::Index { from: 0, to: usize::MAX }),
        Node::Sequence { .. } => matches!(segment, PatternSegment::Key(_)),
        _ => false,
    }
}

/// Appends how the elements of the part at the end of `path` are named.
pub const fn help(message: Message, path: &SchemaPath<'_>, segment: PatternSegment) -> Message {
    let message = message.text("\nhelp: ");
    let message = match path.depth() {
        0 => message.text("the model"),
        _ => describe::path(message.text("`"), path).text("`"),
    };
    let last = match path.schema(path.depth()).node {
        Node::Struct([.., Field { name: FieldName::Position(last), .. }]) => *last,
        Node::Map(_) => {
            return message.text(" is a map: its entries have keys, as in `[\"key\"]`; all of them are `[*]`");
        }
        _ => return message.text(" has no keys: its elements have numbers, as in `[0]`"),
    };
    match segment {
        PatternSegment::Last => message.text(" is a tuple; its last element is `[").number(last).text("]`"),
        PatternSegment::BeforeLast { from } => {
            let message = message.text(" is a tuple; its elements before the last are `[");
            let message = if from == 0 { message } else { message.number(from) };
            message.text("..").number(last).text("]`")
        }
        _ => message.text(" has no keys: its elements have numbers, as in `[0]`"),
    }
}
