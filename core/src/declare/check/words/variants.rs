//! Variants of an enum that hold a parameter at the same path, which messages have to distinguish.

use crate::const_for::const_for;
use crate::message::same;
use crate::path::Segment;
use crate::schema::{FieldName, Node, Schema, SchemaPath};

/// True if another variant than that of step `at` has a parameter or part at the same path.
pub const fn are_alike(path: &SchemaPath<'_>, at: usize) -> bool {
    let (Node::Enum(variants), Some(step)) = (path.schema(at).node, path.step(at)) else { return false };
    let Segment::Variant(name) = step.segment else { return false };
    const_for!(0..variants.len(), |i| {
        if !same(variants[i].name, name) && holds(&variants[i].schema, path, at + 1) {
            return true;
        }
    });
    false
}

/// Returns the kind by which a pattern names the variant of step `at`: its own, or that of the value that it wraps.
pub const fn kind(path: &SchemaPath<'_>, at: usize, name: &'static str) -> &'static str {
    let own = path.kind(at + 1);
    if !own.is_empty() {
        return own;
    }
    let wrapped = path.kind(at + 2);
    if at + 2 > path.depth() || wrapped.is_empty() { name } else { wrapped }
}

/// True if the steps of `path` from `at` on lead to something in `schema`.
const fn holds(schema: &Schema, path: &SchemaPath<'_>, mut at: usize) -> bool {
    while let Some(step) = path.step(at)
        && !step.segment.has_width()
    {
        at += 1;
    }
    if let Node::Leaf(_) = schema.node {
        return path.step(at).is_none();
    }
    let mut i = 0;
    while let Some(child) = schema.child(i) {
        let held = match (child.name(), path.step(at)) {
            (Some(FieldName::Wrapped), _) => holds(child.schema, path, at),
            _ if child.variant.is_some() => holds(child.schema, path, at),
            (Some(name), Some(step)) => is(name, &step.segment) && holds(child.schema, path, at + 1),
            (None, Some(step)) => step.segment.is_of_container() && holds(child.schema, path, at + 1),
            (_, None) => false,
        };
        if held {
            return true;
        }
        i += 1;
    }
    false
}

const fn is(name: FieldName, segment: &Segment<'_>) -> bool {
    match (name, segment) {
        (FieldName::Named(name), Segment::Field { name: other, .. }) => same(name, other),
        (FieldName::Position(index), Segment::Position { index: other, .. }) => index == *other,
        _ => false,
    }
}
