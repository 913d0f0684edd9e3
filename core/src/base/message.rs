//! Text that a `const` evaluation can build, and pass to `panic!`.
//!
//! `format!` does not exist in `const` code, and `panic!` there takes one `&str`. So a check writes its message into a
//! buffer of fixed size. Text that does not fit is cut at a character and marked with `..`.

use crate::const_for::const_for;
use core::fmt;

use crate::number::Decimal;

const CAPACITY: usize = 1000;
const MARK: &str = " ..";

/// A diagnostic: the mistake first, then `help:` with the fix.
///
/// ```
/// use paraminit::dtype::{DType, DTypeSet};
/// use paraminit::init;
///
/// // What the compiler would say of an argument, as text.
/// let fault = init::normal(0.0, -1.0).any_fault(DTypeSet::NONE.with(DType::F32)).expect("std is negative");
/// assert!(fault.as_str().contains("`std`"), "{fault}");
/// ```
#[derive(Clone, Copy)]
pub struct Message {
    bytes: [u8; CAPACITY],
    len: usize,
    cut: bool,
}

impl Message {
    /// Makes an empty message.
    // The checks write with it in `const` code. It is public because expansions of macros name it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: [0; CAPACITY], len: 0, cut: false }
    }

    /// Appends `text`.
    #[doc(hidden)]
    #[must_use]
    pub const fn text(mut self, text: &str) -> Self {
        if self.cut {
            return self;
        }
        let bytes = text.as_bytes();
        let room = CAPACITY - MARK.len() - self.len;
        let mut take = bytes.len();
        if take > room {
            take = room;
            while !text.is_char_boundary(take) {
                take -= 1;
            }
            self.cut = true;
        }
        self = self.raw(bytes, take);
        if self.cut { self.raw(MARK.as_bytes(), MARK.len()) } else { self }
    }

    /// Appends `text` between backticks.
    #[doc(hidden)]
    #[must_use]
    pub const fn code(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    /// Appends a whole number in decimal.
    #[doc(hidden)]
    #[must_use]
    pub const fn number(self, value: usize) -> Self {
        match core::str::from_utf8(Decimal::new(value).bytes()) {
            Ok(text) => self.text(text),
            Err(_) => self,
        }
    }

    /// The text so far.
    ///
    /// ```
    /// use paraminit::prelude::*;
    /// use paraminit::{FailureKind, InitErrorKind};
    ///
    /// let rules = init! { <Dense<4, 8>> ** => { init::normal(0.0, -1.0) } };
    /// let error = rules.build(42).unwrap_err();
    /// let FailureKind::Initializer(InitErrorKind::Argument(message)) = &error.failures()[0].cause else { panic!("{error}") };
    /// assert!(message.as_str().contains("`std`"), "{message}");
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// True if nothing was written.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    const fn raw(mut self, bytes: &[u8], take: usize) -> Self {
        const_for!(0..take, |i| {
            self.bytes[self.len] = bytes[i];
            self.len += 1;
        });
        self
    }
}

impl Default for Message {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Message {}

/// True if two strings are equal, in `const` code.
#[doc(hidden)]
#[must_use]
pub const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = a.len();
    if i != b.len() {
        return false;
    }
    // The comparison starts at the end, where numbered names differ.
    while i > 0 {
        i -= 1;
        if a[i] != b[i] {
            return false;
        }
    }
    true
}

/// A number for a text. Two long texts may share one.
#[must_use]
pub(crate) const fn hash(text: &str) -> u64 {
    let (mut hash, mut bytes) = (0_u64, text.as_bytes());
    // A step of a slice pattern takes half as long as one by index, with its check of bounds.
    while let [byte, rest @ ..] = bytes {
        // Nine letters of ASCII do not overlap.
        hash = (hash << 7) ^ (hash >> 57) ^ *byte as u64;
        bytes = rest;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_text_in_const() {
        const M: Message = Message::new().code("x").text(" is ").number(0).text(", not ").number(1024);
        assert_eq!(M.as_str(), "`x` is 0, not 1024");
    }

    #[test]
    fn overlong_text_is_cut_at_a_character_and_marked() {
        let m = (0..200).fold(Message::new(), |m, _| m.text("ninety-ä"));
        assert!(m.as_str().len() <= CAPACITY);
        assert!(m.as_str().ends_with(MARK));
    }
}
