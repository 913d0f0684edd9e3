//! Suggestions for diagnostics: the path or name nearest to the written one.

use crate::const_for::const_for;
use crate::message::{Message, same};
use crate::schema::{Field, FieldName, Schema};
use crate::similar::{distance, is_near};

/// The name nearest to a text.
#[derive(Clone, Copy)]
pub struct Nearest<'a> {
    written: &'a str,
    name: &'static str,
    apart: usize,
}

impl<'a> Nearest<'a> {
    /// Compares the text with all names of that sort in `schema` and below.
    #[must_use]
    pub const fn of(written: &'a str, sort: Sort, schema: &Schema) -> Self {
        let mut nearest = Self { written, name: "", apart: usize::MAX };
        nearest.see_all(sort, schema);
        nearest
    }

    /// Compares the text with one more name.
    const fn see(&mut self, name: &'static str) {
        let apart = distance(self.written, name);
        if apart < self.apart && !name.is_empty() {
            self.apart = apart;
            self.name = name;
        }
    }

    /// True if a name equals the text.
    #[must_use]
    pub const fn exists(&self) -> bool {
        self.apart == 0
    }

    /// The nearest name, if it is near enough.
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        if is_near(self.apart, self.written.len()) { Some(self.name) } else { None }
    }

    const fn see_all(&mut self, sort: Sort, schema: &Schema) {
        match sort {
            Sort::Field => {}
            Sort::Skipped => const_for!(0..schema.skipped.len(), |i| { self.see(schema.skipped[i]) }),
            Sort::Kind => self.see(schema.kind),
        }
        let mut i = 0;
        while let Some(child) = schema.child(i) {
            if let Some(field) = child.field {
                match sort {
                    Sort::Field => self.see_field(field),
                    Sort::Skipped => {}
                    Sort::Kind => self.see(field.kind()),
                }
            }
            self.see_all(sort, child.schema);
            i += 1;
        }
    }

    /// Compares the text with the names of a field and of the parts that its arrays are cut into.
    const fn see_field(&mut self, field: &Field) {
        if let FieldName::Named(name) = field.name {
            self.see(name);
        }
        if let Some(packed) = field.packed {
            const_for!(0..packed.parts.len(), |i| {
                self.see_field(&packed.parts[i]);
            });
        }
    }
}

/// A sort of names that patterns use.
#[derive(Clone, Copy)]
pub enum Sort {
    Field,
    /// The fields that are marked `skip`.
    Skipped,
    Kind,
}

/// The largest number of kinds that a message lists.
const MOST_KINDS: usize = 12;

/// The kinds of the parts of a model, without duplicates.
pub(crate) struct Kinds {
    names: [&'static str; MOST_KINDS],
    count: usize,
    /// True if there are more.
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
        const_for!(0..self.count, |i| {
            if same(self.names[i], kind) {
                return;
            }
        });
        if self.count == MOST_KINDS {
            self.more = true;
        } else {
            self.names[self.count] = kind;
            self.count += 1;
        }
    }

    const fn add_below(&mut self, schema: &Schema) {
        let mut i = 0;
        while let Some(child) = schema.child(i) {
            self.add(child.kind());
            self.add_below(child.schema);
            i += 1;
        }
    }

    /// Appends the list of kinds.
    pub(crate) const fn list(&self, message: Message) -> Message {
        if self.count == 0 {
            return message.text("the model has no parts of any kind");
        }
        let mut message = message.text("there are `<");
        const_for!(0..self.count, |i| {
            message = message.text(if i > 0 { ">`, `<" } else { "" }).text(self.names[i]);
        });
        message.text(if self.more { ">`, .." } else { ">`" })
    }
}
