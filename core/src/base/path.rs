//! Paths of parameters in a model: `blocks.3.proj.weight`.

use core::fmt;
use std::collections::HashMap;

use smallvec::SmallVec;
use thiserror::Error;

use crate::printed::Name;

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

    /// The path as a pattern of a rule: `blocks[3].heads["de"].weight`.
    pub(crate) fn spelled(&self) -> String {
        let spelled = self.segments().enumerate().map(|(i, segment)| match segment {
            Segment::Element { index, .. } | Segment::Position { index, .. } => format!("[{index}]"),
            Segment::Key(key) => format!("[{key:?}]"),
            name if i == 0 => name.to_string(),
            name => format!(".{name}"),
        });
        spelled.collect()
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

/// The error for two parameters whose paths read the same: `a.b` is the entry `"a.b"` of a map, and `"b"` below `"a"`. No
/// file, no plan and no request by path could tell them apart.
///
/// ```
/// use std::collections::BTreeMap;
/// use paraminit::prelude::*;
///
/// type Nested = BTreeMap<String, BTreeMap<String, [f32; 1]>>;
/// let entry = |key: &str| BTreeMap::from([(key.to_owned(), [0.0])]);
/// let nested: Nested = [("a.b".to_owned(), entry("c")), ("a".to_owned(), entry("b.c"))].into();
/// let unknown = nested.param("a.b.c").unwrap_err();
/// let same = unknown.same_path().expect("there are two");
/// assert_eq!((same.path(), same.spelled()), ("a.b.c", [r#"["a"]["b.c"]"#, r#"["a.b"]["c"]"#]));
/// ```
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error(
    "two parameters have the path `{}`: `{}` and `{}`\nhelp: give the entry {key:?} a key without a dot",
    Name(path),
    Name(&spelled[0]),
    Name(&spelled[1])
)]
pub struct SamePath {
    path: String,
    spelled: [String; 2],
    /// The key of a map that holds a dot.
    key: String,
}

impl SamePath {
    fn of(one: &ParamPath, other: &ParamPath) -> Self {
        let key = dotted(one).or_else(|| dotted(other)).unwrap_or_default().to_owned();
        Self { path: one.to_string(), spelled: [one, other].map(ParamPath::spelled), key }
    }

    /// The path of both, as it is printed.
    ///
    /// ```
    /// # use std::collections::BTreeMap;
    /// # use paraminit::prelude::*;
    /// # let entry = |key: &str| BTreeMap::from([(key.to_owned(), [0.0_f32])]);
    /// # let nested: BTreeMap<_, _> = [("a.b".to_owned(), entry("c")), ("a".to_owned(), entry("b.c"))].into();
    /// let unknown = nested.param("a.b.c").unwrap_err();
    /// assert_eq!(unknown.same_path().map(|same| same.path()), Some("a.b.c"));
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The two as patterns of rules, which tell them apart.
    ///
    /// ```
    /// # use std::collections::BTreeMap;
    /// # use paraminit::prelude::*;
    /// # let entry = |key: &str| BTreeMap::from([(key.to_owned(), [0.0_f32])]);
    /// # let nested: BTreeMap<_, _> = [("a.b".to_owned(), entry("c")), ("a".to_owned(), entry("b.c"))].into();
    /// let unknown = nested.param("a.b.c").unwrap_err();
    /// assert_eq!(unknown.same_path().map(|same| same.spelled()[1]), Some(r#"["a.b"]["c"]"#));
    /// ```
    #[must_use]
    pub fn spelled(&self) -> [&str; 2] {
        self.spelled.each_ref().map(String::as_str)
    }
}

/// The paths among these that read as an earlier one does, by their number.
pub(crate) fn same_paths<'p>(paths: impl Iterator<Item = &'p ParamPath> + Clone) -> Vec<(usize, SamePath)> {
    // Without a dot in a key, paths that differ read differently.
    if paths.clone().all(|path| dotted(path).is_none()) {
        return Vec::new();
    }
    let mut read: HashMap<String, &ParamPath> = HashMap::new();
    let mut same = Vec::new();
    for (at, path) in paths.enumerate() {
        match read.get(&path.to_string()) {
            Some(first) if *first != path => same.push((at, SamePath::of(first, path))),
            Some(_) => {}
            None => drop(read.insert(path.to_string(), path)),
        }
    }
    same
}

/// The first key with a dot on the path.
fn dotted(path: &ParamPath) -> Option<&str> {
    path.segments().find_map(|segment| match segment {
        Segment::Key(key) if key.contains('.') => Some(key),
        _ => None,
    })
}
