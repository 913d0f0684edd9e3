//! Names of the files of one model.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{ReplaceError, WriteStep};
use crate::init::source::files::index::BEHIND;

/// The names of the files beside a path: its own in front of and behind the numbers.
pub(super) struct Names {
    whole: String,
    stem: String,
    extension: String,
}

impl Names {
    pub(super) fn of(path: &Path) -> Result<Self, ReplaceError> {
        // An index names its files in text.
        let no_text = || WriteStep::Create.failed(path)(io::ErrorKind::InvalidFilename.into());
        let text = |part: Option<&OsStr>| part.map_or(Some(String::new()), |part| part.to_str().map(str::to_owned));
        let whole = path.file_name().and_then(OsStr::to_str).ok_or_else(no_text)?.to_owned();
        let (stem, extension) = text(path.file_stem()).zip(text(path.extension())).ok_or_else(no_text)?;
        let extension = if extension.is_empty() { extension } else { format!(".{extension}") };
        Ok(Self { whole, stem, extension })
    }

    pub(super) fn index(&self) -> String {
        format!("{}{BEHIND}", self.whole)
    }

    pub(super) fn shard(&self, number: usize, of: usize) -> String {
        format!("{}-{number:05}-of-{of:05}{}", self.stem, self.extension)
    }

    /// True if the name is one that [`shard`](Self::shard) gives.
    pub(super) fn is_shard(&self, name: &str) -> bool {
        let number = |text: &str| text.len() >= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        let numbers = name.strip_prefix(&*self.stem).and_then(|rest| rest.strip_suffix(&*self.extension));
        let numbers = numbers.and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.split_once("-of-"));
        numbers.is_some_and(|(at, of)| number(at) && number(of))
    }
}

/// What an earlier save to the path left beside it, in files of other names than these.
pub(super) fn stale(path: &Path, names: &Names, new: &[PathBuf]) -> Result<Vec<PathBuf>, io::Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for entry in folder.read_dir()? {
        let name = entry?.file_name();
        let shown = name.to_str().unwrap_or_default();
        // What a killed save left beside is found by the name that it was to have.
        let shard = shown.strip_prefix('.').and_then(|rest| rest.strip_suffix(".paraminit")).unwrap_or(shown);
        let at = path.with_file_name(shard);
        if names.is_shard(shard) && !new.contains(&at) && !found.contains(&at) {
            found.push(at);
        }
    }
    found.sort();
    Ok(found)
}
