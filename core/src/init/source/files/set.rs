//! Open files that are one source.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::index::{self, Index};
use super::kind::Foreign;
use super::paths::Paths;
use super::tensor_file::TensorFile;
use crate::dtype::DType;
use crate::info::Slice;
use crate::init::source::failure::{FileError, FileErrorKind};
use crate::view::ViewMut;

/// Open files, which have no tensor twice.
pub(crate) struct FileSet {
    files: Vec<TensorFile>,
    /// What an index says of all.
    about: BTreeMap<String, String>,
}

impl FileSet {
    /// Opens the files and reads their headers.
    pub(crate) fn open(paths: &Paths) -> Result<Self, FileError> {
        let (files, about) = match paths {
            Paths::One(path) if index::is_index(path) => open_shards(path)?,
            Paths::One(path) => (vec![TensorFile::open(path)?], BTreeMap::new()),
            Paths::List(paths) => {
                (paths.iter().map(|path| TensorFile::open(path)).collect::<Result<_, _>>()?, BTreeMap::new())
            }
        };
        let set = Self { files, about };
        set.check_names()?;
        Ok(set)
    }

    /// Returns an error if two files have a tensor of one name.
    fn check_names(&self) -> Result<(), FileError> {
        let [_, _, ..] = &self.files[..] else { return Ok(()) };
        let mut known: HashMap<&str, &TensorFile> = HashMap::new();
        for file in &self.files {
            for name in file.names() {
                if let Some(first) = known.insert(name, file) {
                    let kind = FileErrorKind::InTwoFiles { name: name.to_owned(), other: first.path().to_path_buf() };
                    return Err(FileError { path: file.path().to_path_buf(), kind });
                }
            }
        }
        Ok(())
    }

    /// True if both are the same files, under whatever paths.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| one.files.iter().all(|file| other.files.iter().any(|of| of.is(file)));
        self.files.len() == other.files.len() && within(self, other) && within(other, self)
    }

    /// True if the tensor of that name is the other's tensor of that name, in a file that both have.
    pub(crate) fn share(&self, other: &Self, name: &str) -> bool {
        self.file(name).zip(other.file(name)).is_some_and(|(one, other)| one.is(other))
    }

    /// What the files say of themselves: an index, and all of its shards alike.
    pub(crate) fn into_metadata(self) -> BTreeMap<String, String> {
        let mut shards = self.files.into_iter().map(TensorFile::into_metadata);
        let mut shared = shards.next().unwrap_or_default();
        for other in shards {
            shared.retain(|key, value| other.get(key) == Some(value));
        }
        shared.extend(self.about);
        shared
    }

    /// The names, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.files.iter().flat_map(TensorFile::names).collect();
        // Those of one file are.
        if self.files.len() > 1 {
            names.sort_unstable();
        }
        names
    }

    /// The shape of a tensor, and its element type.
    pub(crate) fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, Foreign>)> {
        self.file(name)?.describe(name)
    }

    /// Sets `values` to those of the tensor, or of a slice of it, rounded to their type. Returns the index of the first finite one
    /// that is too large for it.
    pub(crate) fn read(
        &self,
        name: &str,
        slice: Option<&Slice>,
        values: &mut ViewMut<'_>,
    ) -> Result<Option<usize>, Arc<FileError>> {
        self.file(name).map_or(Ok(None), |file| file.read(name, slice, values))
    }

    fn file(&self, name: &str) -> Option<&TensorFile> {
        self.files.iter().find(|file| file.holds(name))
    }
}

/// Opens the files that an index names, and checks that they hold what it says.
fn open_shards(path: &Path) -> Result<(Vec<TensorFile>, BTreeMap<String, String>), FileError> {
    let Index { metadata, shards } = index::read(path)?;
    let mut files = Vec::new();
    for (shard, tensors) in shards {
        // Not of what a link leads to: a cache links index and shards from one folder to others.
        let file = TensorFile::open(&path.with_file_name(&shard)).map_err(|FileError { path: at, kind }| {
            let (index, tensor) = (path.to_path_buf(), tensors.first().cloned().unwrap_or_default());
            let kind =
                FileErrorKind::Shard { index, tensor, others: tensors.len().saturating_sub(1), kind: Box::new(kind) };
            FileError { path: at, kind }
        })?;
        if let Some(tensor) = tensors.into_iter().find(|tensor| !file.holds(tensor)) {
            return Err(FileError { path: path.to_path_buf(), kind: FileErrorKind::NotInShard { tensor, shard } });
        }
        files.push(file);
    }
    Ok((files, metadata))
}
