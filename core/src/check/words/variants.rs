//! Variants of an enum that hold a parameter at the same path, so that messages have to tell them apart.

use crate::message::same;
use crate::path::Segment;
use crate::schema::{FieldName, Node, Schema, SchemaPath};

/// Whether another variant than that of step `at` has a parameter or part where `trail` goes.
pub const fn are_alike(trail: &SchemaPath<'_>, at: usize) -> bool {
    let (Node::Enum(variants), Some(step)) = (trail.schema(at).node, trail.step(at)) else { return false };
    let Segment::Variant(name) = step.segment else { return false };
    let mut i = 0;
    while i < variants.len() {
        if !same(variants[i].name, name) && holds(&variants[i].schema, trail, at + 1) {
            return true;
        }
        i += 1;
    }
    false
}

/// The kind by which a pattern tells the variant of step `at`: its own, or that of what it wraps.
pub const fn kind(trail: &SchemaPath<'_>, at: usize, name: &'static str) -> &'static str {
    let own = trail.kind(at + 1);
    if !own.is_empty() {
        return own;
    }
    let wrapped = trail.kind(at + 2);
    if at + 2 > trail.depth() || wrapped.is_empty() { name } else { wrapped }
}

/// Whether `schema` has what the steps of `trail` from `at` on lead to.
const fn holds(schema: &Schema, trail: &SchemaPath<'_>, mut at: usize) -> bool {
    while let Some(step) = trail.step(at)
        && !step.segment.has_width()
    {
        at += 1;
    }
    match schema.node {
        Node::Leaf(_) => trail.step(at).is_none(),
        Node::Sequence { element, .. } | Node::Map(element) => match trail.step(at) {
            Some(step) => step.segment.is_of_container() && holds(element, trail, at + 1),
            None => false,
        },
        Node::Struct(fields) => {
            let mut i = 0;
            while i < fields.len() {
                let field = &fields[i];
                let found = match (field.name, trail.step(at)) {
                    (FieldName::Wrapped, _) => holds(field.schema, trail, at),
                    (name, Some(step)) => is(name, &step.segment) && holds(field.schema, trail, at + 1),
                    (_, None) => false,
                };
                if found {
                    return true;
                }
                i += 1;
            }
            false
        }
        Node::Enum(variants) => {
            let mut i = 0;
            while i < variants.len() {
                if holds(&variants[i].schema, trail, at) {
                    return true;
                }
                i += 1;
            }
            false
        }
    }
}

const fn is(name: FieldName, segment: &Segment<'_>) -> bool {
    match (name, segment) {
        (FieldName::Named(name), Segment::Field { name: other, .. }) => same(name, other),
        (FieldName::Position(index), Segment::Position { index: other, .. }) => index == *other,
        _ => false,
    }
}
