//! A whole model from values that exist already: a run of one rule.

use core::panic::Location;

use crate::error::InitError;
use crate::init::Source;
use crate::init::source::pretrained::Pretrained;
use crate::model::Initialize;
use crate::rule::{Action, Pattern, PatternSegment, Rule, RuleSet};
use crate::run;
use crate::seed::Seed;

/// `** => load(..)`
static EVERYTHING: [Rule; 1] = [Rule {
    patterns: &[Pattern { segments: &[PatternSegment::Deep], text: "**" }],
    optional: false,
    action: Action::Slot(0),
    text: "load(..)",
    location: Location::caller(),
}];

/// Sets every parameter of `model` to the values of its name: of a file, given as a path or with options as
/// `init::load(path)`, or of another model or a map, as [`init::from(&other)`](crate::init::from()).
///
/// The values wait in memory until all are read, so this takes the model's size once more.
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
        // The rule stands here, where it helps nobody.
        for failure in &mut failures {
            failure.rule = None;
        }
        InitError::new(failures)
    })
}
