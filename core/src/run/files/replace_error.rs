//! Why a file was not replaced.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::printed::Name;

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
    #[error("is being written by another program or thread, which has locked `{}`", Name(&.0.to_string_lossy()))]
    Busy(PathBuf),
    /// This is where the new file would be written first, and it is nothing that a killed program left there, or there are
    /// no locks to tell by.
    #[error(
        "cannot be written, because `{}` is in the way\n\
         help: remove that, unless another program is writing it",
        Name(&.0.to_string_lossy())
    )]
    InTheWay(PathBuf),
    /// The system could not write the file.
    #[error("cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The file **was** replaced, but the system could not flush its folder to the disk: after a loss of power, what was there
    /// before may be there again.
    #[error(
        "was replaced, but its folder could not be flushed to the disk, so that a loss of power may bring back what was \
         there before: {0}"
    )]
    NotSynced(io::Error),
}
