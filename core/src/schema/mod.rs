//! What a model is, as constant data: a tree of fields with their kinds, ranks, static shapes and axes.
//!
//! The derive writes one [`Schema`] a type. Schemas nest by reference, through generics, so that the whole model is one
//! tree that `const` code can walk. What an attribute says of a field stands in the [`Field`], beside the schema of the
//! field's type.

mod packed;
mod resolve;
mod trail;
mod variant;

pub use packed::Packed;
pub use resolve::{Origin, attribute_rule};
pub use trail::{MAX_DEPTH, Step, Trail};
pub use variant::{Variant, kind_or};

use core::panic::Location;

use crate::axes::Axis;
use crate::element::Element;
use crate::info::Part;
use crate::rule::Rule;

/// The highest rank of a static shape.
pub const MAX_RANK: usize = 8;

/// One type of a model.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The type's kind, which `<Kind>` patterns and presets go by: its name unless it says otherwise. Empty for
    /// containers and parameters.
    pub kind: &'static str,
    /// What the type holds.
    pub node: Node,
    /// Rules from the attributes on the struct itself, relative to it.
    pub rules: &'static [Rule],
    /// Whether the rules on the struct and its fields were judged where it is defined. Those of a generic struct cannot
    /// be: they are judged when a concrete one is used.
    pub judged: bool,
    /// The names of the fields that are no parameters, for messages.
    pub skipped: &'static [&'static str],
}

/// What a type holds.
#[derive(Clone, Copy, Debug)]
pub enum Node {
    /// A parameter.
    Leaf(Leaf),
    /// A struct or a tuple.
    Struct(&'static [Field]),
    /// A `Vec` (no `len`) or an array of models.
    Sequence {
        /// What each element is.
        element: &'static Schema,
        /// Number of elements where the type fixes it.
        len: Option<usize>,
    },
    /// A map from strings to models or parameters.
    Map(&'static Schema),
    /// An enum. A value holds what one of the variants says.
    Enum(&'static [Variant]),
}

/// A parameter: one array or scalar.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// The scalar type.
    pub element: Element,
    /// Number of axes; `None` where only the value knows.
    pub rank: Option<usize>,
    /// Length of each axis, where the type fixes it.
    pub shape: Option<StaticShape>,
}

/// A shape in constant data.
#[derive(Clone, Copy, Debug)]
pub struct StaticShape {
    dims: [usize; MAX_RANK],
    rank: usize,
}

impl StaticShape {
    /// The shape of a scalar.
    pub const SCALAR: Self = Self { dims: [0; MAX_RANK], rank: 0 };

    /// The shape with an axis of `len` put in front.
    ///
    /// # Panics
    /// In `const` evaluation, beyond [`MAX_RANK`] axes.
    #[must_use]
    pub const fn within(self, len: usize) -> Self {
        assert!(self.rank < MAX_RANK, "a raw array parameter has at most 8 axes");
        let mut dims = [0; MAX_RANK];
        dims[0] = len;
        let mut i = 0;
        while i < self.rank {
            dims[i + 1] = self.dims[i];
            i += 1;
        }
        Self { dims, rank: self.rank + 1 }
    }

    /// The lengths.
    #[must_use]
    pub const fn as_slice(&self) -> &[usize] {
        self.dims.split_at(self.rank).0
    }
}

/// The name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// A field of a struct with named fields.
    Named(&'static str),
    /// A field of a tuple or tuple struct.
    Position(usize),
    /// The only field of a tuple variant: what it holds stands at the enum's own path.
    Wrapped,
}

/// One field of a struct, with what its attributes say.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: FieldName,
    /// `key = ".."`: its name in the hashed path.
    pub key: Option<&'static str>,
    /// The schema of its type.
    pub schema: &'static Schema,
    /// `shape = [..]`, where it is constant.
    pub shape: Option<&'static [usize]>,
    /// `axes = [..]`.
    pub axes: Option<&'static [Axis]>,
    /// Whether `axes` names fields of the model for the number of its blocks, which here are 1 then.
    pub blocks_kept: bool,
    /// `fans_of = ..`, as a position among the fields of the struct.
    pub fans_of: Option<usize>,
    /// `parts(..)`: how the array is cut.
    pub packed: Option<&'static Packed>,
    /// `part = ..`.
    pub part: Option<Part>,
    /// `kind = ..` on the field.
    pub kind: Option<&'static str>,
    /// `required`.
    pub required: bool,
    /// Rules from the attributes on the field, relative to the field.
    pub rules: &'static [Rule],
    /// Where the field is declared; `None` for those of plain tuples and of layers in libraries. Messages then point at
    /// the field around them.
    pub location: Option<&'static Location<'static>>,
}

impl Field {
    /// A field without attributes.
    #[must_use]
    pub const fn plain(name: FieldName, schema: &'static Schema) -> Self {
        Self {
            name,
            key: None,
            schema,
            shape: None,
            axes: None,
            blocks_kept: false,
            fans_of: None,
            packed: None,
            part: None,
            kind: None,
            required: false,
            rules: &[],
            location: None,
        }
    }

    /// The kind of what stands in the field.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.kind {
            Some(kind) => kind,
            None => self.schema.kind,
        }
    }
}

impl Schema {
    /// The parameter, through the containers around it. `None` of what has fields.
    #[must_use]
    pub const fn parameter(&self) -> Option<Leaf> {
        match self.node {
            Node::Leaf(leaf) => Some(leaf),
            Node::Sequence { element, .. } | Node::Map(element) => element.parameter(),
            Node::Struct(_) | Node::Enum(_) => None,
        }
    }

    /// A container or parameter: no kind, no rules.
    #[must_use]
    pub const fn anonymous(node: Node) -> Self {
        Self { kind: "", node, rules: &[], judged: true, skipped: &[] }
    }

    /// A parameter whose shape only the value knows.
    #[must_use]
    pub const fn leaf(element: Element, rank: Option<usize>) -> Self {
        Self::anonymous(Node::Leaf(Leaf { element, rank, shape: None }))
    }
}
