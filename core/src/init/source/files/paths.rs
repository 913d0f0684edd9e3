//! Paths of the files that are one source.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::printed::FileName;

/// The files that are one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Paths {
    /// A safetensors file, or an index of several.
    One(PathBuf),
    List(Vec<PathBuf>),
}

impl Paths {
    /// The names alone, so that a plan reads the same wherever the files lie.
    pub(crate) fn names(&self) -> Self {
        let name = |path: &PathBuf| path.file_name().map_or_else(|| path.clone(), PathBuf::from);
        match self {
            Self::One(path) => Self::One(name(path)),
            Self::List(paths) => Self::List(paths.iter().map(name).collect()),
        }
    }
}

/// Writes the paths as a rule does: `"a"`, or `["a", "b"]`.
impl fmt::Display for Paths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(path) => write!(f, "\"{}\"", FileName(path)),
            Self::List(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| format!("\"{}\"", FileName(path))).collect();
                write!(f, "[{}]", paths.join(", "))
            }
        }
    }
}

/// What [`init::load`](crate::init::load) takes: one path, or several in an array, a slice or a `Vec`. `How` tells the two apart,
/// and is found by the compiler.
///
/// ```
/// use paraminit::init::{Source, load};
///
/// let one: Source = load("model.safetensors").into();
/// let several: Source = load(["body.safetensors", "head.safetensors"]).into();
/// assert_eq!(several.to_string(), r#"load(["body.safetensors", "head.safetensors"])"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither the path of a file nor a list of paths",
    label = "`load` takes a path, or an array, a slice or a `Vec` of paths"
)]
pub trait LoadPaths<How> {
    #[doc(hidden)]
    fn paths(self, _: Sealed) -> PathsOf;
}

/// One path.
#[doc(hidden)]
#[derive(Debug)]
pub struct One;

/// Several paths.
#[doc(hidden)]
#[derive(Debug)]
pub struct Several;

/// Paths, for this crate alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct PathsOf(pub(crate) Paths);

/// What only this crate can make.
#[doc(hidden)]
#[derive(Debug)]
pub struct Sealed(pub(crate) ());

#[diagnostic::do_not_recommend]
impl<P: AsRef<Path>> LoadPaths<One> for P {
    fn paths(self, _: Sealed) -> PathsOf {
        PathsOf(Paths::One(self.as_ref().to_path_buf()))
    }
}

fn several<P: AsRef<Path>>(paths: &[P]) -> PathsOf {
    PathsOf(Paths::List(paths.iter().map(|path| path.as_ref().to_path_buf()).collect()))
}

macro_rules! several {
    ($($(const $n:ident)? $list:ty),*) => { $(
        #[diagnostic::do_not_recommend]
        impl<P: AsRef<Path>, $(const $n: usize)?> LoadPaths<Several> for $list {
            fn paths(self, _: Sealed) -> PathsOf {
                several(&self[..])
            }
        }
    )* };
}

several!(const N [P; N], const N &[P; N], &[P], Vec<P>, &Vec<P>);
