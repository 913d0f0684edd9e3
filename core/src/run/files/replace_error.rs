//! Why a file was not replaced.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::printed::FileName;

/// Why a file was not written in place of what is at its path. After all but [`NotSynced`](Self::NotSynced), what was at the
/// path is still there, and nothing lies beside it.
///
/// ```
/// use paraminit::io::ReplaceError;
/// use paraminit::plan::LockError;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// // A folder is not replaced by a file.
/// match Dense::<4, 8>::plan_init()?.write_lock(folder.path()) {
///     Err(LockError::Write { error: ReplaceError::NotAFile, .. }) => {}
///     other => unreachable!("{other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReplaceError {
    /// What is there is a folder, a device, a pipe or a socket.
    #[error("is no regular file, and nothing else is replaced\nhelp: name another path, or remove what is there")]
    NotAFile,
    /// What is there has several names: it would stay as it is under the others.
    #[error(
        "has {0} names (hard links), and the others would keep what is there\n\
         help: name another path, or remove this name first"
    )]
    HardLinks(u64),
    /// What is there belongs to others, and this process may not give them a new file.
    #[error(
        "belongs to user {user} and group {group}, and a new file cannot be given to them: {error}\n\
         help: name another path, or remove what is there"
    )]
    Owner {
        /// The number of the user.
        user: u32,
        /// The number of the group.
        group: u32,
        /// The error of the system.
        error: io::Error,
    },
    /// Another program, or another thread, is writing the file: it holds the lock of this one beside it.
    #[error("is being written by another program or thread, which has locked `{}`", FileName(.0))]
    Busy(PathBuf),
    /// This is where the new file would be written first, and it is nothing that a killed program left there, or there are
    /// no locks to tell by.
    #[error(
        "cannot be written, because `{}` is in the way\n\
         help: remove that, unless another program is writing it",
        FileName(.0)
    )]
    InTheWay(PathBuf),
    /// The system could not take one of the steps.
    #[error("cannot be written: the system could not {step} `{}`: {error}{}", FileName(path), advice(*step, path, error))]
    Io {
        /// The step.
        step: WriteStep,
        /// What it was about: the file, the one beside it, or their folder.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The file **was** replaced, but the system could not flush its folder to the disk: after a loss of power, what was there
    /// before may be there again.
    #[error(
        "was replaced, but its folder could not be flushed to the disk, so that a loss of power may bring back what was \
         there before: {0}"
    )]
    NotSynced(io::Error),
}

/// A step of writing a file in place of another.
///
/// ```
/// use paraminit::io::{ReplaceError, WriteStep};
/// use paraminit::plan::LockError;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// match Dense::<4, 8>::plan_init()?.write_lock(folder.path().join("none/init.lock")) {
///     Err(LockError::Write { error: ReplaceError::Io { step: WriteStep::OpenFolder, path, .. }, .. }) => {
///         assert_eq!(path, folder.path().join("none"));
///     }
///     other => unreachable!("{other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteStep {
    /// Following a symbolic link.
    Follow,
    /// Asking what is at a path.
    Look,
    /// Opening the file that is there, to see that it may be written.
    OpenOld,
    /// Opening the folder, which is flushed at the end.
    OpenFolder,
    /// Making the file beside it.
    Create,
    /// Locking that file.
    Lock,
    /// Giving that file the mode of the one that is there.
    Mode,
    /// Writing that file.
    Write,
    /// Flushing that file to the disk.
    Flush,
    /// Renaming that file.
    Rename,
    /// Removing the index of the old files, while new ones take their places.
    Remove,
}

impl WriteStep {
    /// The error of this step, on this path.
    pub(super) fn failed(self, path: &Path) -> impl FnOnce(io::Error) -> ReplaceError {
        move |error| ReplaceError::Io { step: self, path: path.to_path_buf(), error }
    }
}

impl fmt::Display for WriteStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Follow => "follow the link",
            Self::Look => "look at",
            Self::OpenOld => "open",
            Self::OpenFolder => "open the folder",
            Self::Create => "create",
            Self::Lock => "lock",
            Self::Mode => "set the mode of",
            Self::Write => "write",
            Self::Flush => "flush to the disk",
            Self::Rename => "rename",
            Self::Remove => "remove",
        })
    }
}

/// The fix, in a line of its own, where it is known.
fn advice(step: WriteStep, path: &Path, error: &io::Error) -> String {
    let folder = || FileName(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    match (step, error.kind()) {
        (WriteStep::OpenFolder, io::ErrorKind::PermissionDenied) => {
            "\nhelp: give this user the right to read the folder, too: it is flushed to the disk at the end".to_owned()
        }
        (WriteStep::OpenFolder, io::ErrorKind::NotFound) => "\nhelp: make the folder first".to_owned(),
        (WriteStep::Create, io::ErrorKind::PermissionDenied) => {
            format!("\nhelp: give this user the right to write in `{}`: a new file is written there first", folder())
        }
        (WriteStep::OpenOld, io::ErrorKind::PermissionDenied) => {
            "\nhelp: give this user the right to write the file, or name another path".to_owned()
        }
        (_, io::ErrorKind::StorageFull) => {
            "\nhelp: make room: what is there stays until the new file is complete".to_owned()
        }
        _ => String::new(),
    }
}
