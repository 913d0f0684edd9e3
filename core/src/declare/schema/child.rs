//! The children of a schema: fields, variants, or the element of a container.

use super::{Field, FieldName, Node, Schema};

/// One child of a schema.
#[derive(Clone, Copy)]
pub struct Child {
    /// The field, for a child of a struct.
    pub(crate) field: Option<&'static Field>,
    /// The name of the variant, for a child of an enum.
    pub(crate) variant: Option<&'static str>,
    pub(crate) schema: &'static Schema,
}

impl Schema {
    /// Child number `index`: a field, a variant, or the only element. The parts of an array do not count.
    #[must_use]
    pub(crate) const fn child(&self, index: usize) -> Option<Child> {
        Some(match self.node {
            Node::Struct(fields) if index < fields.len() => {
                Child { field: Some(&fields[index]), variant: None, schema: fields[index].schema }
            }
            Node::Enum(variants) if index < variants.len() => {
                Child { field: None, variant: Some(variants[index].name), schema: &variants[index].schema }
            }
            Node::Sequence { element, .. } | Node::Map(element) if index == 0 => {
                Child { field: None, variant: None, schema: element }
            }
            _ => return None,
        })
    }
}

impl Child {
    /// The kind of the child.
    #[must_use]
    pub(crate) const fn kind(&self) -> &'static str {
        match self.field {
            Some(field) => field.kind(),
            None => self.schema.kind,
        }
    }

    /// The name of the field, if it has one.
    #[must_use]
    pub(crate) const fn name(&self) -> Option<FieldName> {
        match self.field {
            Some(field) => Some(field.name),
            None => None,
        }
    }
}
