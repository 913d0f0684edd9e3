//! The path from the root of a schema to a place in it, for `const` code and running code.

use core::panic::Location;

use super::{Field, FieldName, Node, Schema};
use crate::path::Segment;

/// The greatest depth of nesting in a model.
pub const MAX_DEPTH: usize = 32;

/// One step of a path, from a schema to one below it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'k> {
    /// The child that the step enters.
    pub segment: Segment<'k>,
    /// The index after the last element that the step stands for. In a check, one step stands for all elements that no
    /// pattern distinguishes.
    pub until: usize,
    /// The position of the field among its siblings.
    pub position: usize,
    /// The field that the step enters. For a step to an element of a container, it is the field that holds the
    /// container.
    pub field: Option<&'static Field>,
    /// The fields of the struct that `field` belongs to.
    pub siblings: &'static [Field],
    /// The schema that the step reaches.
    pub schema: &'static Schema,
}

impl Step<'_> {
    /// Returns the step into field `index` of a struct with these `fields`.
    #[must_use]
    pub const fn field(fields: &'static [Field], index: usize) -> Self {
        let field = &fields[index];
        let segment = match field.name {
            FieldName::Named(name) => Segment::Field {
                name,
                key: match field.key {
                    Some(key) => key,
                    None => name,
                },
            },
            FieldName::Position(index) => Segment::Position { index, key: field.key },
            FieldName::Wrapped => Segment::Inside,
        };
        Self { segment, until: 0, position: index, field: Some(field), siblings: fields, schema: field.schema }
    }

    /// The field, if the step goes into one, and not to an element of a container.
    #[must_use]
    pub const fn entered(&self) -> Option<&'static Field> {
        match self.segment {
            Segment::Element { .. } | Segment::Key(_) | Segment::AnyKey | Segment::Variant(_) => None,
            Segment::Field { .. } | Segment::Position { .. } | Segment::Inside => self.field,
        }
    }

    /// The kind that the step reaches.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.entered() {
            Some(field) => field.kind(),
            None => self.schema.kind,
        }
    }
}

/// A path down from a root, of bounded length so that `const` code can hold it.
#[derive(Clone, Copy, Debug)]
pub struct SchemaPath<'k> {
    root: &'static Schema,
    steps: [Option<Step<'k>>; MAX_DEPTH],
    depth: usize,
}

impl<'k> SchemaPath<'k> {
    /// Returns the path at the root.
    #[must_use]
    pub const fn new(root: &'static Schema) -> Self {
        Self { root, steps: [None; MAX_DEPTH], depth: 0 }
    }

    /// Appends these steps, which come from the last to the first. Returns false, and does nothing, beyond
    /// [`MAX_DEPTH`].
    pub(crate) fn climb(&mut self, steps: impl Iterator<Item = Step<'k>> + Clone) -> bool {
        let depth = self.depth + steps.clone().count();
        let Some(free) = self.steps.get_mut(self.depth..depth) else {
            return false;
        };
        for (free, step) in free.iter_mut().rev().zip(steps) {
            *free = Some(step);
        }
        self.depth = depth;
        true
    }

    /// Appends a step. Returns false, and does nothing, beyond [`MAX_DEPTH`].
    pub const fn push(&mut self, step: Step<'k>) -> bool {
        if self.depth == MAX_DEPTH {
            return false;
        }
        self.steps[self.depth] = Some(step);
        self.depth += 1;
        true
    }

    /// Removes the last step.
    pub const fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Number of steps.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// Step `i`, from the root.
    #[must_use]
    pub const fn step(&self, i: usize) -> Option<&Step<'k>> {
        if i < self.depth { self.steps[i].as_ref() } else { None }
    }

    /// The last step; `None` at the root.
    #[must_use]
    pub const fn last(&self) -> Option<&Step<'k>> {
        self.step_to(self.depth)
    }

    /// The schema after `depth` steps.
    #[must_use]
    pub const fn schema(&self, depth: usize) -> &'static Schema {
        match self.step_to(depth) {
            Some(step) => step.schema,
            None => self.root,
        }
    }

    /// The kind after `depth` steps.
    #[must_use]
    pub const fn kind(&self, depth: usize) -> &'static str {
        match self.step_to(depth) {
            Some(step) => step.kind(),
            None => self.root.kind,
        }
    }

    /// The step that reached this depth; `None` at the root.
    const fn step_to(&self, depth: usize) -> Option<&Step<'k>> {
        if depth == 0 { None } else { self.step(depth - 1) }
    }

    /// The field that holds the container at the end of the path, and its siblings.
    #[must_use]
    pub const fn held_by(&self) -> (Option<&'static Field>, &'static [Field]) {
        match self.last() {
            Some(step) => (step.field, step.siblings),
            None => (None, &[]),
        }
    }

    /// Returns the step to elements of the container at the end of the path. It may stand for several, up to `until`.
    /// It keeps the field that holds the container.
    #[must_use]
    pub const fn element_step(&self, segment: Segment<'k>, until: usize, element: &'static Schema) -> Step<'k> {
        let (field, siblings) = self.held_by();
        Step { segment, until, position: 0, field, siblings, schema: element }
    }

    /// The field that the last step belongs to.
    #[must_use]
    pub const fn field(&self) -> Option<&'static Field> {
        match self.last() {
            Some(step) => step.field,
            None => None,
        }
    }

    /// The first step from step `from` on that goes into a field that is fixed, or a buffer.
    #[must_use]
    pub const fn fixed_from(&self, from: usize) -> Option<usize> {
        // Most models have none.
        if !self.root.summary().fixed {
            return None;
        }
        let mut i = from;
        while let Some(step) = self.step(i) {
            if let Some(field) = step.entered()
                && field.is_fixed()
            {
                return Some(i);
            }
            i += 1;
        }
        None
    }

    /// True if the place lies in a buffer.
    #[must_use]
    pub const fn is_buffer(&self) -> bool {
        let mut from = 0;
        while let Some(i) = self.fixed_from(from) {
            if let Some(Step { field: Some(field), .. }) = self.step(i)
                && field.buffer
            {
                return true;
            }
            from = i + 1;
        }
        false
    }

    /// True if step `i` goes from an array to one of the parts that it is cut into.
    const fn enters_part(&self, i: usize) -> bool {
        i < self.depth && matches!(self.schema(i).node, Node::Leaf(_))
    }

    /// True if step `i` goes into a variant of an enum.
    #[must_use]
    pub const fn enters_variant(&self, i: usize) -> bool {
        matches!(self.step(i), Some(Step { segment: Segment::Variant(_), .. }))
    }

    /// The depth of the struct or enum whose field at this path is `required`.
    #[must_use]
    pub const fn required_at(&self) -> Option<usize> {
        let mut depth = self.depth;
        while depth > 0 {
            depth -= 1;
            if let Some(step) = self.step(depth)
                && let Some(field) = step.entered()
                && !self.enters_part(depth)
            {
                let within = depth > 0 && self.enters_variant(depth - 1);
                return if field.required { Some(depth - within as usize) } else { None };
            }
        }
        None
    }

    /// The declaration of the innermost field that has one.
    #[must_use]
    pub const fn location(&self) -> Option<&'static Location<'static>> {
        let mut i = self.depth;
        while i > 0 {
            i -= 1;
            if let Some(step) = self.step(i)
                && let Some(field) = step.entered()
                && let Some(location) = field.location
            {
                return Some(location);
            }
        }
        None
    }

    /// The kind of the layer around the place: its own, or that of the innermost part around it.
    #[must_use]
    pub const fn layer_kind(&self) -> Option<&'static str> {
        let mut depth = self.depth + 1;
        while depth > 0 {
            depth -= 1;
            let kind = self.kind(depth);
            if !kind.is_empty() {
                return Some(kind);
            }
        }
        None
    }

    /// The segments, outermost first, without the steps of no width.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'k>> {
        self.steps[..self.depth].iter().flatten().map(|step| step.segment).filter(Segment::has_width)
    }
}
