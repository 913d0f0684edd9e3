//! "Did you mean": the path or name nearest to what was written.

use crate::message::{Message, same};
use crate::schema::{Field, FieldName, Node, Schema};

/// Texts longer than this are not compared.
const LONGEST: usize = 80;

/// Number of insertions, deletions, substitutions and swaps of neighbors that turn `a` into `b`
/// (restricted Damerau-Levenshtein distance, on bytes).
#[must_use]
pub const fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let mut before = [0; LONGEST + 1];
    let mut above = [0; LONGEST + 1];
    let mut j = 0;
    while j <= b.len() {
        above[j] = j;
        j += 1;
    }
    let mut i = 1;
    while i <= a.len() {
        let mut row = [0; LONGEST + 1];
        row[0] = i;
        let mut j = 1;
        while j <= b.len() {
            let substituted = above[j - 1] + (a[i - 1] != b[j - 1]) as usize;
            row[j] = least(substituted, least(above[j], row[j - 1]) + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = least(row[j], before[j - 2] + 1);
            }
            j += 1;
        }
        before = above;
        above = row;
        i += 1;
    }
    above[b.len()]
}

/// Whether two texts `distance` apart are alike enough to suggest one for the other.
#[must_use]
pub const fn is_near(distance: usize, len: usize) -> bool {
    distance <= least(if len < 6 { 1 } else { len / 3 }, 8)
}

/// Of these names the one nearest to what was written, if it is alike enough to suggest: for running code.
#[must_use]
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let (apart, name) = names.map(|name| (distance(written, name), name)).min_by_key(|(apart, _)| *apart)?;
    is_near(apart, written.len()).then_some(name)
}

/// The name nearest to a text.
#[derive(Clone, Copy)]
pub struct Nearest<'a> {
    written: &'a str,
    name: &'static str,
    apart: usize,
}

impl<'a> Nearest<'a> {
    /// Nothing seen yet.
    #[must_use]
    pub const fn to(written: &'a str) -> Self {
        Self { written, name: "", apart: usize::MAX }
    }

    /// Looks at one more name.
    pub const fn see(&mut self, name: &'static str) {
        let apart = distance(self.written, name);
        if apart < self.apart && !name.is_empty() {
            self.apart = apart;
            self.name = name;
        }
    }

    /// Whether a name equal to the text was seen.
    #[must_use]
    pub const fn exists(&self) -> bool {
        self.apart == 0
    }

    /// The nearest name, if it is near.
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        if is_near(self.apart, self.written.len()) { Some(self.name) } else { None }
    }

    /// Looks at the names of all fields below `schema`.
    pub const fn see_fields(&mut self, schema: &Schema) {
        match schema.node {
            Node::Leaf(_) => {}
            Node::Sequence { element, .. } | Node::Map(element) => self.see_fields(element),
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    if let FieldName::Named(name) = fields[i].name {
                        self.see(name);
                    }
                    self.see_fields(fields[i].schema);
                    if let Some(packed) = fields[i].packed {
                        self.see_parts(packed.parts);
                    }
                    i += 1;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.see_fields(&variants[i].schema);
                    i += 1;
                }
            }
        }
    }

    const fn see_parts(&mut self, parts: &[Field]) {
        let mut i = 0;
        while i < parts.len() {
            if let FieldName::Named(name) = parts[i].name {
                self.see(name);
            }
            i += 1;
        }
    }

    /// Looks at the names of all fields below `schema` that are skipped.
    pub const fn see_skipped(&mut self, schema: &Schema) {
        let mut i = 0;
        while i < schema.skipped.len() {
            self.see(schema.skipped[i]);
            i += 1;
        }
        match schema.node {
            Node::Leaf(_) => {}
            Node::Sequence { element, .. } | Node::Map(element) => self.see_skipped(element),
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    self.see_skipped(fields[i].schema);
                    i += 1;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.see_skipped(&variants[i].schema);
                    i += 1;
                }
            }
        }
    }

    /// Looks at the kinds of all parts of `schema`.
    pub const fn see_kinds(&mut self, schema: &Schema) {
        self.see(schema.kind);
        match schema.node {
            Node::Leaf(_) => {}
            Node::Sequence { element, .. } | Node::Map(element) => self.see_kinds(element),
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    self.see(fields[i].kind());
                    self.see_kinds(fields[i].schema);
                    i += 1;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.see_kinds(&variants[i].schema);
                    i += 1;
                }
            }
        }
    }
}

/// How many kinds a message names.
const MOST_KINDS: usize = 12;

/// The kinds of the parts of a model, each once.
pub(crate) struct Kinds {
    names: [&'static str; MOST_KINDS],
    count: usize,
    /// Whether there are more.
    more: bool,
}

impl Kinds {
    pub(crate) const fn of(schema: &Schema) -> Self {
        let mut kinds = Self { names: [""; MOST_KINDS], count: 0, more: false };
        kinds.add(schema.kind);
        kinds.add_below(schema);
        kinds
    }

    const fn add(&mut self, kind: &'static str) {
        if kind.is_empty() {
            return;
        }
        let mut i = 0;
        while i < self.count {
            if same(self.names[i], kind) {
                return;
            }
            i += 1;
        }
        if self.count == MOST_KINDS {
            self.more = true;
        } else {
            self.names[self.count] = kind;
            self.count += 1;
        }
    }

    const fn add_below(&mut self, schema: &Schema) {
        match schema.node {
            Node::Leaf(_) => {}
            Node::Sequence { element, .. } | Node::Map(element) => {
                self.add(element.kind);
                self.add_below(element);
            }
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    self.add(fields[i].kind());
                    self.add_below(fields[i].schema);
                    i += 1;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.add(variants[i].schema.kind);
                    self.add_below(&variants[i].schema);
                    i += 1;
                }
            }
        }
    }

    /// Appends which there are.
    pub(crate) const fn list(&self, message: Message) -> Message {
        if self.count == 0 {
            return message.text("the model has no parts of any kind");
        }
        let mut message = message.text("there are `<");
        let mut i = 0;
        while i < self.count {
            message = message.text(if i > 0 { ">`, `<" } else { "" }).text(self.names[i]);
            i += 1;
        }
        message.text(if self.more { ">`, .." } else { ">`" })
    }
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("weight", "weight"), 0);
        assert_eq!(distance("weigth", "weight"), 1);
        assert_eq!(distance("hiden.weight", "hidden.weight"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
