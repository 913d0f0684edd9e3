//! The summary of a schema: what a walk would find out about everything in it, so that it need not go there for that.

use super::{Field, FieldName, Leaf, Node, Schema, Summary};
use crate::const_for::const_for;
use crate::message::hash;

impl Summary {
    /// The summary of a node.
    #[must_use]
    pub const fn of(node: &Node) -> Self {
        match node {
            Node::Leaf(leaf) => {
                Self { parameters: 1, height: 0, judged: true, fixed: false, rows: false, print: print_of(leaf) }
            }
            Node::Struct(fields) => {
                let mut all = Self { parameters: 0, height: 0, judged: true, fixed: false, rows: false, print: 1 };
                const_for!(0..fields.len(), |i| {
                    all.add_field(&fields[i]);
                });
                all
            }
            Node::Enum(variants) => {
                let mut all = Self { parameters: 0, height: 0, judged: true, fixed: false, rows: false, print: 2 };
                const_for!(0..variants.len(), |i| {
                    let schema = &variants[i].schema;
                    all.add(schema, schema.kind, hash(variants[i].name), 1);
                });
                all
            }
            Node::Sequence { element, len } => {
                let mut all = Self { parameters: 0, height: 0, judged: true, fixed: false, rows: false, print: 3 };
                let len = match len {
                    Some(len) => *len as u64,
                    None => u64::MAX,
                };
                all.add(element, element.kind, len, 1);
                if len == 0 {
                    all.parameters = 0;
                }
                all
            }
            Node::Map(element) => {
                let mut all = Self { parameters: 0, height: 0, judged: true, fixed: false, rows: false, print: 4 };
                all.add(element, element.kind, 0, 1);
                all
            }
        }
    }

    const fn add_field(&mut self, field: &Field) {
        let name = match field.name {
            FieldName::Named(name) => hash(name),
            FieldName::Position(position) => position as u64,
            FieldName::Wrapped => u64::MAX,
        };
        if field.is_fixed() {
            self.fixed = true;
            self.print = mix(self.print, if field.buffer { 7 } else { 8 });
        }
        if !field.rows.is_empty() {
            self.rows = true;
            self.print = mix(self.print, 9);
        }
        match field.packed {
            None => self.add(field.schema, field.kind(), name, 1),
            Some(packed) => {
                let before = self.parameters;
                self.add(field.schema, field.kind(), name, 2);
                self.parameters = before + field.schema.summary().parameters * packed.parts.len();
            }
        }
    }

    /// Adds a part of this kind and name, so many steps further down.
    const fn add(&mut self, part: &Schema, kind: &str, name: u64, steps: usize) {
        let below = part.summary();
        self.parameters = self.parameters.saturating_add(below.parameters);
        if below.height + steps > self.height {
            self.height = below.height + steps;
        }
        self.judged = self.judged && part.judged && below.judged;
        self.fixed = self.fixed || below.fixed;
        self.rows = self.rows || below.rows;
        self.print = mix(mix(mix(self.print, name), hash(kind)), below.print);
    }

    /// True if two nodes are of one type, as far as rules can tell.
    #[must_use]
    pub(crate) const fn is_like(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl Schema {
    /// Returns the schema of a container or parameter, without kind and rules.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::schema::{Node, Schema};
    ///
    /// // The schema of a container of one's own, a ring of layers.
    /// const RING: &Schema = &Schema::anonymous(Node::Sequence { element: Dense::<4, 4>::SCHEMA, len: None });
    /// assert_eq!(RING.kind, "");
    /// ```
    #[must_use]
    pub const fn anonymous(node: Node) -> Self {
        Self { kind: "", node, rules: &[], judged: true, skipped: &[], summary: Summary::of(&node) }
    }

    /// What is known of all that is in it.
    #[must_use]
    pub(crate) const fn summary(&self) -> Summary {
        if self.summary.print == 0 { Summary::of(&self.node) } else { self.summary }
    }
}

const fn print_of(leaf: &Leaf) -> u64 {
    let rank = match leaf.rank {
        Some(rank) => rank as u64,
        None => u64::MAX,
    };
    let mut print = mix(mix(5, leaf.element as u64), rank);
    if let Some(shape) = &leaf.shape {
        let lengths = shape.as_slice();
        print = mix(print, 6);
        const_for!(0..lengths.len(), |i| {
            print = mix(print, lengths[i] as u64);
        });
    }
    print
}

/// One number of two: sixty-four bits that no two schemas of a program share by chance.
const fn mix(print: u64, next: u64) -> u64 {
    let product = (print ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product << 23 ^ product >> 41
}
