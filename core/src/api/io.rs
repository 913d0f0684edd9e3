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
//! | [`io::load(&mut model, path)`](load()) | reads every parameter |
//! | [`io::load(&mut model, init::from(&other))`](load()) | the same from another model, or a map |
//! | `body.** => load(path)` | reads some by rule, while others are initialized |
//! | `body.** => from(&other)` | the same from another model, or a map |
//!
//! Values that do not fit are errors, which are listed all at once, and the model is then as it was. [`Pretrained`] has
//! the details and the options. Transposed layouts are not guessed: `[in, out]` weights of another system do not fit
//! `[out, in]`. If both lengths are equal, the values are taken as they are.

use core::panic::Location;

use crate::error::InitError;
#[cfg(feature = "safetensors")]
pub use crate::files::{SaveError, SaveOptions, save, to};
use crate::init::Source;
pub use crate::init::source::failure::{FileError, FileErrorKind, LoadErrorKind, LoadHint};
pub use crate::init::source::pretrained::Pretrained;
pub use crate::init::source::store::Tensor;
pub use crate::init::source::tensors::Tensors;
use crate::model::Initialize;
use crate::rule::{Action, Pattern, PatternSegment, Rule, RuleSet};
use crate::run;
use crate::seed::Seed;

/// The rule `** => load(..)`.
static EVERYTHING: [Rule; 1] = [Rule {
    patterns: &[Pattern { segments: &[PatternSegment::Deep], text: "**" }],
    optional: false,
    action: Action::Slot(0),
    text: "load(..)",
    location: Location::caller(),
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
