//! Parameters in files, and taken from other models, by name.

mod damage;
mod declared;
mod elements;
mod faults;
mod lazy;
mod metadata;
mod names;
mod parts;
mod replaced;
mod round_trip;
mod rules;
mod shards;
mod transforms;

use std::path::PathBuf;

use paraminit::io::{self, LoadErrorKind};
use paraminit::prelude::*;
use paraminit::{FailureKind, InitErrorKind};
use tempfile::TempDir;

/// A folder of the test's own, and the path of a file in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("model.safetensors");
    (folder, path)
}

/// A model in a file.
fn file_of<M: Initialize>(model: &M) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    io::save(model, &path).expect("there is room");
    (folder, path)
}

/// A safetensors file with this header and these values.
fn raw(header: &str, values: &[u8]) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(values);
    bytes
}

/// What is wrong, a line for each failure: the parameter, and the kind of fault with its name.
fn faults(error: &InitError) -> Vec<String> {
    let line = |failure: &paraminit::Failure| {
        let path = &failure.path;
        match &failure.cause {
            FailureKind::Load(fault) => match &**fault {
                LoadErrorKind::Missing { name, .. } => format!("{path}: missing {name}"),
                LoadErrorKind::Pending { name, .. } => format!("{path}: pending {name}"),
                LoadErrorKind::NotReady { name, .. } => format!("{path}: not ready for {name}"),
                LoadErrorKind::Shape { name, found, .. } => format!("{path}: shape {found:?} of {name}"),
                LoadErrorKind::Axes { name, found, expected, .. }
                | LoadErrorKind::Parts { name, found, expected, .. } => {
                    format!("{path}: {found} into {expected} of {name}")
                }
                LoadErrorKind::DType { name, found, .. } => format!("{path}: element {found} of {name}"),
                LoadErrorKind::Unused { name, .. } => format!("{path}: unused {name}"),
                LoadErrorKind::Twice { name, .. } => format!("{path}: twice {name}"),
                LoadErrorKind::DeadPattern { option, pattern, nearest, .. } => {
                    format!("{path}: {option} {pattern}, not {nearest:?}")
                }
                LoadErrorKind::NotFinite { index, .. } => format!("{path}: not finite at {index}"),
                LoadErrorKind::File(error) => format!("{path}: file {:?}", error.kind()),
                other => format!("{path}: {other}"),
            },
            FailureKind::Initializer(InitErrorKind::NotFinite { index, .. }) => {
                format!("{path}: not finite at {index}")
            }
            other => format!("{path}: {other}"),
        }
    };
    error.failures().iter().map(line).collect()
}
