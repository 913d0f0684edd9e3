//! Where a parameter stands in its model: `blocks.3.proj.weight`.

use core::fmt;

use smallvec::SmallVec;

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// A named field; `key` is its name in the hashed path, which `#[init(key = "..")]` pins through a rename.
    Field {
        /// The field's name.
        name: &'static str,
        /// Its name in the hashed path.
        key: &'static str,
    },
    /// A field of a tuple or a tuple struct.
    Position {
        /// Position from 0.
        index: usize,
        /// A key from `#[init(key = "..")]`; the position otherwise.
        key: Option<&'static str>,
    },
    /// An element of a `Vec` or an array.
    Element {
        /// Position from 0.
        index: usize,
        /// Number of elements of the container.
        len: usize,
    },
    /// A variant of an enum. It has no width: it prints nothing and is not hashed, and no path holds it.
    Variant(&'static str),
    /// The value that a variant wraps. It has no width either.
    Inside,
}

impl Segment {
    /// Whether it adds something to a path.
    #[must_use]
    pub const fn has_width(&self) -> bool {
        !matches!(self, Self::Variant(_) | Self::Inside)
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Field { name, .. } => f.write_str(name),
            Self::Position { index, .. } | Self::Element { index, .. } => write!(f, "{index}"),
            Self::Variant(_) | Self::Inside => Ok(()),
        }
    }
}

/// The path of a parameter from the root of its model. Empty for a model that is one array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ParamPath(SmallVec<[Segment; 4]>);

impl ParamPath {
    /// A path of these segments.
    #[must_use]
    pub fn new(segments: impl IntoIterator<Item = Segment>) -> Self {
        Self(segments.into_iter().filter(Segment::has_width).collect())
    }

    /// The segments, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl fmt::Display for ParamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            segment.fmt(f)?;
        }
        Ok(())
    }
}

impl PartialEq<str> for ParamPath {
    fn eq(&self, other: &str) -> bool {
        let text = self.to_string();
        text == other
    }
}

impl PartialEq<&str> for ParamPath {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}
