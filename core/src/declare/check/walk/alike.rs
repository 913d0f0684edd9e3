//! Comparison of schemas, to find whether a submodel has the type of a mounted set. Types have no identity in
//! constants.

use crate::message::same;
use crate::path::Segment;
use crate::schema::{Child, Field, FieldName, Leaf, Node, Schema, SchemaPath, Step};

/// True if the last step of `path` has no width and need not be compared. It leads into an enum that is wanted itself,
/// or to a variant whose wrapped model is compared instead.
pub const fn is_judged_above(path: &SchemaPath<'_>, wanted: &Schema) -> bool {
    let depth = path.depth();
    match path.last() {
        Some(Step { segment: Segment::Variant(_), schema, .. }) => {
            let wraps = matches!(schema.node, Node::Struct([Field { name: FieldName::Wrapped, .. }]));
            wraps || alike(path.schema(depth - 1), wanted)
        }
        Some(Step { segment: Segment::Inside, .. }) => depth > 1 && alike(path.schema(depth - 2), wanted),
        _ => false,
    }
}

/// True if `schema` is a list or map of models like `wanted`.
pub const fn holds(schema: &Schema, wanted: &Schema) -> bool {
    match schema.node {
        Node::Sequence { element, .. } | Node::Map(element) => alike(element, wanted),
        _ => false,
    }
}

/// True if two schemas are of one type, as far as rules can distinguish: by kinds, fields and parameters.
pub const fn alike(a: &Schema, b: &Schema) -> bool {
    if !same(a.kind, b.kind) {
        return false;
    }
    match (a.node, b.node) {
        (Node::Leaf(a), Node::Leaf(b)) => return alike_leaves(a, b),
        (Node::Sequence { len, .. }, Node::Sequence { len: other, .. }) if !equal(len, other) => return false,
        (Node::Sequence { .. }, Node::Sequence { .. })
        | (Node::Struct(_), Node::Struct(_))
        | (Node::Enum(_), Node::Enum(_))
        | (Node::Map(_), Node::Map(_)) => {}
        _ => return false,
    }
    let mut i = 0;
    loop {
        match (a.child(i), b.child(i)) {
            (Some(a), Some(b)) => {
                if !alike_names(&a, &b) || !same(a.kind(), b.kind()) || !alike(a.schema, b.schema) {
                    return false;
                }
            }
            (None, None) => return true,
            _ => return false,
        }
        i += 1;
    }
}

const fn alike_names(a: &Child, b: &Child) -> bool {
    if let (Some(a), Some(b)) = (a.variant, b.variant) {
        return same(a, b);
    }
    match (a.name(), b.name()) {
        (Some(FieldName::Named(a)), Some(FieldName::Named(b))) => same(a, b),
        (Some(FieldName::Position(a)), Some(FieldName::Position(b))) => a == b,
        (Some(FieldName::Wrapped), Some(FieldName::Wrapped)) | (None, None) => true,
        _ => false,
    }
}

const fn alike_leaves(a: Leaf, b: Leaf) -> bool {
    let shapes = match (&a.shape, &b.shape) {
        (Some(a), Some(b)) => {
            let (a, b) = (a.as_slice(), b.as_slice());
            let mut i = 0;
            while i < a.len() && i < b.len() && a[i] == b[i] {
                i += 1;
            }
            i == a.len() && i == b.len()
        }
        (None, None) => true,
        _ => false,
    };
    shapes && equal(a.rank, b.rank) && a.element as usize == b.element as usize
}

const fn equal(a: Option<usize>, b: Option<usize>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    }
}
