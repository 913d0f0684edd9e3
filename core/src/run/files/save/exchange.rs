//! New files that take the places of old ones together.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::contents::Contents;
use super::error::SaveError;
use super::names::{Names, stale};
use crate::files::beside::Beside;
use crate::files::replace::{Folder, Prepared, prepare, replace_file};
use crate::files::{ReplaceError, WriteStep};

/// Writes one file, and removes what an earlier save to the path left in several.
pub(super) fn one(path: &Path, contents: &Contents<'_>, names: &Names) -> Result<(), SaveError> {
    let fail = |error| SaveError::Write(path.to_path_buf(), error);
    let old = stale(path, names, &[]).map_err(WriteStep::Look.failed(path)).map_err(fail)?;
    replace_file(path, |out| contents.write(out)).map_err(fail)?;
    // First the index: without it, nobody looks for its files.
    let index = path.with_file_name(names.index());
    std::iter::once(index).chain(old).try_for_each(|old| remove(&old))
}

/// New files that are written, beside the places that they are to take.
pub(super) struct Exchange {
    index: (PathBuf, Prepared),
    shards: Vec<(PathBuf, Prepared)>,
    /// What nobody needs then.
    stale: Vec<PathBuf>,
}

impl Exchange {
    /// Writes all files beside their places, for the model at `path`.
    pub(super) fn prepare<'c, 'm: 'c>(
        path: &Path,
        index: &str,
        shards: impl Iterator<Item = (PathBuf, &'c Contents<'m>)>,
        names: &Names,
    ) -> Result<Self, SaveError> {
        let fail = |path: &Path| {
            let path = path.to_path_buf();
            move |error| SaveError::Write(path, error)
        };
        // The single file of an earlier save is removed at the end. What could not be replaced is not removed either.
        let old = fs::symlink_metadata(path).ok();
        if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_symlink()) {
            return Err(SaveError::Write(path.to_path_buf(), ReplaceError::NotAFile));
        }
        // First the index, whose lock keeps other writers of the same set away.
        let at = path.with_file_name(names.index());
        let index = prepare(&at, |out| out.write_all(index.as_bytes())).map_err(fail(&at))?;
        let shards = shards.map(|(at, contents)| match prepare(&at, |out| contents.write(out)) {
            Ok(prepared) => Ok((at, prepared)),
            Err(error) => Err(SaveError::Write(at, error)),
        });
        let shards: Vec<_> = shards.collect::<Result<_, _>>()?;
        let new: Vec<PathBuf> = shards.iter().map(|(at, _)| at.clone()).collect();
        let left = stale(path, names, &new).map_err(WriteStep::Look.failed(path)).map_err(fail(path))?;
        let stale = left.into_iter().chain(old.map(|_| path.to_path_buf())).collect();
        Ok(Self { index: (at, index), shards, stale })
    }

    /// Puts them in place. `step` is called after each step: a process may end there.
    pub(super) fn run(self, step: &mut dyn FnMut()) -> Result<(), SaveError> {
        let Self { index: (index, new_index), shards, stale } = self;
        let is_there = |prepared: &Prepared| fs::symlink_metadata(prepared.place()).is_ok();
        let mut synced = Ok(());
        let mut sync = |folder: &Folder| synced = std::mem::replace(&mut synced, Ok(())).and(folder.sync());
        // While some of its files are new, the old index must not be there.
        let mixes = is_there(&new_index) && shards.iter().any(|(_, prepared)| is_there(prepared));
        if mixes {
            let removed = fs::remove_file(new_index.place()).map_err(WriteStep::Remove.failed(new_index.place()));
            removed.map_err(|error| SaveError::Write(index.clone(), error))?;
            sync(new_index.folder());
            step();
        }
        let (mut folders, mut replaced) = (Vec::new(), Vec::new());
        for (path, prepared) in shards {
            match prepared.rename() {
                Ok(folder) => folders.push(folder),
                Err(error) => return Err(undone(path, error, index, replaced, mixes)),
            }
            replaced.push(path);
            step();
        }
        folders.iter().for_each(&mut sync);
        match new_index.rename() {
            Ok(folder) => sync(&folder),
            Err(error) => return Err(undone(index.clone(), error, index, replaced, mixes)),
        }
        step();
        for old in stale {
            remove(&old)?;
            step();
        }
        synced.map_err(|error| SaveError::Write(index, error))
    }
}

/// The error of a file that could not be put in place. Where all were new, those that are in place are removed, and the old set
/// is as it was.
fn undone(path: PathBuf, error: ReplaceError, index: PathBuf, replaced: Vec<PathBuf>, mixes: bool) -> SaveError {
    if mixes {
        return SaveError::Partly { path, error, index, replaced };
    }
    for new in replaced {
        // The first error is the one to report.
        let _ = fs::remove_file(new);
    }
    SaveError::Write(path, error)
}

/// Removes a file of an earlier save, and what a killed one left beside it.
fn remove(path: &Path) -> Result<(), SaveError> {
    // Another program may be writing it.
    let _ = Beside::clear(path);
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(SaveError::Left { path: path.to_path_buf(), error })
        }
        _ => Ok(()),
    }
}
