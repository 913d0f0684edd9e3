//! Parameters by name: saved to files, and loaded from files or from other models.
//!
//! The name of a parameter is its path, `blocks.3.proj.weight`. Files are safetensors files (feature `safetensors`),
//! which Python's package of that name reads and writes. They hold arrays in row-major order, whatever their layout in
//! memory, and a header that lists them. They hold no code.
//!
//! | | |
//! |---|---|
//! | `io::save(&model, path)` | writes every parameter |
//! | `io::save(&model, io::to(path).rename(..))` | the same under other names |
//! | `io::save(&model, io::to(path).max_shard_bytes(n))` | the same to several files with an index |
//! | `io::metadata(path)` | what the file says of itself |
//! | [`io::load(&mut model, path)`](load()) | reads every parameter |
//! | [`io::load(&mut model, "model.safetensors.index.json")`](load()), `[a, b]` | the same from several files |
//! | [`io::load(&mut model, init::from(&other))`](load()) | the same from another model, or a map |
//! | `body.** => load(path)` | reads some by rule, while others are initialized |
//! | `body.** => from(&other)` | the same from another model, or a map |
//!
//! What does not fit is an error, all of it at once, and the model is then as it was: see [`Pretrained`], which also has the
//! options. Transposed layouts are not guessed: `[in, out]` weights of another system do not fit `[out, in]`. Of another
//! model they are refused, and of a file or a map, which declare no axes, too, unless both lengths are one number: then the
//! values are taken as they lie.

use core::panic::Location;
#[cfg(feature = "safetensors")]
use std::collections::BTreeMap;
#[cfg(feature = "safetensors")]
use std::path::Path;

use crate::declare::rule_place::RulePlace;
use crate::error::InitError;
pub use crate::files::{ReplaceError, WriteStep};
#[cfg(feature = "safetensors")]
pub use crate::files::{SaveError, SaveOptions, save, to};
use crate::init::Source;
pub use crate::init::source::failure::{FileError, FileErrorKind, LoadErrorKind, LoadHint};
#[cfg(feature = "safetensors")]
pub use crate::init::source::files::paths::LoadPaths;
#[cfg(feature = "safetensors")]
use crate::init::source::files::{FileSet, paths::Paths};
pub use crate::init::source::pretrained::Pretrained;
pub use crate::init::source::tensor::Tensor;
pub use crate::init::source::tensors::Tensors;
use crate::model::Initialize;
use crate::rule::{Action, Pattern, PatternSegment, Rule, RuleSet};
use crate::run;
use crate::seed::Seed;

/// The rule `** => load(..)`.
static EVERYTHING: [Rule; 1] = [Rule {
    patterns: &[Pattern { segments: &[PatternSegment::Deep], text: "**", rest: None }],
    optional: false,
    action: Action::Slot(0),
    text: "load(..)",
    location: RulePlace::Code(Location::caller()),
}];

/// Sets every parameter of `model` to the values of its name. The values come from a file, given as a path or with
/// options as `init::load(path)`, or from another model or a map, as [`init::from(&other)`](crate::init::from()).
///
/// The values stay in memory until all are read, so this takes the model's size once more.
///
/// # Errors
/// An [`InitError`] that lists everything that does not fit; see [`Pretrained`]. The model is then as it was.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::io;
///
/// let trained = Dense::<4, 8>::init(1)?;
/// let mut copy = Dense::<4, 8>::init(2)?;
/// io::load(&mut copy, init::from(&trained))?;
/// assert_eq!(copy.weight(), trained.weight());
/// # Ok::<(), InitError>(())
/// ```
pub fn load<'r, M: Initialize>(model: &mut M, values: impl Into<Pretrained<'r>>) -> Result<(), InitError> {
    let sources = [Source::from(values.into())];
    run::apply(RuleSet { table: &EVERYTHING, sources: &sources }, model, Seed::new(0), None).map_err(|error| {
        let mut failures = error.into_failures();
        // The rule is internal, so its place would help nobody.
        for failure in &mut failures {
            failure.rule = None;
        }
        InitError::new(failures)
    })
}

/// The text that a safetensors file has beside its tensors: `format`, what [`SaveOptions::metadata`] added, and whatever
/// another system wrote. Empty if there is none.
///
/// Of an index it is what the index says, numbers as text, and what all its files say alike. What they say differently each can
/// be asked for itself.
///
/// # Errors
/// A [`FileError`] if the file cannot be read or its header is damaged.
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("net.safetensors");
/// io::save(&Dense::<4, 8>::init(42)?, &path)?;
/// assert_eq!(io::metadata(&path)?["format"], "pt");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "safetensors")]
pub fn metadata(path: impl AsRef<Path>) -> Result<BTreeMap<String, String>, FileError> {
    FileSet::open(&Paths::One(path.as_ref().to_path_buf())).map(FileSet::into_metadata)
}
