//! Files that the library reads.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ndarray::{Array1, Array2};
use paraminit::FailureKind;
use paraminit::init::load;
use paraminit::io::{self, FileErrorKind, LoadErrorKind};
use paraminit::plan::LockError;
use paraminit::prelude::*;
use safetensors::tensor::Metadata;
use safetensors::{SafeTensorError, SafeTensors};
use tempfile::TempDir;

#[derive(Initialize, Clone, PartialEq)]
struct Net {
    hidden: Dense<2, 3>,
    #[init(shape = [2], ones)]
    gain: Array1<f64>,
    #[init(shape = [2, 2], axes = [out, in], parts(q = 1, k = 1), xavier_uniform)]
    packed: Array2<f32>,
}

/// A file with these bytes, in a folder of its own.
fn file(name: &str, data: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join(name);
    fs::write(&path, data).expect("there is room for a file");
    (folder, path)
}

/// The files that are read without an error, by the folder of their target and their name.
///
/// # Panics
///
/// Where there is no room for files.
#[must_use]
pub fn valid() -> [(&'static str, Vec<u8>); 2] {
    let (_folder, path) = file("file", &[]);
    Net::plan_init().expect("it fits in memory").write_lock(&path).expect("there is room for a file");
    let lock = fs::read(&path).expect("it was just written");
    io::save(&Net::init(1).expect("it fits in memory"), &path).expect("there is room for a file");
    [("lock_file/valid.lock", lock), ("safetensors/valid.safetensors", fs::read(&path).expect("it was just written"))]
}

/// A file is the lock of a plan, or an error that says why not; the plan's own is the lock.
///
/// # Panics
///
/// If not.
pub fn lock_file(data: &[u8]) {
    let (_folder, path) = file("init.lock", data);
    let plan = Net::plan_init().expect("it fits in memory");
    match plan.check_lock(&path) {
        Ok(()) => {}
        Err(error @ (LockError::Differs { .. } | LockError::Format { .. } | LockError::Io { .. })) => {
            assert!(!error.to_string().is_empty());
        }
        Err(error) => panic!("{error}"),
    }
    plan.write_lock(&path).expect("there is room for a file");
    plan.check_lock(&path).expect("a plan agrees with its own lock");
}

/// A file is loaded, or says why not and leaves the model as it was.
///
/// # Panics
///
/// If not.
pub fn safetensors(data: &[u8]) {
    let (_folder, path) = file("model.safetensors", data);
    let mut net = Net::init(1).expect("it fits in memory");
    let before = net.clone();
    if let Err(error) = io::load(&mut net, load(&path)) {
        assert!(!error.to_string().is_empty());
        assert!(net == before, "half a file: {error}");
    }
    compare(data, &path);
}

/// The header of a safetensors file is read as the safetensors crate reads it, whatever values are behind it.
///
/// # Panics
///
/// If not.
pub fn header(data: &[u8]) {
    for values in numbers(data) {
        let mut bytes = (data.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len() + values, 0);
        // A new one each time: to write one again may wait for the disk.
        let (_folder, path) = file("model.safetensors", &bytes);
        compare(&bytes, &path);
    }
}

/// The numbers in a text, none of them large: as many bytes may be asked for. 0 is always one.
fn numbers(text: &[u8]) -> Vec<usize> {
    let digits = text.split(|byte| !byte.is_ascii_digit()).filter_map(|digits| str::from_utf8(digits).ok());
    let mut numbers: Vec<usize> = digits.filter_map(|digits| digits.parse().ok()).chain([0]).collect();
    numbers.retain(|&number| number < 1000);
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(12);
    numbers
}

/// Compares the verdict on a file, and what it holds, with that of the safetensors crate.
fn compare(bytes: &[u8], path: &Path) {
    match (io::metadata(path), SafeTensors::read_metadata(bytes)) {
        (Ok(ours), Ok((_, theirs))) => {
            assert_eq!(ours, theirs.metadata().clone().unwrap_or_default().into_iter().collect());
            let theirs: BTreeMap<_, _> =
                Metadata::tensors(&theirs).into_iter().map(|(name, info)| (name, info.shape.clone())).collect();
            assert_eq!(tensors(path), theirs);
        }
        (Err(_), Err(_)) => {}
        // The differences. A type that they do not know is in nobody's way: types are added now and then.
        (Ok(_), Err(SafeTensorError::InvalidHeaderDeserialization(error)))
            if error.to_string().starts_with("unknown variant") => {}
        // Of two tensors of one name, they take the last: which one is meant, nobody knows.
        (Err(error), Ok(_)) if matches!(error.kind(), FileErrorKind::Twice(_)) => {}
        // An entry that is a list, and a type that is a map, are no part of the format; it is serde that takes them.
        (Err(error), Ok(_)) if is_a_form_of_serde(error.kind()) => {}
        (ours, theirs) => panic!("{}: {ours:?}, {theirs:?}", bytes.escape_ascii()),
    }
}

fn is_a_form_of_serde(kind: &FileErrorKind) -> bool {
    let FileErrorKind::Entry { error, .. } = kind else { return false };
    let error = error.to_string();
    error.starts_with("invalid type: sequence, expected a map with")
        || error.starts_with("invalid type: map, expected a string")
}

/// The names and shapes in a file, or in those of an index.
pub(crate) fn tensors(path: &Path) -> BTreeMap<String, Vec<usize>> {
    // What has no parameters takes none of them.
    let Err(error) = io::load(&mut Relu, load(path)) else { return BTreeMap::new() };
    let failures = error.into_failures().into_iter().map(|failure| match failure.cause {
        FailureKind::Load(fault) => match *fault {
            LoadErrorKind::Unused { name, .. } => (name, failure.shape),
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    });
    failures.collect()
}
