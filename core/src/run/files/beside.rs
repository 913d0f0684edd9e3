//! The file that is written beside another, and then takes its place.
//!
//! It has one fixed name, so that a killed program leaves one such file at most. Who writes holds its lock: a file without
//! one was left over, and is taken away. Where there are no locks, that cannot be told, and it is in the way.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::replace_error::{ReplaceError, WriteStep};
use crate::stream::{OFFSET, fnv1a};

/// A new file beside another, which nobody else writes. It is removed unless it was renamed.
pub(super) struct Beside {
    file: File,
    path: PathBuf,
    renamed: bool,
}

impl Beside {
    /// For the file at `place`; `private` until its mode is set.
    pub(super) fn create(place: &Path, private: bool) -> Result<Self, ReplaceError> {
        let no_name = || WriteStep::Create.failed(place)(io::ErrorKind::InvalidFilename.into());
        let name = place.file_name().ok_or_else(no_name)?;
        let path = place.with_file_name(hidden(name));
        loop {
            match create_new(&path, private) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => lock::take_away(&path)?,
                Err(error) => return Err(WriteStep::Create.failed(&path)(error)),
                Ok(file) => {
                    // Another may have found it without a lock for a moment, and taken it away.
                    if lock::lock(&file, &path)? {
                        return Ok(Self { file, path, renamed: false });
                    }
                }
            }
        }
    }

    /// Takes away what a killed program left beside `place`.
    #[cfg(feature = "safetensors")]
    pub(super) fn clear(place: &Path) -> Result<(), ReplaceError> {
        place.file_name().map_or(Ok(()), |name| lock::take_away(&place.with_file_name(hidden(name))))
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn rename(mut self, place: &Path) -> Result<(), ReplaceError> {
        fs::rename(&self.path, place).map_err(WriteStep::Rename.failed(&self.path))?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.renamed {
            // The first error is the one to report.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The name beside `name`: hidden, and called after it. File systems take names of up to 255 bytes: in place of a longer one
/// stands its hash.
fn hidden(name: &OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    match name.len() {
        0..=200 => hidden.push(name),
        _ => hidden.push(format!("{:016x}", fnv1a(OFFSET, name.as_encoded_bytes()))),
    }
    hidden.push(".paraminit");
    hidden
}

fn create_new(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

#[cfg(unix)]
mod lock {
    use std::fs::{self, File, OpenOptions, TryLockError};
    use std::io;
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use super::{ReplaceError, WriteStep};

    /// Locks the new file at `path`; `false` if it is there no longer.
    pub(super) fn lock(file: &File, path: &Path) -> Result<bool, ReplaceError> {
        match file.try_lock() {
            Ok(()) => is_at(file, path),
            Err(TryLockError::WouldBlock) => Err(ReplaceError::Busy(path.to_path_buf())),
            // Without locks, that it is new says that it is ours.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
            Err(TryLockError::Error(error)) => {
                let _ = fs::remove_file(path);
                Err(WriteStep::Lock.failed(path)(error))
            }
        }
    }

    /// Takes away what a killed program left at `path`.
    pub(super) fn take_away(path: &Path) -> Result<(), ReplaceError> {
        let in_the_way = |_| ReplaceError::InTheWay(path.to_path_buf());
        let found = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            found => found.map_err(WriteStep::Look.failed(path))?,
        };
        if !found.is_file() {
            return Err(ReplaceError::InTheWay(path.to_path_buf()));
        }
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            file => file.map_err(in_the_way)?,
        };
        match file.try_lock() {
            // Who held the lock before may have renamed it: it is the new file then, and no longer at `path`.
            Ok(()) if is_at(&file, path)? => fs::remove_file(path).map_err(in_the_way),
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(ReplaceError::Busy(path.to_path_buf())),
            Err(TryLockError::Error(error)) => Err(in_the_way(error)),
        }
    }

    /// True if `path` names this file.
    fn is_at(file: &File, path: &Path) -> Result<bool, ReplaceError> {
        let looked = |error| WriteStep::Look.failed(path)(error);
        let file = file.metadata().map_err(looked)?;
        match fs::symlink_metadata(path) {
            Ok(found) => Ok((found.dev(), found.ino()) == (file.dev(), file.ino())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(looked(error)),
        }
    }
}

/// Nothing here tells which file a path names, so that a lock would not do.
#[cfg(not(unix))]
mod lock {
    use std::fs::File;
    use std::path::Path;

    use super::ReplaceError;

    #[expect(clippy::unnecessary_wraps, reason = "as elsewhere")]
    pub(super) fn lock(_: &File, _: &Path) -> Result<bool, ReplaceError> {
        Ok(true)
    }

    pub(super) fn take_away(path: &Path) -> Result<(), ReplaceError> {
        Err(ReplaceError::InTheWay(path.to_path_buf()))
    }
}
