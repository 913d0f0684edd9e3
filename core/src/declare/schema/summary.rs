//! What a walk would find out about everything in a schema, so that it need not go there for that.

use super::{Field, FieldName, Leaf, Node, Schema};
use crate::const_for::const_for;
use crate::message::hash;

/// What is known of all that lies in a node. It is made from those of the parts: models share parts, and a walk that went
/// into each of them again would take twice as long a level.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// Number of parameters, where no pattern tells elements apart.
    pub(crate) parameters: usize,
    /// Number of steps to the deepest of them.
    pub(crate) height: usize,
    /// True if every struct and every enum in it was checked where it is defined.
    pub(crate) judged: bool,
    /// True if some parameter is a buffer.
    pub(crate) buffers: bool,
    /// Equal for nodes with the same names, kinds and parameters. Zero where the summary is not known.
    print: u64,
}

impl Summary {
    /// It was not made: [`Schema::summary`] makes it.
    pub const UNKNOWN: Self = Self { parameters: 0, height: 0, judged: false, buffers: false, print: 0 };

    /// The summary of a node.
    #[must_use]
    pub const fn of(node: &Node) -> Self {
        match node {
            Node::Leaf(leaf) => Self { parameters: 1, height: 0, judged: true, buffers: false, print: print_of(leaf) },
            Node::Struct(fields) => {
                let mut all = Self { parameters: 0, height: 0, judged: true, buffers: false, print: 1 };
                const_for!(0..fields.len(), |i| {
                    all.add_field(&fields[i]);
                });
                all
            }
            Node::Enum(variants) => {
                let mut all = Self { parameters: 0, height: 0, judged: true, buffers: false, print: 2 };
                const_for!(0..variants.len(), |i| {
                    let schema = &variants[i].schema;
                    all.add(schema, schema.kind, hash(variants[i].name), 1);
                });
                all
            }
            Node::Sequence { element, len } => {
                let mut all = Self { parameters: 0, height: 0, judged: true, buffers: false, print: 3 };
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
                let mut all = Self { parameters: 0, height: 0, judged: true, buffers: false, print: 4 };
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
        if field.buffer {
            self.buffers = true;
            self.print = mix(self.print, 7);
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
        self.buffers = self.buffers || below.buffers;
        self.print = mix(mix(mix(self.print, name), hash(kind)), below.print);
    }

    /// True if two nodes are of one type, as far as rules can tell.
    #[must_use]
    pub(crate) const fn is_like(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl Schema {
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
