//! An open safetensors file, and the reading of its values.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use safetensors::Dtype;

use super::element::{decode, ours};
use super::header::{self, Header};
use super::identity::{Identity, identity};
use super::kind::Foreign;
use super::tensor_entry::{Element, TensorEntry};
use crate::dtype::DType;
use crate::info::Slice;
use crate::init::source::failure::{FileError, FileErrorKind};
use crate::view::ViewMut;

/// The number of bytes that are read at once, a multiple of every element's size.
const BLOCK: usize = 1 << 16;

/// An open file, and the entries of its header.
pub(super) struct TensorFile {
    path: PathBuf,
    file: Mutex<File>,
    identity: Identity,
    header: Header,
}

impl TensorFile {
    /// Opens a file and reads its header.
    pub(super) fn open(path: &Path) -> Result<Self, FileError> {
        let fail = |kind| FileError { path: path.to_path_buf(), kind };
        let open = || {
            // Opening a pipe could wait forever.
            if !std::fs::metadata(path).map_err(FileErrorKind::Io)?.is_file() {
                return Err(FileErrorKind::NotAFile);
            }
            let mut file = File::open(path).map_err(FileErrorKind::Io)?;
            let len = file.metadata().map_err(FileErrorKind::Io)?.len();
            let identity = identity(path, &file).map_err(FileErrorKind::Io)?;
            let header = header::read(&mut file, len)?;
            Ok(Self { path: path.to_path_buf(), header, file: Mutex::new(file), identity })
        };
        open().map_err(fail)
    }

    /// True if both are one file, under whatever paths.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.identity == other.identity
    }

    /// The header's own text.
    pub(super) fn into_metadata(self) -> BTreeMap<String, String> {
        self.header.metadata
    }

    /// The names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.header.tensors.keys().map(String::as_str)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// True if there is a tensor of that name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.header.tensors.contains_key(name)
    }

    /// The shape of a tensor, and its element type.
    pub(super) fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, Foreign>)> {
        let TensorEntry { dtype, shape, .. } = self.header.tensors.get(name)?;
        let ours = match dtype {
            Element::Known(dtype) => ours(*dtype),
            Element::Unknown(_) => Err(Foreign { name: dtype.to_string(), converts: false }),
        };
        Some((shape, ours))
    }

    /// Sets `values` to those of the tensor, or of a slice of it, rounded to their type. Returns the index of the first finite one
    /// that is too large for it.
    pub(super) fn read(
        &self,
        name: &str,
        slice: Option<&Slice>,
        values: &mut ViewMut<'_>,
    ) -> Result<Option<usize>, Arc<FileError>> {
        let fail = |error| Arc::new(FileError { path: self.path.clone(), kind: FileErrorKind::Io(error) });
        let Some(info) = self.header.tensors.get(name) else { return Ok(None) };
        // Of any other, no parameter is made.
        let Element::Known(dtype) = info.dtype else { return Ok(None) };
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
        let too_large = values.fill_checked(|| {
            // After a failure, nothing is read again.
            if error.is_some() {
                return 0.0;
            }
            blocks.next().unwrap_or_else(|failed| {
                error = Some(failed);
                0.0
            })
        });
        error.map_or(Ok(too_large), |error| Err(fail(error)))
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
