//! Open files that are one source.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
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
        Self::open_by_steps(paths, &mut || ())
    }

    /// Opens them, and calls `step` after the index and after each of its files: another process may write then.
    fn open_by_steps(paths: &Paths, step: &mut dyn FnMut()) -> Result<Self, FileError> {
        let set = match paths {
            Paths::One(path) => Self::open_one(path, step)?,
            Paths::List(paths) => {
                let sets = paths.iter().map(|path| Self::open_one(path, step)).collect::<Result<Vec<_>, _>>()?;
                let files = sets.into_iter().flat_map(|set| set.files).collect();
                // Each says what it says of itself alone.
                Self { files, about: BTreeMap::new() }
            }
        };
        set.check_files()?;
        set.check_names()?;
        Ok(set)
    }

    /// Opens a file, or those of an index.
    fn open_one(path: &Path, step: &mut dyn FnMut()) -> Result<Self, FileError> {
        let opened = if index::is_index(path) {
            open_shards(path, step)
        } else {
            TensorFile::open(path).map(|file| (vec![file], BTreeMap::new()))
        };
        match opened {
            Ok((files, about)) => Ok(Self { files, about }),
            Err(error) => Err(meant_instead(path, error)),
        }
    }

    /// Returns an error if two paths lead to one file.
    fn check_files(&self) -> Result<(), FileError> {
        for (i, file) in self.files.iter().enumerate() {
            if let Some(first) = self.files[..i].iter().find(|first| first.is(file)) {
                let kind = FileErrorKind::SameFile(first.path().to_path_buf());
                return Err(FileError { path: file.path().to_path_buf(), kind });
            }
        }
        Ok(())
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

/// The error, with a file that may be meant: beside `model.safetensors` its index, beside an index the single file, and in a
/// folder either.
fn meant_instead(path: &Path, error: FileError) -> FileError {
    let absent = match &error.kind {
        FileErrorKind::Io(error) => error.kind() == ErrorKind::NotFound,
        FileErrorKind::NotAFile => true,
        _ => false,
    };
    let text = path.as_os_str();
    let with = |ending: &str| {
        let mut text = text.to_os_string();
        text.push(ending);
        PathBuf::from(text)
    };
    let single = text.to_str().and_then(|text| text.strip_suffix(index::BEHIND)).map(PathBuf::from);
    let within = ["model.safetensors.index.json", "model.safetensors"].map(|name| path.join(name));
    let there = [Some(with(index::BEHIND)), single].into_iter().flatten().chain(within).find(|path| path.is_file());
    match there {
        Some(there) if absent && error.path == path => {
            FileError { kind: FileErrorKind::Instead { kind: Box::new(error.kind), path: there }, ..error }
        }
        _ => error,
    }
}

/// How often the files of an index are opened anew because the index was replaced meanwhile.
const TRIES: usize = 8;

/// Opens the files that an index names, which are those of one save: an index that was replaced meanwhile may have led to some
/// of the old files and some of the new ones, and is read again.
///
/// A save removes an index, or replaces it, before it replaces or removes a file that the index names. So where the index is
/// the same at the end, its files were, too. What is open stays what it is.
fn open_shards(path: &Path, step: &mut dyn FnMut()) -> Result<(Vec<TensorFile>, BTreeMap<String, String>), FileError> {
    for _ in 0..TRIES {
        let reading = index::read(path)?;
        step();
        let files = open_named(path, &reading.index, step);
        if reading.is_current() {
            return Ok((files?, reading.index.metadata));
        }
    }
    Err(FileError { path: path.to_path_buf(), kind: FileErrorKind::Replaced })
}

/// Opens the files that an index names, and checks that they hold what it says.
fn open_named(path: &Path, index: &Index, step: &mut dyn FnMut()) -> Result<Vec<TensorFile>, FileError> {
    let mut files = Vec::new();
    for (shard, tensors) in &index.shards {
        // Not of what a link leads to: a cache links index and shards from one folder to others.
        let file = TensorFile::open(&path.with_file_name(shard)).map_err(|FileError { path: at, kind }| {
            let (index, tensor) = (path.to_path_buf(), tensors.first().cloned().unwrap_or_default());
            let kind =
                FileErrorKind::Shard { index, tensor, others: tensors.len().saturating_sub(1), kind: Box::new(kind) };
            FileError { path: at, kind }
        })?;
        if let Some(tensor) = tensors.iter().find(|tensor| !file.holds(tensor)) {
            let kind = FileErrorKind::NotInShard { tensor: tensor.clone(), shard: shard.clone() };
            return Err(FileError { path: path.to_path_buf(), kind });
        }
        files.push(file);
        step();
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FileSet, Paths, TRIES};
    use crate::init::source::failure::{FileError, FileErrorKind};
    use crate::io;
    use crate::prelude::*;

    type Net = [Dense<2, 3>; 3];

    const LAYER: u64 = 36;

    fn save(path: &Path, value: f64, most: u64) {
        let net = init! { <Net> ** => { init::constant(value) } }.build(1).unwrap();
        io::save(&net, io::to(path).max_shard_bytes(most)).unwrap();
    }

    /// Opens the set, with `step` after the index and after each file, and returns all values.
    fn values(path: &Path, step: &mut dyn FnMut()) -> Result<Vec<f32>, FileError> {
        let index = Paths::One(path.with_file_name("model.safetensors.index.json"));
        let set = FileSet::open_by_steps(&index, step)?;
        let mut values = Vec::new();
        for name in set.names() {
            let mut array = ndarray::ArrayD::<f32>::zeros(set.describe(name).expect("it is there").0);
            set.read(name, None, &mut ViewMut::F32(array.view_mut())).expect("it is open");
            values.extend(array);
        }
        Ok(values)
    }

    /// Whatever step another save comes after, all values are those of one save.
    #[test]
    fn a_set_that_is_replaced_while_it_is_opened() {
        // Into files of the same names, of others, and into one without an index.
        for (most, seen) in [(LAYER, Some(2.0)), (24, Some(2.0)), (1000, None)] {
            for at in 1..=5 {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("model.safetensors");
                save(&path, 1.0, LAYER);
                let mut count = 0;
                let found = values(&path, &mut || {
                    count += 1;
                    if count == at {
                        save(&path, 2.0, most);
                    }
                });
                match (found, seen) {
                    // There are four steps: the index and three files.
                    (Ok(found), _) if at > 4 => assert_eq!(found, [1.0; 27], "{most}, {at}"),
                    (Ok(found), Some(seen)) => assert_eq!(found, [seen; 27], "{most}, {at}"),
                    (Err(FileError { kind: FileErrorKind::Instead { path: single, .. }, .. }), None) => {
                        assert_eq!(single, path, "{most}, {at}");
                    }
                    (found, _) => panic!("{most}, {at}: {found:?}"),
                }
            }
        }
    }

    #[test]
    fn a_set_that_is_replaced_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.safetensors");
        save(&path, 0.0, LAYER);
        let mut count = 0;
        let error = values(&path, &mut || {
            count += 1;
            save(&path, f64::from(count), LAYER);
        })
        .unwrap_err();
        assert!(matches!(error.kind(), FileErrorKind::Replaced), "{error}");
        assert_eq!(
            error.to_string().replace(&*folder.path().to_string_lossy(), "there"),
            format!(
                "`there/model.safetensors.index.json` was replaced each of the {TRIES} times that its files were opened\n\
                 help: load again when nobody saves to it"
            )
        );
        assert_eq!(count, 4 * i32::try_from(TRIES).unwrap());
    }
}
