//! Files that the library reads.

use std::fs;
use std::path::PathBuf;

use ndarray::{Array1, Array2};
use paraminit::init::load;
use paraminit::io;
use paraminit::plan::LockError;
use paraminit::prelude::*;
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
}
