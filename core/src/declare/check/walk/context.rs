//! Facts about a place of a walk that follow from its path.

use crate::path::Segment;
use crate::schema::{Field, Node, Schema, Step};

/// A place of a walk, and the facts about a parameter there that follow from the path.
///
/// The walk updates them on the way down. Deriving them from the path for each parameter took longer than the rest of
/// the walk.
#[derive(Clone, Copy)]
pub(crate) struct WalkContext {
    depth: usize,
    /// The depth of the root's own fields, which is one more in a variant.
    fields: usize,
    schema: &'static Schema,
    /// The field that the last step belongs to.
    pub(crate) field: Option<&'static Field>,
    /// The kind of the layer around the place: its own, or that of the innermost part around it.
    pub(crate) kind: Option<&'static str>,
    /// The position of the root's field that leads to the place.
    pub(crate) top: usize,
    /// True if only containers lie between the root's field and the place.
    pub(crate) own: bool,
    /// True for a part of an array that is cut.
    pub(crate) cut: bool,
    /// True if the struct that declares the innermost field was checked at its definition.
    pub(crate) judged: bool,
}

impl WalkContext {
    /// The place at the root.
    pub(crate) const fn root(schema: &'static Schema) -> Self {
        let kind = if schema.kind.is_empty() { None } else { Some(schema.kind) };
        Self { depth: 0, fields: 1, schema, field: None, kind, top: 0, own: true, cut: false, judged: false }
    }

    /// True if no parameter further down is the root's own, but for elements and parts of arrays.
    pub(crate) const fn is_below_a_field(&self) -> bool {
        self.depth >= self.fields
    }

    /// The place after a step to something of this `kind`.
    pub(crate) const fn after(&self, step: &Step<'_>, kind: &'static str) -> Self {
        let cut = matches!(self.schema.node, Node::Leaf(_));
        let first = self.depth < self.fields;
        let variant = self.depth == 0 && matches!(step.segment, Segment::Variant(_));
        Self {
            depth: self.depth + 1,
            fields: if variant { 2 } else { self.fields },
            schema: step.schema,
            field: step.field,
            kind: if kind.is_empty() { self.kind } else { Some(kind) },
            top: if first { self.top + step.position } else { self.top },
            own: first || self.own && (cut || step.segment.is_of_container()),
            cut,
            judged: if step.entered().is_some() && !cut { self.schema.judged } else { self.judged },
        }
    }
}
