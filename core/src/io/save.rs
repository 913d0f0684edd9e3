//! A whole model to a file.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use safetensors::Dtype;
use safetensors::tensor::TensorInfo;
use serde::{Serialize, Serializer};
use tempfile::Builder;

use super::header::METADATA;
use crate::element::Element;
use crate::model::Initialize;
use crate::stream::CONTRACT_VERSION;
use crate::view::{View, each_type};

/// Why a model was not saved. What was at the path is still there.
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
#[derive(Debug)]
#[non_exhaustive]
pub enum SaveError {
    /// These parameters hold values that are not finite: path, and index of the first in row-major order. A file of
    /// them could not be loaded, and what it replaces may be the last good one.
    NotFinite(Vec<(String, u64)>),
    /// Two parameters have this path, or it is one that the format reserves.
    Name(String),
    /// The header cannot be written.
    Header(Box<dyn Error + Send + Sync>),
    /// The system could not write the file.
    Io(PathBuf, std::io::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite(parameters) => {
                for (i, (path, index)) in parameters.iter().enumerate() {
                    let end = if i > 0 { "\n" } else { "" };
                    write!(f, "{end}the value at index {index} of `{path}` is not finite")?;
                }
                Ok(())
            }
            Self::Name(path) if path == METADATA => write!(f, "the format reserves the name `{path}`"),
            Self::Name(path) => write!(f, "two parameters have the path `{path}`"),
            Self::Header(error) => write!(f, "the header cannot be written: {error}"),
            Self::Io(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
        }
    }
}

impl Error for SaveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // Their text is printed here, so what they point to comes next.
            Self::Header(error) => error.source(),
            Self::Io(_, error) => error.source(),
            Self::NotFinite(_) | Self::Name(_) => None,
        }
    }
}

/// Writes every parameter to a safetensors file, under its path.
///
/// The file is written beside `path`, flushed to the disk, and then takes its place: whatever happens, there is the whole
/// new file or what was there before. Equal models give equal bytes. The file's own text says `"format": "paraminit"`, and
/// the version of the crate and of the [stream contract](crate::stream::CONTRACT_VERSION).
///
/// # Errors
/// [`SaveError`]; the file at `path` is then as it was, and nothing lies beside it.
///
/// ```no_run
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// let net = Dense::<4, 8>::init(42)?;
/// io::save(&net, "net.safetensors")?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Under another system's names: a map of arrays is a model, too. The plan has a path for each part of an array that is
/// cut, so that projections which are one array here are apart in the file.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use ndarray::ArrayD;
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("theirs.safetensors");
/// let net = Dense::<4, 8>::init(42)?;
/// let theirs = |ours: &str| format!("model.fc.{ours}");
/// let mut arrays: BTreeMap<String, ArrayD<f32>> = BTreeMap::new();
/// for entry in net.plan().entries() {
///     let name = entry.info().path().to_string();
///     let values = net.param(&name)?;
///     let array = ArrayD::from_shape_vec(values.shape(), values.values().map(|x| x as f32).collect())?;
///     arrays.insert(theirs(&name), array);
/// }
/// io::save(&arrays, &path)?;
///
/// let mut again = Dense::<4, 8>::init(1)?;
/// io::load(&mut again, init::load(&path).rename(theirs))?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn save<M: Initialize>(model: &M, path: impl AsRef<Path>) -> Result<(), SaveError> {
    let path = path.as_ref();
    let mut tensors: Vec<(String, View<'_>)> =
        model.named_parameters().into_iter().map(|(path, view)| (path.to_string(), view)).collect();
    // The widest first, so that every value lies at a multiple of its size.
    tensors.sort_by(|(a, x), (b, y)| y.element().bytes().cmp(&x.element().bytes()).then_with(|| a.cmp(b)));
    refuse(&tensors)?;
    let header = header(&tensors)?;
    write(path, &header, &tensors).map_err(|error| SaveError::Io(path.to_path_buf(), error))
}

/// Refuses what could not be read again.
fn refuse(tensors: &[(String, View<'_>)]) -> Result<(), SaveError> {
    let mut names: Vec<&String> = tensors.iter().map(|(name, _)| name).collect();
    names.sort();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    if let Some(name) = twice.or_else(|| names.into_iter().find(|name| *name == METADATA)) {
        return Err(SaveError::Name(name.clone()));
    }
    let not_finite: Vec<_> = tensors
        .iter()
        .filter_map(|(name, view)| {
            let index = view.values().position(|value| !value.is_finite())?;
            Some((name.clone(), index as u64))
        })
        .collect();
    if not_finite.is_empty() { Ok(()) } else { Err(SaveError::NotFinite(not_finite)) }
}

/// The header as text, padded so that the values begin at a multiple of eight bytes.
fn header(tensors: &[(String, View<'_>)]) -> Result<Vec<u8>, SaveError> {
    let about = BTreeMap::from([
        ("format", "paraminit".to_owned()),
        ("paraminit", env!("CARGO_PKG_VERSION").to_owned()),
        ("stream_contract", CONTRACT_VERSION.to_string()),
    ]);
    let mut start = 0;
    let infos = tensors.iter().map(|(name, view)| {
        let end = start + view.count() * view.element().bytes();
        let info = TensorInfo { dtype: dtype(view), shape: view.shape().to_vec(), data_offsets: (start, end) };
        start = end;
        (name.as_str(), info)
    });
    let header = Header { about, infos: infos.collect() };
    let mut text = serde_json::to_vec(&header).map_err(|error| SaveError::Header(Box::new(error)))?;
    text.resize(text.len().next_multiple_of(8), b' ');
    Ok(text)
}

struct Header<'m> {
    about: BTreeMap<&'static str, String>,
    infos: Vec<(&'m str, TensorInfo)>,
}

impl Serialize for Header<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(1 + self.infos.len()))?;
        map.serialize_entry(METADATA, &self.about)?;
        for (name, info) in &self.infos {
            map.serialize_entry(name, info)?;
        }
        map.end()
    }
}

/// Writes a file in place of what is at `path`, or nothing.
fn write(path: &Path, header: &[u8], tensors: &[(String, View<'_>)]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut beside = Builder::new();
    // As a new file has it: what the user's mask leaves.
    #[cfg(unix)]
    beside.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Dropped, it is removed.
    let beside = beside.prefix(".paraminit-").suffix(".tmp").tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, beside.as_file());
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(header)?;
    for (_, view) in tensors {
        each_type!(View, view, values => values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes())))?;
    }
    out.flush()?;
    drop(out);
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|error| error.error)?;
    // The name, too, shall survive a loss of power.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn dtype(view: &View<'_>) -> Dtype {
    match view.element() {
        Element::F32 => Dtype::F32,
        Element::F64 => Dtype::F64,
        Element::F16 => Dtype::F16,
        Element::Bf16 => Dtype::BF16,
    }
}
