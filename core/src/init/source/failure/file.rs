//! Reasons why a file cannot be read.

use std::error::Error;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::printed::{FileName, Lines, Name, Quoted};

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
#[error("`{}` {}", FileName(path), Lines(kind))]
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
    /// There is no such file, or it is a folder, and here is one that may be meant: an index, or what an index stands for.
    #[error("{kind}\nhelp: there is `{}`", FileName(path))]
    Instead {
        /// Why the path cannot be read.
        kind: Box<FileErrorKind>,
        /// What is there.
        path: PathBuf,
    },
    /// A folder, or a device.
    #[error("is not a file")]
    NotAFile,
    /// A file too short for the length of its header. It has this many bytes.
    #[error("is no safetensors file: it has {0} bytes")]
    TooShort(u64),
    /// The header is longer than the file, or than the 100,000,000 bytes that the format allows.
    #[error("is damaged: its header should have {stated} bytes, and {}", allowed(*stated, *file))]
    HeaderLength {
        /// The length of the header that the file states.
        stated: u64,
        /// Length of the file.
        file: u64,
    },
    /// A header that does not follow the format.
    #[error("is no safetensors file, or damaged: {0}")]
    Header(Box<dyn Error + Send + Sync>),
    /// The entry of a tensor, or that of the header's own text, is not what the format says: it cannot be read, or the values
    /// overlap others, leave a gap, or do not have the size that shape and type say.
    #[error("is damaged: the entry of `{}`: {error}", Quoted(name))]
    Entry {
        /// The name.
        name: String,
        /// The reason.
        error: Box<dyn Error + Send + Sync>,
    },
    /// Two tensors have this name.
    #[error("is damaged: two tensors are called `{}`", Quoted(.0))]
    Twice(String),
    /// A file that is no index of shards.
    #[error("is no index of safetensors files, or damaged: {0}")]
    Index(Box<dyn Error + Send + Sync>),
    /// An index names a file that does not lie in its folder or below.
    #[error("is refused: it says that `{}` lies in `{}`, outside of its folder", Name(tensor), Name(shard))]
    Outside {
        /// The tensor.
        tensor: String,
        /// The file, as the index writes it.
        shard: String,
    },
    /// A file that an index names cannot be read.
    #[error("{kind}; it is to hold `{}`{}, says `{}`", Name(tensor), and_others(*others), FileName(index))]
    Shard {
        /// The index.
        index: PathBuf,
        /// The first tensor that the file is to hold.
        tensor: String,
        /// The number of others.
        others: usize,
        /// Why it cannot be read.
        kind: Box<FileErrorKind>,
    },
    /// An index says that a file holds a tensor, and it does not.
    #[error(
        "does not fit its files: it says that `{}` lies in `{}`, which does not hold it",
        Name(tensor),
        Name(shard)
    )]
    NotInShard {
        /// The tensor.
        tensor: String,
        /// The file, as the index writes it.
        shard: String,
    },
    /// Somebody saved to the same index, again and again, while its files were opened.
    #[error("was replaced each of the 8 times that its files were opened\nhelp: load again when nobody saves to it")]
    Replaced,
    /// Two files of one source hold a tensor of one name, so that nothing says which is meant.
    #[error("holds `{}`, and so does `{}`: nothing says which of the two is meant", Name(name), FileName(other))]
    InTwoFiles {
        /// The name.
        name: String,
        /// The other file.
        other: PathBuf,
    },
    /// Two paths of one source lead to the same file.
    #[error("is the file `{}`, too: a source takes each of its files once\nhelp: remove one of the two", FileName(.0))]
    SameFile(PathBuf),
    /// The file is longer or shorter than its header says.
    #[error("is damaged: it should have {expected} bytes, and has {found}")]
    Length {
        /// The length by the header.
        expected: u64,
        /// Length of the file.
        found: u64,
    },
}

fn and_others(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " and another tensor".to_owned(),
        _ => format!(" and {count} other tensors"),
    }
}

fn allowed(stated: u64, file: u64) -> String {
    match stated {
        0..=100_000_000 => format!("the whole file has {file}"),
        _ => "the format allows 100000000".to_owned(),
    }
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
