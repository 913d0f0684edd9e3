//! The one way in which the library writes files: they take the place of others whole, or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::owner;
use super::replace_error::{ReplaceError, WriteStep};

/// Writes a file in place of what is at `path`, or nothing: beside it first, flushed to the disk, then renamed.
///
/// A symbolic link stays, and what it leads to is replaced. Mode, owner and group stay. What cannot stay is refused: see
/// [`ReplaceError`].
pub(crate) fn replace_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), ReplaceError> {
    prepare(path, write)?.rename()?.sync()
}

/// A whole new file beside the one whose place it is to take. It is gone if it does not take it.
pub(super) struct Prepared {
    place: PathBuf,
    beside: Beside,
    folder: Folder,
}

/// Writes a file beside what is at `path`, as [`replace_file`] does.
pub(super) fn prepare(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Prepared, ReplaceError> {
    let place = followed(path).map_err(WriteStep::Follow.failed(path))?;
    let old = old(path, &place)?;
    // Before anything changes: a folder that cannot be opened cannot be flushed.
    let folder = Folder::of(&place)?;
    let beside = Beside::create(&place, old.is_some())?;
    if let Some(old) = &old {
        owner::keep(old, beside.file(), beside.path())?;
    }
    let mut out = BufWriter::with_capacity(1 << 16, beside.file());
    write(&mut out).and_then(|()| out.flush()).map_err(WriteStep::Write.failed(beside.path()))?;
    drop(out);
    beside.file().sync_all().map_err(WriteStep::Flush.failed(beside.path()))?;
    Ok(Prepared { place, beside, folder })
}

impl Prepared {
    /// Where the file is to be, behind links.
    #[cfg(feature = "safetensors")]
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    #[cfg(feature = "safetensors")]
    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Takes the place. The folder is to be flushed.
    pub(super) fn rename(self) -> Result<Folder, ReplaceError> {
        self.beside.rename(&self.place)?;
        Ok(self.folder)
    }
}

/// The place that links at `path` lead to, whether something is there or not.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_path_buf();
    while fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) {
        match fs::canonicalize(&place) {
            // It leads to nothing, over other links or not; in a circle it would be another error.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let target = fs::read_link(&place)?;
                place.pop();
                place.push(target);
            }
            full => return full,
        }
    }
    Ok(place)
}

/// What is there, if it can be replaced.
fn old(path: &Path, place: &Path) -> Result<Option<Metadata>, ReplaceError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        // To open a pipe could wait forever.
        Ok(found) if !found.is_file() => return Err(ReplaceError::NotAFile),
        found => found.map_err(WriteStep::Look.failed(path))?,
    };
    // To rename over a file takes no right to write it. That right is asked for here.
    let old = OpenOptions::new().write(true).open(place).and_then(|file| file.metadata());
    let old = old.map_err(WriteStep::OpenOld.failed(place))?;
    match owner::names(&old) {
        // It has none if another replaced it since it was opened: by a file that took over the same from it.
        0 | 1 => Ok(Some(old)),
        names => Err(ReplaceError::HardLinks(names)),
    }
}

/// The folder of a file, open to be flushed, so that a new name in it survives a loss of power, too.
pub(super) struct Folder(Option<File>);

impl Folder {
    fn of(place: &Path) -> Result<Self, ReplaceError> {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Elsewhere a folder is no file to open.
        let open = cfg!(unix).then(|| File::open(folder)).transpose();
        open.map(Self).map_err(WriteStep::OpenFolder.failed(folder))
    }

    pub(super) fn sync(&self) -> Result<(), ReplaceError> {
        self.0.as_ref().map_or(Ok(()), File::sync_all).map_err(ReplaceError::NotSynced)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::{ReplaceError, WriteStep, replace_file};

    #[test]
    fn what_fails_halfway_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        for before in [None, Some("as it was")] {
            if let Some(text) = before {
                fs::write(&path, text).unwrap();
            }
            let failed = replace_file(&path, |out| {
                out.write_all(&vec![0; 100_000])?;
                Err(full())
            });
            match failed {
                Err(ReplaceError::Io { step: WriteStep::Write, path, error }) => {
                    assert_eq!((path, error.kind()), (folder.path().join(".file.paraminit"), full().kind()));
                }
                other => panic!("{other:?}"),
            }
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), before);
            let files = fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(files, usize::from(before.is_some()));
        }
        let panics = std::panic::catch_unwind(|| replace_file(&path, |_| panic!("in the middle")));
        assert!(panics.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_not_flushed_does_not_undo_the_file() {
        // Devices cannot be flushed, as the folders of some file systems cannot.
        let folder = super::Folder(Some(fs::File::open("/dev/null").unwrap()));
        let error = folder.sync().unwrap_err();
        assert!(matches!(error, ReplaceError::NotSynced(_)), "{error}");
        let text = error.to_string();
        assert!(text.starts_with("was replaced, but its folder could not be flushed to the disk, "), "{text}");
    }
}
