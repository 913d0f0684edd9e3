//! Schemas: a model as constant data, a tree of fields with their kinds, ranks, static shapes and axes.
//!
//! The derive writes one [`Schema`] for each type. Schemas nest by reference, through generics, so the whole model is
//! one tree that `const` code can walk. The attributes of a field are in its [`Field`], next to the schema of the
//! field's type.

mod child;
mod field;
mod matching;
mod packed;
mod path;
pub(crate) mod precedence;
#[cfg(test)]
mod precedence_tests;
mod rows;
mod static_shape;
mod summarize;
mod summary;
mod variant;

pub use path::MAX_DEPTH;
pub(crate) use path::{SchemaPath, Step};
pub(crate) use precedence::{Candidate, Candidates, Origin, Verdict, first_match, governing};
pub use static_shape::{MAX_RANK, StaticShape};
#[doc(hidden)]
pub use summary::Summary;
// What macros expand to names it.
#[doc(hidden)]
pub use variant::kind_or;

use core::panic::Location;

use crate::axes::Axis;
use crate::dtype::DType;
use crate::info::Part;
use crate::rule::Rule;

/// The schema of one type of a model.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::schema::{FieldName, Node};
///
/// #[derive(Initialize)]
/// struct Mlp {
///     hidden: Dense<4, 8>,
///     output: Dense<8, 1>,
/// }
///
/// // What the derive knows, before any model exists.
/// let Node::Struct(fields) = Mlp::SCHEMA.node else { panic!("it is a struct") };
/// assert_eq!((Mlp::SCHEMA.kind, fields[1].name), ("Mlp", FieldName::Named("output")));
/// assert_eq!(fields[1].kind(), "Dense");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The type's kind, which `<Kind>` patterns and presets use. It is the type's name, unless an attribute gives
    /// another. It is empty for containers and parameters.
    pub kind: &'static str,
    /// The contents of the type.
    pub node: Node,
    /// Rules from the attributes on the struct itself, relative to it.
    pub rules: &'static [Rule],
    /// True if the rules on the struct and its fields were checked where it is defined. For a generic struct that is
    /// impossible; its rules are checked when a concrete one is used.
    pub judged: bool,
    /// The names of the fields that hold no parameters, for messages.
    pub skipped: &'static [&'static str],
    /// What [`Schema::anonymous`] says of all that is in the node.
    #[doc(hidden)]
    pub summary: Summary,
}

/// The contents of a type.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::schema::Node;
///
/// let Node::Sequence { element, len } = <[Dense<4, 4>; 3]>::SCHEMA.node else { panic!("it is a container") };
/// assert_eq!((element.kind, len), ("Dense", Some(3)));
/// // An array of scalars is one parameter.
/// assert!(matches!(<[f32; 3]>::SCHEMA.node, Node::Leaf(_)));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Node {
    /// A parameter.
    Leaf(Leaf),
    /// A struct or a tuple.
    Struct(&'static [Field]),
    /// A `Vec` (no `len`) or an array of models.
    Sequence {
        /// The schema of each element.
        element: &'static Schema,
        /// The number of elements, if the type fixes it.
        len: Option<usize>,
    },
    /// A map from strings to models or parameters.
    Map(&'static Schema),
    /// An enum. A value has the contents of one of the variants.
    Enum(&'static [Variant]),
}

/// A parameter: one array or scalar.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::prelude::*;
///
/// let leaf = ndarray::Array2::<f64>::SCHEMA.parameter().expect("an array is a parameter");
/// assert_eq!((leaf.element, leaf.rank, leaf.shape.is_none()), (DType::F64, Some(2), true));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// The scalar type.
    pub element: DType,
    /// The number of axes; `None` if only the value knows it.
    pub rank: Option<usize>,
    /// The length of each axis, if the type fixes it.
    pub shape: Option<StaticShape>,
}

/// The name of a field.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::schema::{FieldName, Node};
///
/// let Node::Struct(fields) = <(Dense<4, 8>, Relu)>::SCHEMA.node else { panic!("a tuple has fields") };
/// assert_eq!(fields[0].name, FieldName::Position(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// A field of a struct with named fields.
    Named(&'static str),
    /// A field of a tuple or tuple struct.
    Position(usize),
    /// The only field of a tuple variant. Its value has the same path as the enum.
    Wrapped,
}

/// One field of a struct, with the data of its attributes.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
/// use paraminit::schema::Node;
///
/// #[derive(Initialize)]
/// struct Attention {
///     #[init(shape = [64, 192], axes = [in, 3 * out], key = "in_proj", glorot_uniform)]
///     qkv: Array2<f32>,
/// }
///
/// let Node::Struct([qkv]) = Attention::SCHEMA.node else { panic!("it has one field") };
/// assert_eq!((qkv.key, qkv.shape), (Some("in_proj"), Some(&[64, 192][..])));
/// assert_eq!(qkv.axes.expect("they are declared")[1].blocks, 3);
/// ```
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the attribute")]
pub struct Field {
    /// The name of the field.
    pub name: FieldName,
    /// `key = ".."`: the field's name in the hashed path.
    pub key: Option<&'static str>,
    /// The schema of the field's type.
    pub schema: &'static Schema,
    /// `shape = [..]`, if it is constant.
    pub shape: Option<&'static [usize]>,
    /// `axes = [..]`.
    pub axes: Option<&'static [Axis]>,
    /// True if `axes` takes numbers of blocks from fields of the model. The blocks are 1 here then.
    pub blocks_kept: bool,
    /// `fans_of = ..`, as the position of that field in the struct.
    pub fans_of: Option<usize>,
    /// `parts(..)`: the cut of the array.
    pub packed: Option<&'static Packed>,
    /// `part = ..`.
    pub part: Option<Part>,
    /// `kind = ..` on the field.
    pub kind: Option<&'static str>,
    /// `required`.
    pub required: bool,
    /// `fixed`: general rules do not reach it.
    pub fixed: bool,
    /// `buffer`: values that a model keeps and nobody trains, such as running statistics. It is fixed, too.
    pub buffer: bool,
    /// Rules from the attributes on the field, relative to the field.
    pub rules: &'static [Rule],
    /// `rows(..)`: values of rows of the arrays in the field, relative to it.
    pub rows: &'static [Rule],
    /// The place where the field is declared; `None` for plain tuples and for layers in libraries. Messages then point
    /// at the surrounding field.
    pub location: Option<&'static Location<'static>>,
}

/// The cut of an array into parts: `parts(q = d, k = kv, v = kv)`.
///
/// Each part is a parameter of its own: a slice of the array, with its own path, fans, rule and bits.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
/// use paraminit::schema::{FieldName, Node};
///
/// #[derive(Initialize)]
/// struct Attention {
///     #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), glorot_uniform)]
///     qkv: Array2<f32>,
/// }
///
/// let Node::Struct([qkv]) = Attention::SCHEMA.node else { panic!("it has one field") };
/// let packed = qkv.packed.expect("it is cut");
/// assert_eq!((packed.axis, packed.sizes), (0, Some(&[64, 16, 16][..])));
/// assert_eq!(packed.parts[1].name, FieldName::Named("k"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    /// The axis along which the parts follow one another.
    pub axis: usize,
    /// The parts, as fields of the array.
    pub parts: &'static [Field],
    /// The lengths of the parts along the axis, if they are constant.
    pub sizes: Option<&'static [usize]>,
}

/// One variant of an enum.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::schema::Node;
///
/// #[derive(Initialize)]
/// enum Block {
///     #[init(build)]
///     Linear(Dense<4, 4>),
///     Gated { value: Dense<4, 4>, gate: Dense<4, 4> },
/// }
///
/// let Node::Enum([linear, gated]) = Block::SCHEMA.node else { panic!("it has two variants") };
/// assert_eq!((linear.name, gated.name, gated.fields().len()), ("Linear", "Gated", 2));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The name of the variant.
    pub name: &'static str,
    /// The contents of the variant: a [`Node::Struct`] of its fields, with the rules on the variant. Its kind is empty
    /// if the variant wraps a value that has one.
    pub schema: Schema,
}

impl Schema {
    /// The parameter inside the containers. `None` for a struct or an enum.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // A container of parameters, and a layer.
    /// assert_eq!(Vec::<ndarray::Array2<f32>>::SCHEMA.parameter().and_then(|leaf| leaf.rank), Some(2));
    /// assert!(Dense::<4, 8>::SCHEMA.parameter().is_none());
    /// ```
    #[must_use]
    pub const fn parameter(&self) -> Option<Leaf> {
        match self.node {
            Node::Leaf(leaf) => Some(leaf),
            Node::Sequence { element, .. } | Node::Map(element) => element.parameter(),
            Node::Struct(_) | Node::Enum(_) => None,
        }
    }

    /// Returns the schema of a parameter whose shape only the value knows.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::schema::Schema;
    ///
    /// // The schema of a matrix type of one's own; see `model::Parameter`.
    /// const MATRIX: Schema = Schema::leaf(DType::F32, Some(2));
    /// assert_eq!(MATRIX.parameter().and_then(|leaf| leaf.rank), Some(2));
    /// ```
    #[must_use]
    pub const fn leaf(element: DType, rank: Option<usize>) -> Self {
        Self::anonymous(Node::Leaf(Leaf { element, rank, shape: None }))
    }
}
