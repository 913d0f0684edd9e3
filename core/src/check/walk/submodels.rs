//! The parts of a model that the pattern in front of a mounted rule set names, and whether they are of the set's model.

use crate::message::same;
use crate::path::Segment;
use crate::rule::{Pattern, PatternSegment, States};
use crate::schema::{Field, FieldName, Leaf, Node, Schema, SchemaPath, Step};

/// The parts that a prefix names.
pub(crate) struct Submodels<'a> {
    pub(crate) prefix: &'a Pattern,
    pub(crate) wanted: &'static Schema,
    pub(crate) trail: SchemaPath<'static>,
    pub(crate) matched: bool,
    /// The first that is not of the model that is wanted, and whether it is a list of such.
    pub(crate) wrong: Option<(SchemaPath<'static>, bool)>,
    /// An index that the prefix names beyond an array of fixed length, and that length.
    pub(crate) beyond: Option<(usize, usize)>,
}

impl Submodels<'_> {
    /// The parts from the root on.
    pub(crate) const fn walk(&mut self, root: &'static Schema) {
        self.visit(root, self.prefix.start(root.kind));
    }

    const fn visit(&mut self, schema: &'static Schema, states: States) {
        if self.wrong.is_some() {
            return;
        }
        if self.prefix.accepts(states) && !self.is_within_matched() {
            self.matched = true;
            if !alike(schema, self.wanted) {
                let list = matches!(
                    schema.node,
                    Node::Sequence { element, .. } | Node::Map(element) if alike(element, self.wanted)
                );
                self.wrong = Some((self.trail, list));
                return;
            }
        }
        match schema.node {
            Node::Leaf(_) => {}
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    self.enter(Step::field(fields, i), states);
                    i += 1;
                }
            }
            Node::Sequence { element, len } => {
                let (field, siblings) = self.trail.held_by();
                let end = match len {
                    Some(len) => len,
                    None => usize::MAX,
                };
                let mut index = 0;
                while index < end {
                    let mut next = end;
                    let mut k = 0;
                    while k < self.prefix.segments.len() {
                        let segment = &self.prefix.segments[k];
                        let cut = segment.cut(index, end);
                        if cut < next {
                            next = cut;
                        }
                        if states.awaits(k)
                            && let Some(len) = len
                            && segment.is_beyond(len)
                            && let Some(index) = segment.beyond(len)
                        {
                            self.beyond = Some((index, len));
                        }
                        k += 1;
                    }
                    let segment = Segment::Element { index, len: end };
                    self.enter(Step { segment, until: next, position: 0, field, siblings, schema: element }, states);
                    index = next;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.enter(Step::variant(variants, i), states);
                    i += 1;
                }
            }
            Node::Map(element) => {
                let (field, siblings) = self.trail.held_by();
                let mut k = 0;
                while k < self.prefix.segments.len() {
                    if let PatternSegment::Key(key) = self.prefix.segments[k]
                        && states.awaits(k)
                    {
                        let segment = Segment::Key(key);
                        self.enter(Step { segment, until: 0, position: 0, field, siblings, schema: element }, states);
                    }
                    k += 1;
                }
                let segment = Segment::AnyKey;
                self.enter(Step { segment, until: 0, position: 0, field, siblings, schema: element }, states);
            }
        }
    }

    /// Whether the way here adds no segment to a part that was judged: an enum that is wanted itself, or a variant that
    /// is to be judged by the model that it wraps.
    const fn is_within_matched(&self) -> bool {
        let depth = self.trail.depth();
        match self.trail.last() {
            Some(Step { segment: Segment::Variant(_), schema, .. }) => {
                let wraps = matches!(schema.node, Node::Struct([Field { name: FieldName::Wrapped, .. }]));
                wraps || alike(self.trail.schema(depth - 1), self.wanted)
            }
            Some(Step { segment: Segment::Inside, .. }) => {
                depth > 1 && alike(self.trail.schema(depth - 2), self.wanted)
            }
            _ => false,
        }
    }

    const fn enter(&mut self, step: Step<'static>, states: States) {
        let states = self.prefix.advance(states, &step.segment, step.kind());
        if !states.is_dead() && self.trail.push(step) {
            self.visit(step.schema, states);
            self.trail.pop();
        }
    }
}

/// Whether two schemas are of one type, as far as rules can tell: kinds, fields, parameters.
pub(crate) const fn alike(a: &Schema, b: &Schema) -> bool {
    if !same(a.kind, b.kind) {
        return false;
    }
    match (a.node, b.node) {
        (Node::Leaf(a), Node::Leaf(b)) => alike_leaves(a, b),
        (Node::Sequence { element, len }, Node::Sequence { element: other, len: other_len }) => {
            equal(len, other_len) && alike(element, other)
        }
        (Node::Struct(a), Node::Struct(b)) => {
            let mut i = 0;
            while i < a.len() && i < b.len() {
                if !alike_names(a[i].name, b[i].name)
                    || !same(a[i].kind(), b[i].kind())
                    || !alike(a[i].schema, b[i].schema)
                {
                    return false;
                }
                i += 1;
            }
            a.len() == b.len()
        }
        (Node::Enum(a), Node::Enum(b)) => {
            let mut i = 0;
            while i < a.len() && i < b.len() {
                if !same(a[i].name, b[i].name) || !alike(&a[i].schema, &b[i].schema) {
                    return false;
                }
                i += 1;
            }
            a.len() == b.len()
        }
        (Node::Map(a), Node::Map(b)) => alike(a, b),
        _ => false,
    }
}

const fn alike_names(a: FieldName, b: FieldName) -> bool {
    match (a, b) {
        (FieldName::Named(a), FieldName::Named(b)) => same(a, b),
        (FieldName::Position(a), FieldName::Position(b)) => a == b,
        (FieldName::Wrapped, FieldName::Wrapped) => true,
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
