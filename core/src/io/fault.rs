//! What is wrong with a file, and with what stands in it.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::element::Element;

/// Why a parameter does not get the values of that name.
///
/// ```
/// use paraminit::init::Cause;
/// use paraminit::io::{self, LoadFault};
/// use paraminit::prelude::*;
///
/// let trained = Dense::<4, 9>::init(1)?;
/// let mut layer = Dense::<4, 8>::init(2)?;
/// let error = io::load(&mut layer, init::from(&trained)).unwrap_err();
/// let Cause::Load(fault) = &error.failures()[0].cause else { unreachable!("{error}") };
/// assert!(matches!(&**fault, LoadFault::Shape { found, .. } if found[..] == [9, 4]));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LoadFault {
    /// No tensor has the name.
    Missing {
        /// The name, as the options map it: of the whole array, where the parameter is a part of one.
        name: String,
        /// The name of the part alone, which would do as well.
        part: Option<String>,
        /// Where it was looked for, as the rule writes it.
        origin: String,
        /// A name that is there and alike.
        nearest: Option<String>,
    },
    /// The tensor has another shape.
    Shape {
        /// Its name.
        name: String,
        /// Where it is.
        origin: String,
        /// Its shape.
        found: Vec<usize>,
        /// The shape of the array that the parameter is a part of, if it is one.
        whole: Option<Vec<usize>>,
    },
    /// The tensor has another element type.
    Element {
        /// Its name.
        name: String,
        /// Where it is.
        origin: String,
        /// Its element type, as the file calls it.
        found: String,
        /// The parameter's.
        expected: Element,
        /// Whether `convert` would help.
        convertible: bool,
    },
    /// No parameter takes the tensor.
    Unused {
        /// Its name.
        name: String,
        /// Where it is.
        origin: String,
    },
    /// Two tensors have one name.
    Twice {
        /// The name.
        name: String,
        /// Where they are.
        origin: String,
    },
    /// The file cannot be read.
    File(Arc<FileError>),
}

impl LoadFault {
    /// Whether it is about a tensor, and no parameter's fault.
    pub(crate) fn is_left_over(&self) -> bool {
        matches!(self, Self::Unused { .. } | Self::Twice { .. })
    }
}

impl fmt::Display for LoadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, part, origin, nearest } => {
                match part {
                    None => write!(f, "there is no `{name}` in `{origin}`")?,
                    Some(part) => write!(f, "there is neither the part `{part}` nor the whole `{name}` in `{origin}`")?,
                }
                let Some(nearest) = nearest else { return Ok(()) };
                let wanted = || core::iter::once(name).chain(part);
                write!(f, "\nhelp: there is `{nearest}`")?;
                if let Some(prefix) = wanted().find_map(|name| nearest.strip_suffix(name.as_str())) {
                    write!(f, ": `prefix(\"{prefix}\")` leads to it")
                } else if let Some(strip) = wanted().find_map(|name| name.strip_suffix(nearest.as_str())) {
                    write!(f, ": `strip(\"{strip}\")` leads to it")
                } else {
                    f.write_str("; `rename` maps our names to theirs")
                }
            }
            Self::Shape { name, origin, found, whole } => {
                write!(f, "`{name}` in `{origin}` has the shape {found:?}")?;
                if let Some(whole) = whole {
                    write!(f, ", and the parameter is a part of an array of shape {whole:?}")?;
                }
                f.write_str("\nhelp: nothing is reshaped or transposed; change the model, or the file")
            }
            Self::Element { name, origin, found, expected, convertible } => {
                write!(f, "`{name}` in `{origin}` is made of {found}, not of `{expected}`")?;
                if *convertible {
                    f.write_str("\nhelp: `convert(true)` rounds the values")?;
                }
                Ok(())
            }
            Self::Unused { name, origin } => {
                write!(f, "no parameter takes `{name}` in `{origin}`")?;
                write!(f, "\nhelp: `allow_unused([\"{name}\"])`, where that is meant")
            }
            Self::Twice { name, origin } => write!(f, "`{name}` is in `{origin}` twice"),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl Error for LoadFault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File(error) => error.source(),
            _ => None,
        }
    }
}

/// A file that cannot be read, or written.
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8>::init(42)?;
/// let error = io::load(&mut layer, init::load("no such file")).unwrap_err();
/// assert!(error.to_string().contains("`no such file` cannot be read"), "{error}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
pub struct FileError {
    pub(super) path: PathBuf,
    pub(super) damage: Damage,
}

/// What is wrong with a file.
///
/// ```
/// use paraminit::Cause;
/// use paraminit::io::{self, Damage, LoadFault};
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("cut.safetensors");
/// let mut layer = Dense::<4, 8>::init(42)?;
/// std::fs::write(&path, [0; 3])?; // a download that ended early
/// let error = io::load(&mut layer, init::load(&path)).unwrap_err();
/// let Cause::Load(fault) = &error.failures()[0].cause else { unreachable!("{error}") };
/// let LoadFault::File(file) = &**fault else { unreachable!("{error}") };
/// assert!(matches!(file.damage(), Damage::TooShort(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Damage {
    /// The system says so.
    Io(std::io::Error),
    /// It is a folder, or a device.
    NotAFile,
    /// It is too short to say how long its header is: it has so many bytes.
    TooShort(u64),
    /// The header is longer than the file, or than 100 MB.
    HeaderLength {
        /// Length that the file states.
        stated: u64,
        /// Length of the file.
        file: u64,
    },
    /// The header is not what the format says.
    Header(Box<dyn Error + Send + Sync>),
    /// Two tensors have this name.
    Twice(String),
    /// Tensors overlap, or leave gaps, or do not have the size that shape and type say.
    Layout(Box<dyn Error + Send + Sync>),
    /// The file is longer or shorter than its header says.
    Length {
        /// By the header.
        expected: u64,
        /// Length of the file.
        found: u64,
    },
}

impl FileError {
    /// The file.
    ///
    /// ```
    /// use paraminit::Cause;
    /// use paraminit::io::{self, LoadFault};
    /// use paraminit::prelude::*;
    ///
    /// let error = io::load(&mut Dense::<4, 8>::init(42)?, init::load("no such file")).unwrap_err();
    /// let Cause::Load(fault) = &error.failures()[0].cause else { unreachable!("{error}") };
    /// let LoadFault::File(file) = &**fault else { unreachable!("{error}") };
    /// assert_eq!(file.path().to_str(), Some("no such file"));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong.
    ///
    /// ```
    /// use paraminit::Cause;
    /// use paraminit::io::{self, Damage, LoadFault};
    /// use paraminit::prelude::*;
    ///
    /// let error = io::load(&mut Dense::<4, 8>::init(42)?, init::load("no such file")).unwrap_err();
    /// let Cause::Load(fault) = &error.failures()[0].cause else { unreachable!("{error}") };
    /// let LoadFault::File(file) = &**fault else { unreachable!("{error}") };
    /// assert!(matches!(file.damage(), Damage::Io(error) if error.kind() == std::io::ErrorKind::NotFound));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn damage(&self) -> &Damage {
        &self.damage
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.path.display())?;
        match &self.damage {
            Damage::Io(error) => write!(f, "cannot be read: {error}"),
            Damage::NotAFile => f.write_str("is not a file"),
            Damage::TooShort(bytes) => write!(f, "is no safetensors file: it has {bytes} bytes"),
            Damage::HeaderLength { stated, file } => {
                write!(f, "is damaged: its header should have {stated} bytes, and the whole file has {file}")
            }
            Damage::Header(error) => write!(f, "is no safetensors file, or damaged: {error}"),
            Damage::Twice(name) => write!(f, "is damaged: two tensors are called `{name}`"),
            Damage::Layout(error) => write!(f, "is damaged: {error}"),
            Damage::Length { expected, found } => {
                write!(f, "is damaged: it should have {expected} bytes, and has {found}")
            }
        }
    }
}

impl Error for FileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.damage {
            // Their text is printed here, so what they point to comes next.
            Damage::Io(error) => error.source(),
            Damage::Header(error) | Damage::Layout(error) => error.source(),
            _ => None,
        }
    }
}
