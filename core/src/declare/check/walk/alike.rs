//! Comparison of schemas, to find whether a submodel has the type of a mounted set. Types have no identity in
//! constants.

use crate::message::same;
use crate::path::Segment;
use crate::schema::{Field, FieldName, Node, Schema, SchemaPath, Step};

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

/// True if two schemas are of one type, as far as rules can tell: kinds, names, parameters.
pub const fn alike(a: &Schema, b: &Schema) -> bool {
    same(a.kind, b.kind) && a.summary().is_like(&b.summary())
}
