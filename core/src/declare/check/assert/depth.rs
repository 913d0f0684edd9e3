//! Checks of depth: a model that nests deeper than a path can say.

use super::patterns::Subject;
use crate::check::walk::report::Report;
use crate::message::Message;
use crate::schema::{MAX_DEPTH, Schema};

/// Refuses a struct or an enum that nests too deep. Silent where one inside of it does so by itself.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_depth<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>) {
    if !report.too_deep || has_refused(subject.schema) {
        return;
    }
    panic!("{}", too_deep(subject.name).as_str())
}

/// What is said of a model that nests too deep, unless that was said where the type is defined.
pub(super) const fn depth_fault(name: &str, schema: &Schema) -> Option<Message> {
    if is_refused(schema) || has_refused(schema) { None } else { Some(too_deep(name)) }
}

const fn too_deep(name: &str) -> Message {
    let message = Message::new().code(name).text(" nests deeper than ").number(MAX_DEPTH);
    message.text(
        " parts\nhelp: structs, variants, containers and their elements count; put fewer of them into one another",
    )
}

/// True if a definition inside of `schema` was refused.
const fn has_refused(schema: &Schema) -> bool {
    let mut i = 0;
    while let Some(child) = schema.child(i) {
        // A variant is refused with its enum.
        if child.variant.is_none() && is_refused(child.schema) || has_refused(child.schema) {
            return true;
        }
        i += 1;
    }
    false
}

/// True if the type was refused where it is defined.
const fn is_refused(schema: &Schema) -> bool {
    schema.judged && !schema.kind.is_empty() && schema.summary().height > MAX_DEPTH
}
