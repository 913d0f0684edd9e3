//! Saving of a whole model to a safetensors file, or to several.

mod contents;
mod error;
mod exchange;
mod names;
mod options;
mod shards;

use contents::{Contents, about, named};
pub use error::SaveError;
pub use options::{SaveOptions, to};

use super::replace::replace_file;
use crate::init::source::files::index::is_index;
use crate::model::{Initialize, list_parts, list_pending, list_values};
use crate::path::{ParamPath, same_paths};
use crate::view::Values;

/// Writes every parameter to a safetensors file, under its path.
///
/// The file is written beside `path`, flushed to the disk, and then takes its place: whatever happens, there is the whole
/// new file or what was there before. Symbolic links are followed, and mode, owner and group of the file stay; what is no
/// regular file, or has several names, is not replaced. [The guide](crate::guide::files#how-a-file-is-replaced) has the rules.
///
/// Equal models give equal bytes. The file's own text says `"format": "pt"`, which loaders ask for that know it from PyTorch:
/// arrays are row-major, and the weights of our layers are `[out, in]`, as there. It also has the version of the crate as
/// `paraminit`, that of the [stream contract](crate::stream::CONTRACT_VERSION) as `stream_contract`, and the pairs of
/// [`metadata`](super::SaveOptions::metadata).
///
/// # Errors
/// [`SaveError`]; the file at `path` is then as it was, and nothing lies beside it, unless it is
/// [`NotSynced`](super::ReplaceError::NotSynced). A model with parameters that do not exist yet is refused.
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("net.safetensors");
/// let net = Dense::<4, 8>::init(42)?;
/// io::save(&net, &path)?;
/// let mut again = Dense::<4, 8>::init(1)?;
/// io::load(&mut again, init::load(&path))?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`io::to`](super::to()) has options for other names than the paths, such as those of another system.
pub fn save<'r, M: Initialize>(model: &M, to: impl Into<SaveOptions<'r>>) -> Result<(), SaveError> {
    let options = to.into();
    let missing = list_pending(model);
    if !missing.is_empty() {
        return Err(SaveError::Pending(missing.iter().map(ToString::to_string).collect()));
    }
    let SaveOptions { path, renaming, parts, metadata, max_shard_bytes, allow_non_finite } = options;
    if is_index(&path) {
        return Err(SaveError::IndexName(path));
    }
    if max_shard_bytes == Some(0) {
        return Err(SaveError::NoRoom);
    }
    let parameters = if parts { each_alone(model)? } else { list_values(model) };
    if let Some((_, same)) = same_paths(parameters.iter().map(|(path, _)| path)).into_iter().next() {
        return Err(SaveError::SamePath(Box::new(same)));
    }
    if !allow_non_finite {
        check_values(&parameters)?;
    }
    let (tensors, about) = (named(&renaming, parameters)?, about(&metadata)?);
    if let Some(most) = max_shard_bytes {
        return shards::save(&path, &about, tensors, most, &mut || ());
    }
    let contents = Contents::new(&about, tensors)?;
    replace_file(&path, |out| contents.write(out)).map_err(|error| SaveError::Write(path, error))
}

/// Returns every parameter; for an array that is cut, each part.
fn each_alone<M: Initialize>(model: &M) -> Result<Vec<(ParamPath, Values<'_>)>, SaveError> {
    let (parameters, uncut) = list_parts(model);
    match uncut.into_iter().next() {
        Some((path, fault)) => Err(SaveError::Parts(path.to_string(), fault)),
        None => Ok(parameters),
    }
}

/// Returns an error if a value is not finite, since it could not be loaded again without asking for such values.
fn check_values(parameters: &[(ParamPath, Values<'_>)]) -> Result<(), SaveError> {
    let mut not_finite = Vec::new();
    for (path, values) in parameters {
        let first = values.read(|view| view.values().position(|value| !value.is_finite()));
        let first = first.map_err(|error| SaveError::Lent(path.to_string(), error))?;
        not_finite.extend(first.map(|index| (path.to_string(), index as u64)));
    }
    if not_finite.is_empty() { Ok(()) } else { Err(SaveError::NotFinite(not_finite)) }
}
