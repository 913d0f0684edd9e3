//! Patterns and their segments, as data and as text.

use crate::token::Extent;

/// A pattern and the extent of its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern<P> {
    /// The segments: one at least.
    pub segments: Vec<Segment>,
    /// Where it stands.
    pub at: Extent<P>,
}

/// One segment of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// `name`: the field with that name.
    Name(String),
    /// `[3]`, `[2..6]`, `[*]`, `.0`: elements `from..to`.
    Index {
        /// The first element.
        from: usize,
        /// The index after the last element; `usize::MAX` if the range is open.
        to: usize,
    },
    /// `[last]`
    Last,
    /// `[..last]`, `[2..last]`: the elements from `from` on, except the last.
    BeforeLast {
        /// The first element.
        from: usize,
    },
    /// `*`: exactly one segment.
    Any,
    /// `**`: any number of segments.
    Deep,
    /// `<Kind>`: any run of segments that ends at a part of that kind.
    Kind(String),
    /// `["a"]`: the entry of a map with that key.
    Key(String),
}

impl<P> Pattern<P> {
    /// Returns the pattern in its canonical spelling, which reads as the same pattern.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.segments)
    }
}

/// Returns segments in their canonical spelling.
///
/// ```
/// use paraminit_syntax::{Segment, text};
///
/// assert_eq!(text(&[Segment::at(3), Segment::Deep, Segment::Name("bias".to_owned())]), "[3].**.bias");
/// ```
pub fn text<'s>(segments: impl IntoIterator<Item = &'s Segment>) -> String {
    let mut out = String::new();
    for segment in segments {
        let text = segment.text();
        if !out.is_empty() && !text.starts_with('[') {
            out.push('.');
        }
        out.push_str(&text);
    }
    out
}

impl Segment {
    /// Returns the segment of the element at this position.
    #[must_use]
    pub const fn at(position: usize) -> Self {
        Self::Index { from: position, to: position + 1 }
    }

    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Any => "*".to_owned(),
            Self::Deep => "**".to_owned(),
            Self::Kind(kind) => format!("<{kind}>"),
            Self::Last => "[last]".to_owned(),
            Self::BeforeLast { from: 0 } => "[..last]".to_owned(),
            Self::BeforeLast { from } => format!("[{from}..last]"),
            Self::Key(key) => format!("[{key:?}]"),
            Self::Index { from: 0, to: usize::MAX } => "[*]".to_owned(),
            Self::Index { from, to } if from + 1 == *to => format!("[{from}]"),
            Self::Index { from, to: usize::MAX } => format!("[{from}..]"),
            Self::Index { from, to } => format!("[{from}..{to}]"),
        }
    }
}
