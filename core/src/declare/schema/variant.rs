//! Variants of enums. They are steps of no width, so a parameter's path is the same in each variant.

use super::{Field, Node, Schema, Step, Variant};
use crate::const_for::const_for;
use crate::path::Segment;

impl Variant {
    /// The fields of the variant.
    ///
    /// ```
    /// use paraminit::schema::{Node, Schema, Variant};
    ///
    /// // Of one that holds nothing.
    /// const IDENTITY: Variant = Variant { name: "Identity", schema: Schema::anonymous(Node::Struct(&[])) };
    /// assert!(IDENTITY.fields().is_empty());
    /// ```
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        match self.schema.node {
            Node::Struct(fields) => fields,
            _ => &[],
        }
    }
}

impl Step<'_> {
    /// Into a variant of an enum. `position` counts the fields of the variants before it.
    #[must_use]
    pub const fn variant(variant: &'static Variant, position: usize) -> Self {
        let segment = Segment::Variant(variant.name);
        Self { segment, until: 0, position, field: None, siblings: &[], schema: &variant.schema }
    }
}

impl Schema {
    /// Field number `index` of a struct, or of an enum, counted over all variants.
    #[must_use]
    pub(crate) const fn own_field(&self, mut index: usize) -> Option<&'static Field> {
        match self.node {
            Node::Struct(fields) if index < fields.len() => Some(&fields[index]),
            Node::Enum(variants) => {
                const_for!(0..variants.len(), |i| {
                    let fields = variants[i].fields();
                    if index < fields.len() {
                        return Some(&fields[index]);
                    }
                    index -= fields.len();
                });
                None
            }
            _ => None,
        }
    }
}

/// The kind of a variant that wraps a value of kind `wrapped`: empty, so that the value's kind counts, or `name` if it
/// has none.
#[must_use]
pub const fn kind_or(wrapped: &'static str, name: &'static str) -> &'static str {
    if wrapped.is_empty() { name } else { "" }
}
