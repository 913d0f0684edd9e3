//! An open safetensors file, and the reading of its values.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use safetensors::Dtype;

use super::header::{self, Header};
use super::tensor_entry::{Element, TensorEntry};
use crate::dtype::DType;
use crate::info::Slice;
use crate::init::source::failure::{FileError, FileErrorKind};
use crate::view::ViewMut;

/// The number of bytes that are read at once, a multiple of every element's size.
const BLOCK: usize = 1 << 16;

/// An open file, and the entries of its header.
pub(crate) struct TensorFile {
    file: Mutex<File>,
    identity: Identity,
    header: Header,
}

/// What tells a file from another, whatever path leads to it: device and number.
#[cfg(unix)]
type Identity = (u64, u64);

/// What tells a file from another: the path without links.
#[cfg(not(unix))]
type Identity = std::path::PathBuf;

impl TensorFile {
    /// Opens a file and reads its header.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        let fail = |kind| FileError { path: path.to_path_buf(), kind };
        let open = || {
            // Opening a pipe could wait forever.
            if !std::fs::metadata(path).map_err(FileErrorKind::Io)?.is_file() {
                return Err(FileErrorKind::NotAFile);
            }
            let mut file = File::open(path).map_err(FileErrorKind::Io)?;
            let len = file.metadata().map_err(FileErrorKind::Io)?.len();
            let identity = identity(path, &file).map_err(FileErrorKind::Io)?;
            Ok(Self { header: header::read(&mut file, len)?, file: Mutex::new(file), identity })
        };
        open().map_err(fail)
    }

    /// True if both are one file, under whatever paths.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.identity == other.identity
    }

    /// The header's own text.
    pub(crate) fn into_metadata(self) -> BTreeMap<String, String> {
        self.header.metadata
    }

    /// The names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.header.tensors.keys().map(String::as_str)
    }

    /// The shape of a tensor, and its element type, or the file's name for a type that we do not have.
    pub(crate) fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, String>)> {
        let TensorEntry { dtype, shape, .. } = self.header.tensors.get(name)?;
        let ours = match dtype {
            Element::Known(dtype) => element(*dtype),
            Element::Unknown(_) => Err(dtype.to_string()),
        };
        Some((shape, ours))
    }

    /// Sets `values` to those of the tensor, or of a slice of it, rounded to their type.
    pub(crate) fn read(
        &self,
        path: &Path,
        name: &str,
        slice: Option<&Slice>,
        values: &mut ViewMut<'_>,
    ) -> Result<(), Arc<FileError>> {
        let fail = |error| Arc::new(FileError { path: path.to_path_buf(), kind: FileErrorKind::Io(error) });
        let Some(info) = self.header.tensors.get(name) else { return Ok(()) };
        // Of any other, no parameter is made.
        let Element::Known(dtype) = info.dtype else { return Ok(()) };
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (from, to) = info.data_offsets;
        let (mut run, mut stride, mut at) = (to - from, to - from, self.header.start + from as u64);
        if let Some(Slice { parts, offset, .. }) = slice {
            let axis = &parts.axis;
            // Along the first of the axes that are cut and all within, the slice lies in runs.
            let inner = |shape: &[usize]| shape.iter().skip(*axis).product::<usize>();
            let outer = info.shape.iter().take(*axis).product::<usize>();
            stride = (to - from).checked_div(outer).unwrap_or_default();
            let row = stride.checked_div(info.shape.get(*axis).copied().unwrap_or_default()).unwrap_or_default();
            run = stride.checked_div(inner(&info.shape)).unwrap_or_default() * inner(values.shape());
            at += (offset * row) as u64;
        }
        let block = Vec::new().into_iter();
        let mut blocks = Blocks { file: &file, at, run, stride, left: 0, dtype, block };
        let mut error = None;
        values.fill_with(|| {
            // After a failure, nothing is read again.
            if error.is_some() {
                return 0.0;
            }
            blocks.next().unwrap_or_else(|failed| {
                error = Some(failed);
                0.0
            })
        });
        error.map_or(Ok(()), |error| Err(fail(error)))
    }
}

/// An iterator over the values of one tensor, which reads a block at a time.
struct Blocks<'f> {
    file: &'f File,
    /// Offset of the next run of neighbors.
    at: u64,
    /// The number of bytes of a run.
    run: usize,
    /// The number of bytes from the start of one run to that of the next.
    stride: usize,
    /// The number of bytes of this run that were not read yet.
    left: usize,
    dtype: Dtype,
    block: std::vec::IntoIter<f64>,
}

impl Blocks<'_> {
    fn next(&mut self) -> std::io::Result<f64> {
        if let Some(value) = self.block.next() {
            return Ok(value);
        }
        if self.left == 0 {
            self.file.seek(SeekFrom::Start(self.at))?;
            self.left = self.run;
            self.at += self.stride as u64;
        }
        let mut bytes = vec![0; self.left.min(BLOCK)];
        self.left -= bytes.len();
        self.file.read_exact(&mut bytes)?;
        self.block = decode(self.dtype, &bytes).into_iter();
        self.block.next().ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(unix)]
fn identity(_: &Path, file: &File) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;

    let file = file.metadata()?;
    Ok((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &File) -> std::io::Result<Identity> {
    std::fs::canonicalize(path)
}

/// The element type, where parameters can be made of it.
fn element(dtype: Dtype) -> Result<DType, String> {
    match dtype {
        Dtype::F32 => Ok(DType::F32),
        Dtype::F64 => Ok(DType::F64),
        #[cfg(feature = "half")]
        Dtype::F16 => Ok(DType::F16),
        #[cfg(feature = "half")]
        Dtype::BF16 => Ok(DType::Bf16),
        #[cfg(not(feature = "half"))]
        Dtype::F16 | Dtype::BF16 => Err(format!("{dtype}, which takes the feature `half`")),
        _ => Err(dtype.to_string()),
    }
}

/// Decodes the scalars in these bytes.
fn decode(dtype: Dtype, bytes: &[u8]) -> Vec<f64> {
    match dtype {
        Dtype::F32 => bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four).into()).collect(),
        Dtype::F64 => bytes.as_chunks().0.iter().map(|&eight| f64::from_le_bytes(eight)).collect(),
        #[cfg(feature = "half")]
        Dtype::F16 => bytes.as_chunks().0.iter().map(|&two| half::f16::from_le_bytes(two).into()).collect(),
        #[cfg(feature = "half")]
        Dtype::BF16 => bytes.as_chunks().0.iter().map(|&two| half::bf16::from_le_bytes(two).into()).collect(),
        _ => Vec::new(),
    }
}
