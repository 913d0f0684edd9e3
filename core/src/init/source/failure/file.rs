//! Reasons why a file cannot be read.

use std::error::Error;
use std::path::{Path, PathBuf};

use thiserror::Error;

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
#[derive(Debug, Error)]
#[error("`{}` {kind}", .path.display())]
pub struct FileError {
    pub(crate) path: PathBuf,
    pub(crate) kind: FileErrorKind,
}

/// The reason why a file cannot be read: by the system, or as a safetensors file.
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
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileErrorKind {
    /// An error of the system.
    #[error("cannot be read: {0}")]
    Io(std::io::Error),
    /// A folder, or a device.
    #[error("is not a file")]
    NotAFile,
    /// A file too short for the length of its header. It has this many bytes.
    #[error("is no safetensors file: it has {0} bytes")]
    TooShort(u64),
    /// A header longer than the file, or than 100 MB.
    #[error("is damaged: its header should have {stated} bytes, and the whole file has {file}")]
    HeaderLength {
        /// The length of the header that the file states.
        stated: u64,
        /// Length of the file.
        file: u64,
    },
    /// A header that does not follow the format.
    #[error("is no safetensors file, or damaged: {0}")]
    Header(Box<dyn Error + Send + Sync>),
    /// A name that two tensors have.
    #[error("is damaged: two tensors are called `{0}`")]
    Twice(String),
    /// Tensors that overlap, leave gaps, or do not have the size of their shape and type.
    #[error("is damaged: {0}")]
    Layout(Box<dyn Error + Send + Sync>),
    /// A file longer or shorter than its header says.
    #[error("is damaged: it should have {expected} bytes, and has {found}")]
    Length {
        /// The length by the header.
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

    /// The kind of error.
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
