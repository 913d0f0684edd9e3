//! Fields as constant data.

use core::panic::Location;

use super::{Field, FieldName, Schema};
use crate::rule::Rule;

impl Field {
    /// A field without attributes.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::schema::{Field, FieldName, Node, Schema};
    ///
    /// // The schema of a type whose `Initialize` is written by hand: one layer, used twice.
    /// const FIELDS: &[Field] = &[Field::plain(FieldName::Named("shared"), Dense::<4, 4>::SCHEMA)];
    /// const TIED: Schema = Schema { kind: "Tied", ..Schema::anonymous(Node::Struct(FIELDS)) };
    /// assert_eq!((TIED.kind, FIELDS[0].kind()), ("Tied", "Dense"));
    /// ```
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
            fixed: false,
            buffer: false,
            rules: &[],
            rows: &[],
            location: None,
        }
    }

    /// A field that is declared where this is called, without other attributes.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn here(name: FieldName, schema: &'static Schema) -> Self {
        Self::with_rule(name, schema, &[])
    }

    /// The same with these rules.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn with_rule(name: FieldName, schema: &'static Schema, rules: &'static [Rule]) -> Self {
        Self { rules, location: Some(Location::caller()), ..Self::plain(name, schema) }
    }

    /// True if general rules do not reach it.
    #[must_use]
    pub(crate) const fn is_fixed(&self) -> bool {
        self.fixed || self.buffer
    }

    /// The kind of the field's value.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::schema::Node;
    ///
    /// #[derive(Initialize)]
    /// struct Net {
    ///     #[init(shape = [8], kind = LayerNorm, ones)]
    ///     gain: ndarray::Array1<f32>,
    ///     head: Dense<8, 1>,
    /// }
    ///
    /// let Node::Struct([gain, head]) = Net::SCHEMA.node else { panic!("it has two fields") };
    /// assert_eq!((gain.kind(), head.kind()), ("LayerNorm", "Dense"));
    /// ```
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.kind {
            Some(kind) => kind,
            None => self.schema.kind,
        }
    }
}
