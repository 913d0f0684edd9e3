//! What tells a file from another, whatever path leads to it.

use std::fs::File;
use std::io;
use std::path::Path;

/// Device and number. As long as a file is open, no other one has its number.
#[cfg(unix)]
pub(super) type Identity = (u64, u64);

/// The path without links, and the time of the last change.
#[cfg(not(unix))]
pub(super) type Identity = (std::path::PathBuf, Option<std::time::SystemTime>);

/// Returns the identity of the file at `path`, which is open.
#[cfg(unix)]
pub(super) fn identity(_: &Path, file: &File) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;

    let file = file.metadata()?;
    Ok((file.dev(), file.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(path: &Path, file: &File) -> io::Result<Identity> {
    Ok((std::fs::canonicalize(path)?, file.metadata()?.modified().ok()))
}
