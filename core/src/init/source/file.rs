//! An open safetensors file, and the reading of its values.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use safetensors::Dtype;
use safetensors::tensor::TensorInfo;

use super::header;
use crate::dtype::DType;
use crate::info::Slice;
use crate::init::source::failure::{FileError, FileErrorKind};
use crate::view::ViewMut;

/// The number of bytes that are read at once, a multiple of every element's size.
const BLOCK: usize = 1 << 16;

/// An open file, and the entries of its header.
pub(crate) struct TensorFile {
    file: Mutex<File>,
    /// Offset of the first value.
    start: u64,
    tensors: BTreeMap<String, TensorInfo>,
}

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
            let (start, tensors) = header::read(&mut file, len)?;
            Ok(Self { file: Mutex::new(file), start, tensors })
        };
        open().map_err(fail)
    }

    /// The names of the tensors.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.tensors.keys().map(String::as_str)
    }

    /// The shape of a tensor, and its element type, or the file's name for a type that we do not have.
    pub(crate) fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, String>)> {
        let info = self.tensors.get(name)?;
        Some((&info.shape, element(info.dtype)))
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
        let Some(info) = self.tensors.get(name) else { return Ok(()) };
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (from, to) = info.data_offsets;
        let (mut run, mut stride, mut at) = (to - from, to - from, self.start + from as u64);
        if let Some(Slice { axis, offset, .. }) = slice {
            // The slice lies in runs: one for each index along the axes before the one that is cut.
            let inner = |shape: &[usize]| shape.iter().skip(*axis).product::<usize>();
            let outer = info.shape.iter().take(*axis).product::<usize>();
            stride = (to - from).checked_div(outer).unwrap_or_default();
            let row = stride.checked_div(info.shape.get(*axis).copied().unwrap_or_default()).unwrap_or_default();
            run = stride.checked_div(inner(&info.shape)).unwrap_or_default() * inner(values.shape());
            at += (offset * row) as u64;
        }
        let block = Vec::new().into_iter();
        let mut blocks = Blocks { file: &file, at, run, stride, left: 0, dtype: info.dtype, block };
        let mut error = None;
        values.fill_with(|| match blocks.next() {
            Ok(value) => value,
            Err(failed) => {
                error.get_or_insert(failed);
                0.0
            }
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
        if let Err(error) = self.file.read_exact(&mut bytes) {
            // Nothing is read after a failure.
            (self.left, self.run) = (0, 0);
            return Err(error);
        }
        self.block = decode(self.dtype, &bytes).into_iter();
        self.block.next().ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }
}

/// Returns the element type, if parameters can have it.
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
