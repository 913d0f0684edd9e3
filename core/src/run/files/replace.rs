//! Files that replace others as a whole, or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes a file in place of the one at `path`, or nothing: it is written beside it, flushed to the disk, and then
/// renamed.
pub(crate) fn replace_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let (beside, file) = create_beside(path, name)?;
    let write_all = || {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.into_inner()?.sync_all()?;
        fs::rename(&beside, path)
    };
    write_all().inspect_err(|_| {
        // The first error is the one to report.
        let _ = fs::remove_file(&beside);
    })?;
    sync_folder(path)
}

/// Creates a new file in the folder of `path`, hidden and named after it.
fn create_beside(path: &Path, name: &OsStr) -> io::Result<(PathBuf, File)> {
    // Several threads and processes may write the same file at once.
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    loop {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{}.tmp", process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let beside = path.with_file_name(hidden);
        match File::create_new(&beside) {
            // Such a file was left over by a process that died, or belongs to one in another container.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result.map(|file| (beside, file)),
        }
    }
}

/// Flushes the folder, so that the new name also survives a loss of power.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as elsewhere")]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
