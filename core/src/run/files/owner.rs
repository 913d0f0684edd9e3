//! What a new file takes over from the one that it replaces: mode, owner and group.

use std::fs::{File, Metadata};
use std::path::Path;

use super::replace_error::{ReplaceError, WriteStep};

/// Gives `new`, at `path`, the mode, the owner and the group of `old`.
#[cfg(unix)]
pub(super) fn keep(old: &Metadata, new: &File, path: &Path) -> Result<(), ReplaceError> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let now = new.metadata().map_err(WriteStep::Look.failed(path))?;
    let (user, group) = (old.uid(), old.gid());
    if (user, group) != (now.uid(), now.gid()) {
        fchown(new, Some(user), Some(group)).map_err(|error| ReplaceError::Owner { user, group, error })?;
    }
    // Last, because a new owner takes bits away. Some file systems have one mode for all and refuse to set any.
    if old.mode() != now.mode() {
        new.set_permissions(old.permissions()).map_err(WriteStep::Mode.failed(path))?;
    }
    Ok(())
}

/// Number of names that the file has.
#[cfg(unix)]
pub(super) fn names(file: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;

    file.nlink()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as elsewhere")]
pub(super) fn keep(_: &Metadata, _: &File, _: &Path) -> Result<(), ReplaceError> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn names(_: &Metadata) -> u64 {
    1
}
