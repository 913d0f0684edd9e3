//! Why a file cannot be read.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// A file that cannot be read.
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
    pub(crate) path: PathBuf,
    pub(crate) kind: FileErrorKind,
}

/// Why a file cannot be read: by the system, or as a safetensors file.
///
/// ```
/// use paraminit::FailureKind;
/// use paraminit::io::{self, FileErrorKind, LoadErrorKind};
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("cut.safetensors");
/// let mut layer = Dense::<4, 8>::init(42)?;
/// std::fs::write(&path, [0; 3])?; // a download that ended early
/// let error = io::load(&mut layer, init::load(&path)).unwrap_err();
/// let FailureKind::Load(kind) = &error.failures()[0].cause else { unreachable!("{error}") };
/// let LoadErrorKind::File(file) = &**kind else { unreachable!("{error}") };
/// assert!(matches!(file.kind(), FileErrorKind::TooShort(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum FileErrorKind {
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
    /// use paraminit::FailureKind;
    /// use paraminit::io::{self, LoadErrorKind};
    /// use paraminit::prelude::*;
    ///
    /// let error = io::load(&mut Dense::<4, 8>::init(42)?, init::load("no such file")).unwrap_err();
    /// let FailureKind::Load(kind) = &error.failures()[0].cause else { unreachable!("{error}") };
    /// let LoadErrorKind::File(file) = &**kind else { unreachable!("{error}") };
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
    /// use paraminit::FailureKind;
    /// use paraminit::io::{self, FileErrorKind, LoadErrorKind};
    /// use paraminit::prelude::*;
    ///
    /// let error = io::load(&mut Dense::<4, 8>::init(42)?, init::load("no such file")).unwrap_err();
    /// let FailureKind::Load(kind) = &error.failures()[0].cause else { unreachable!("{error}") };
    /// let LoadErrorKind::File(file) = &**kind else { unreachable!("{error}") };
    /// assert!(matches!(file.kind(), FileErrorKind::Io(error) if error.kind() == std::io::ErrorKind::NotFound));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> &FileErrorKind {
        &self.kind
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path.display(), self.kind)
    }
}

impl Error for FileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            // `Display` includes these errors, so `source` skips to their causes.
            FileErrorKind::Io(error) => error.source(),
            FileErrorKind::Header(error) | FileErrorKind::Layout(error) => error.source(),
            _ => None,
        }
    }
}

impl fmt::Display for FileErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::NotAFile => f.write_str("is not a file"),
            Self::TooShort(bytes) => write!(f, "is no safetensors file: it has {bytes} bytes"),
            Self::HeaderLength { stated, file } => {
                write!(f, "is damaged: its header should have {stated} bytes, and the whole file has {file}")
            }
            Self::Header(error) => write!(f, "is no safetensors file, or damaged: {error}"),
            Self::Twice(name) => write!(f, "is damaged: two tensors are called `{name}`"),
            Self::Layout(error) => write!(f, "is damaged: {error}"),
            Self::Length { expected, found } => {
                write!(f, "is damaged: it should have {expected} bytes, and has {found}")
            }
        }
    }
}
