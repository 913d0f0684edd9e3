//! Why a model was not saved.

use std::path::PathBuf;

use thiserror::Error;

use super::options::PAIRS;
use crate::axes::AxesError;
use crate::files::ReplaceError;
use crate::init::source::files::header::{LONGEST, METADATA};
use crate::path::SamePath;
use crate::printed::{self, FileName, Name};
use crate::view::LendError;

/// Why a model was not saved. What was at the path is still there, except after [`ReplaceError::NotSynced`],
/// [`Partly`](Self::Partly) and [`Left`](Self::Left).
///
/// ```
/// use paraminit::io::{self, SaveError};
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("net.safetensors");
/// let mut layer = Dense::<4, 8>::init(42)?;
/// layer.weight_mut()[[0, 1]] = f32::NAN;
/// match io::save(&layer, &path) {
///     Err(SaveError::NotFinite(parameters)) => assert_eq!(parameters, [("weight".to_owned(), 1)]),
///     other => unreachable!("{other:?}"),
/// }
/// assert!(!path.exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SaveError {
    /// These parameters of lazy layers do not exist yet: the file would lack them.
    #[error("{}", pending(.0))]
    Pending(Vec<String>),
    /// These parameters hold values that are not finite: path, and index of the first in row-major order. A file of
    /// them could not be loaded, and what it replaces may be the last good one.
    #[error("{}", not_finite(.0))]
    NotFinite(Vec<(String, u64)>),
    /// The values of the parameter of this path live elsewhere and could not be lent.
    #[error("the values of `{}` could not be lent: {}", Name(.0), .1)]
    Lent(String, LendError),
    /// Two parameters have paths that read the same.
    #[error(transparent)]
    SamePath(Box<SamePath>),
    /// Two parameters would have this name, or it is one that the format reserves.
    #[error("{}", bad_name(.0))]
    Name(String),
    /// Two pairs of [`metadata`](crate::io::SaveOptions::metadata) have this key, or it is one that the library writes itself.
    #[error("{}", bad_key(.0))]
    Metadata(String),
    /// The pair `format` of [`metadata`](crate::io::SaveOptions::metadata) has this value, for which no loader would read the file.
    #[error("no loader reads files of the format `{}`\n{FORMAT_HELP}", Name(.0))]
    Format(String),
    /// The array of this path, whose parts should be apart, cannot be cut into them.
    #[error("`{}` cannot be saved in parts: {}", Name(.0), .1)]
    Parts(String, AxesError),
    /// The header would have more bytes than the format allows. Nobody could load the file.
    #[error("{}", too_long(*bytes, *metadata))]
    HeaderLength {
        /// The bytes that it would have.
        bytes: u64,
        /// Those of the metadata among them. The names and shapes of tensors take the others.
        metadata: u64,
    },
    /// The path ends in `.json`, as that of an index, and would be loaded as one.
    #[error(
        "`{}` is the name of an index\n\
         help: name a file that ends in `.safetensors`; with `max_shard_bytes`, the index is written beside it",
        FileName(.0)
    )]
    IndexName(PathBuf),
    /// [`max_shard_bytes`](crate::io::SaveOptions::max_shard_bytes) is 0.
    #[error(
        "`max_shard_bytes(0)` leaves no room for values\n\
         help: the most bytes of values in a file, such as `max_shard_bytes(5_000_000_000)`; without it, there is one file"
    )]
    NoRoom,
    /// The file cannot be written. With [`max_shard_bytes`](crate::io::SaveOptions::max_shard_bytes), the files and the index that
    /// were there are still there, all of them.
    #[error("`{}` {}", FileName(.0), .1)]
    Write(PathBuf, #[source] ReplaceError),
    /// Some of the new files of a model took the places of old ones, and then the system failed. There is no index any more, so
    /// that nobody reads old and new ones together.
    #[error(
        "`{}` {error}\n`{}` was removed before, and {}\nhelp: save again",
        FileName(path),
        FileName(index),
        there(replaced)
    )]
    Partly {
        /// The file that could not be put in place.
        path: PathBuf,
        /// Why.
        #[source]
        error: ReplaceError,
        /// The index that was removed.
        index: PathBuf,
        /// The new files that are in place.
        replaced: Vec<PathBuf>,
    },
    /// The model **was** saved, but this file of an earlier save, in another number of files, could not be removed.
    #[error(
        "the model was saved, but `{}`, of an earlier save, could not be removed: {error}\nhelp: remove it",
        FileName(path)
    )]
    Left {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: std::io::Error,
    },
}

/// What `format` may say.
const FORMAT_HELP: &str = "help: leave the pair out, for `pt`, or say `tf`, `flax` or `mlx`; what the file is besides goes \
    under a key of your own";

fn too_long(bytes: u64, metadata: u64) -> String {
    let tensors = bytes.saturating_sub(metadata);
    let help = if metadata > tensors {
        "keep long texts in a file of their own"
    } else {
        "save parts of the model to files of their own, or use shorter names"
    };
    format!(
        "the metadata would take {metadata} bytes, the names and shapes of tensors {tensors}, and a safetensors file has room \
         for {LONGEST} of both\nhelp: {help}"
    )
}

fn there(replaced: &[PathBuf]) -> String {
    let replaced: Vec<_> = replaced.iter().map(|path| format!("`{}`", FileName(path))).collect();
    match &replaced[..] {
        [] => "the old files are as they were".to_owned(),
        [one] => format!("{one} is new"),
        _ => format!("{} are new", replaced.join(", ")),
    }
}

fn pending(paths: &[String]) -> String {
    let paths = printed::name(&paths.join("`, `"));
    format!(
        "no input has decided the shape of `{paths}` yet\n\
         help: let an input through the model, or call the layer's `ready(inputs)`, and save it then"
    )
}

fn bad_name(name: &str) -> String {
    let what = if name == METADATA { "the format reserves the name" } else { "two parameters would have the name" };
    format!("{what} `{}`\nhelp: let `rename`, `strip` and `prefix` give each parameter a name of its own", Name(name))
}

fn bad_key(key: &str) -> String {
    let what = if PAIRS.contains(&key) { "the library itself writes" } else { "two pairs of metadata have" };
    format!("{what} the key `{}`\nhelp: give one of the two another name", Name(key))
}

fn not_finite(parameters: &[(String, u64)]) -> String {
    let line = |(path, index): &(String, u64)| format!("the value at index {index} of `{}` is not finite", Name(path));
    let lines = parameters.iter().map(line).collect::<Vec<_>>().join("\n");
    format!("{lines}\nhelp: `io::to(path).allow_non_finite(true)` saves them as they are")
}
