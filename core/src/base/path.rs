//! Paths of parameters in a model: `blocks.3.proj.weight`.

use core::fmt;

use smallvec::SmallVec;

/// One step of a path.
///
/// ```
/// use paraminit::path::Segment;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     blocks: [Dense<4, 4>; 3],
/// }
///
/// let net = Net::init(42)?;
/// let (path, _) = &net.named_parameters()[4];
/// assert_eq!(*path, "blocks.2.weight");
/// assert_eq!(path.segments().nth(1), Some(Segment::Element { index: 2, len: 3 }));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Segment<'k> {
    /// A named field. `key` is its name in the hashed path, which `#[init(key = "..")]` keeps after a rename.
    Field {
        /// The name of the field.
        name: &'static str,
        /// The name in the hashed path.
        key: &'static str,
    },
    /// A field of a tuple or a tuple struct.
    Position {
        /// The position, from 0.
        index: usize,
        /// A key from `#[init(key = "..")]`; `None` stands for the position.
        key: Option<&'static str>,
    },
    /// An element of a `Vec` or an array.
    Element {
        /// The position, from 0.
        index: usize,
        /// Number of elements of the container.
        len: usize,
    },
    /// An entry of a map.
    Key(&'k str),
    /// The entries of a map that no pattern names, for `const` code.
    AnyKey,
    /// A variant of an enum. It has no width: it is not printed and not hashed, and no path holds it.
    Variant(&'static str),
    /// The value that a variant wraps. It has no width either.
    Inside,
}

impl Segment<'_> {
    /// True for an element or entry of a container, false for a field.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // The same name for the parameters of all elements: what a table of layers groups by.
    /// let net = <(Dense<4, 4>, [Dense<4, 4>; 3])>::init(42)?;
    /// let (path, _) = &net.named_parameters()[4];
    /// let star = |s: paraminit::path::Segment| if s.is_of_container() { "*".to_owned() } else { s.to_string() };
    /// assert_eq!(*path, "1.1.weight");
    /// assert_eq!(path.segments().map(star).collect::<Vec<_>>().join("."), "1.*.weight");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn is_of_container(&self) -> bool {
        matches!(self, Self::Element { .. } | Self::Key(_) | Self::AnyKey)
    }

    /// True if the segment adds text to a path.
    #[must_use]
    pub(crate) const fn has_width(&self) -> bool {
        !matches!(self, Self::Variant(_) | Self::Inside)
    }
}

impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Field { name, .. } => f.write_str(name),
            Self::Position { index, .. } | Self::Element { index, .. } => write!(f, "{index}"),
            Self::Key(key) => f.write_str(key),
            Self::AnyKey => f.write_str("*"),
            Self::Variant(_) | Self::Inside => Ok(()),
        }
    }
}

/// The path of a parameter from the root of its model. It is empty for a model that is one array.
///
/// `Display` prints `blocks.3.proj.weight`, and `Debug` the same as a string literal.
///
/// ```
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let biases: Vec<_> =
///     layer.named_parameters().into_iter().filter(|(path, _)| path.to_string().ends_with("bias")).collect();
/// // It compares with text.
/// assert_eq!(biases[0].0, "bias");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct ParamPath(SmallVec<[Kept; 4]>);

/// A segment that owns its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kept {
    Segment(Segment<'static>),
    Key(Box<str>),
}

impl Kept {
    fn of(segment: Segment<'_>) -> Self {
        Self::Segment(match segment {
            Segment::Key(key) => return Self::Key(key.into()),
            Segment::Field { name, key } => Segment::Field { name, key },
            Segment::Position { index, key } => Segment::Position { index, key },
            Segment::Element { index, len } => Segment::Element { index, len },
            Segment::Variant(name) => Segment::Variant(name),
            Segment::AnyKey => Segment::AnyKey,
            Segment::Inside => Segment::Inside,
        })
    }

    fn segment(&self) -> Segment<'_> {
        match self {
            Self::Segment(segment) => *segment,
            Self::Key(key) => Segment::Key(key),
        }
    }
}

impl ParamPath {
    /// Makes a path of these segments.
    ///
    /// ```
    /// use paraminit::path::{ParamPath, Segment};
    ///
    /// // In an error of a loader of one's own.
    /// let path = ParamPath::new([Segment::Key("head"), Segment::Element { index: 3, len: 4 }]);
    /// assert_eq!(path.to_string(), "head.3");
    /// ```
    #[must_use]
    pub fn new<'k>(segments: impl IntoIterator<Item = Segment<'k>>) -> Self {
        Self(segments.into_iter().filter(Segment::has_width).map(Kept::of).collect())
    }

    /// The segments, outermost first.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let net = <[Dense<4, 4>; 2]>::init(42)?;
    /// let depth = |path: &paraminit::path::ParamPath| path.segments().count();
    /// assert!(net.named_parameters().iter().all(|(path, _)| depth(path) == 2));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.0.iter().map(Kept::segment)
    }
}

impl fmt::Display for ParamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.segments().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            segment.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ParamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
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
