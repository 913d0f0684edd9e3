//! Saving of a whole model to a safetensors file.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use safetensors::Dtype;
use safetensors::tensor::TensorInfo;
use thiserror::Error;

use super::replace::replace_file;
use super::save_options::SaveOptions;
use crate::axes::AxesError;
use crate::dtype::DType;
use crate::init::source::header::METADATA;
use crate::model::{Initialize, list, list_parts};
use crate::path::ParamPath;
use crate::stream::CONTRACT_VERSION;
use crate::view::{View, each_type};

/// The reason why a model was not saved. The file at the path is as it was.
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
    /// Parameters with values that are not finite: path, and index of the first in row-major order. Such a file could
    /// not be loaded, and it might replace the last good one.
    #[error("{}", not_finite(.0))]
    NotFinite(Vec<(String, u64)>),
    /// A name that two parameters would have, or that the format reserves.
    #[error("{}", bad_name(.0))]
    Name(String),
    /// The path of an array that should be saved in parts, but cannot be cut into them.
    #[error("`{0}` cannot be saved in parts: {1}")]
    Parts(String, AxesError),
    /// A header that cannot be written.
    #[error("the header cannot be written: {0}")]
    Header(Box<dyn Error + Send + Sync>),
    /// A file that the system could not write.
    #[error("`{}` cannot be written: {}", .0.display(), .1)]
    Io(PathBuf, std::io::Error),
}

fn bad_name(name: &str) -> String {
    let what = if name == METADATA { "the format reserves the name" } else { "two parameters would have the name" };
    format!("{what} `{name}`")
}

fn not_finite(parameters: &[(String, u64)]) -> String {
    let line = |(path, index): &(String, u64)| format!("the value at index {index} of `{path}` is not finite");
    parameters.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Writes every parameter to a safetensors file, under its path.
///
/// The file is written beside `path`, flushed to the disk, and then replaces the file at `path`. Whatever happens,
/// either the whole new file or the previous one is there. Equal models give equal bytes. The file's metadata holds
/// `"format": "paraminit"`, and the version of the crate and of the [stream contract](crate::stream::CONTRACT_VERSION).
///
/// # Errors
/// A [`SaveError`]. The file at `path` is then as it was, and no other file is left.
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
    let parameters = if options.parts { each_alone(model)? } else { list(model) };
    write(&options, parameters)
}

/// Writes these parameters, under the names that the options give.
fn write(options: &SaveOptions<'_>, parameters: Vec<(ParamPath, View<'_>)>) -> Result<(), SaveError> {
    check_values(&parameters)?;
    let named = parameters.into_iter().map(|(path, view)| (options.renaming.name(&path.to_string()), view));
    let mut tensors: Vec<(String, View<'_>)> = named.collect();
    // The widest types come first, so that every value lies at a multiple of its size.
    tensors.sort_by(|(a, x), (b, y)| y.dtype().bytes().cmp(&x.dtype().bytes()).then_with(|| a.cmp(b)));
    check_names(&tensors)?;
    let header = header(&tensors)?;
    let written = replace_file(&options.path, |out| {
        out.write_all(&(header.len() as u64).to_le_bytes())?;
        out.write_all(&header)?;
        for (_, view) in &tensors {
            each_type!(View, view, values => values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes())))?;
        }
        Ok(())
    });
    written.map_err(|error| SaveError::Io(options.path.clone(), error))
}

/// Returns every parameter; for an array that is cut, each part.
fn each_alone<M: Initialize>(model: &M) -> Result<Vec<(ParamPath, View<'_>)>, SaveError> {
    let (parameters, uncut) = list_parts(model);
    match uncut.into_iter().next() {
        Some((path, fault)) => Err(SaveError::Parts(path.to_string(), fault)),
        None => Ok(parameters),
    }
}

/// Returns an error if a value is not finite, since it could not be loaded again.
fn check_values(parameters: &[(ParamPath, View<'_>)]) -> Result<(), SaveError> {
    let not_finite: Vec<_> = parameters
        .iter()
        .filter_map(|(path, view)| {
            let index = view.values().position(|value| !value.is_finite())?;
            Some((path.to_string(), index as u64))
        })
        .collect();
    if not_finite.is_empty() { Ok(()) } else { Err(SaveError::NotFinite(not_finite)) }
}

/// Returns an error if a name occurs twice or is reserved, since it could not be loaded again.
fn check_names(tensors: &[(String, View<'_>)]) -> Result<(), SaveError> {
    let mut names: Vec<&String> = tensors.iter().map(|(name, _)| name).collect();
    names.sort();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    match twice.or_else(|| names.into_iter().find(|name| *name == METADATA)) {
        Some(name) => Err(SaveError::Name(name.clone())),
        None => Ok(()),
    }
}

/// The header as text, padded so that the values begin at a multiple of eight bytes.
fn header(tensors: &[(String, View<'_>)]) -> Result<Vec<u8>, SaveError> {
    let entries = entries(tensors).map_err(|error| SaveError::Header(Box::new(error)))?;
    let mut text = format!("{{{}}}", entries.join(",")).into_bytes();
    text.resize(text.len().next_multiple_of(8), b' ');
    Ok(text)
}

/// The entries of the header, in the order of the values in the file.
fn entries(tensors: &[(String, View<'_>)]) -> serde_json::Result<Vec<String>> {
    let about = BTreeMap::from([
        ("format", "paraminit".to_owned()),
        ("paraminit", env!("CARGO_PKG_VERSION").to_owned()),
        ("stream_contract", CONTRACT_VERSION.to_string()),
    ]);
    let mut entries = vec![format!("\"{METADATA}\":{}", serde_json::to_string(&about)?)];
    let mut start = 0;
    for (name, view) in tensors {
        let end = start + view.count() * view.dtype().bytes();
        let info = TensorInfo { dtype: dtype(view), shape: view.shape().to_vec(), data_offsets: (start, end) };
        entries.push(format!("{}:{}", serde_json::to_string(name)?, serde_json::to_string(&info)?));
        start = end;
    }
    Ok(entries)
}

fn dtype(view: &View<'_>) -> Dtype {
    match view.dtype() {
        DType::F32 => Dtype::F32,
        DType::F64 => Dtype::F64,
        DType::F16 => Dtype::F16,
        DType::Bf16 => Dtype::BF16,
    }
}
