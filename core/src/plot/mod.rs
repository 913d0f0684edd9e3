//! Pictures of a model's parameters beside the expected values, and of signals in deep networks.
//!
//! With the feature `plot`. [`histograms`] draws a model, [`depth`] numbers that you computed. Files end in `.svg` or `.png`;
//! a PNG file has two pixels a unit. They are [replaced](crate::guide::files#how-a-file-is-replaced) whole or not at all.
//! Nothing is to be installed: the font is in the crate.
//!
//! ```
//! use paraminit::plot::{self, Series};
//! use paraminit::prelude::*;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("mlp.svg");
//! #[derive(Initialize)]
//! struct Mlp {
//!     hidden: Dense<64, 128>,
//!     output: Dense<128, 10>,
//! }
//!
//! let rules = init! { <Mlp> **.weight => kaiming_normal, **.bias => uniform(-0.1, 0.1) };
//! plot::histograms(&rules.build(42)?, Some(&rules), &path)?;
//!
//! # let path = folder.path().join("depth.png");
//! let halving = Series::new("halving", (1..=20).map(|layer| 0.5_f64.powi(layer)));
//! plot::depth(&[halving], "rms of the activations", &path)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axis;
mod bins;
mod depth;
mod error;
mod font;
mod histograms;
mod page;
mod panel;
mod place;
mod reading;

use std::path::Path;

use crate::model::Initialize;
use crate::rule::RuleSet;
use crate::rules::Rules;
use depth::Depth;
pub use depth::Series;
pub use error::PlotError;
use histograms::Histograms;

/// Draws a histogram of each parameter, with the expected counts as a line over it.
///
/// There is one panel for each parameter, in order of declaration, with its path, shape and initializer as a title.
/// Bars count values. The line is the density of [`Law`](crate::sample::Law) times the number of values and the width
/// of a bar. If an initializer gives single values a probability, a dot shows the expected count there. Initializers
/// without a closed form, such as `orthogonal`, have neither. The horizontal axis covers all values and the expected
/// range.
///
/// `rules` are those that initialized the model. With `None` the attributes count, and a parameter that no attribute
/// initializes has bars alone. The values are those in the model, whatever put them there. A picture has room for 48
/// parameters. A note below it gives the number of the others, and the parameters that do not exist yet.
///
/// # Errors
/// [`PlotError::Extension`], [`PlotError::NoParameters`], [`PlotError::Rules`] where a run by `rules` would fail,
/// [`PlotError::NotFinite`], and [`PlotError::Write`]. What was at `path` is then still there.
///
/// ```
/// use paraminit::plot;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("layer.png");
/// let layer = Dense::<256, 64>::init(42)?;
/// plot::histograms(&layer, None, &path)?;         // beside what the layer's attributes promise
///
/// let zeros = init! { <Dense<256, 64>> ** => zeros };
/// plot::histograms(&layer, Some(&zeros), &path)?; // other rules than the layer's: bars here, expectations there
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn histograms<M: Initialize>(
    model: &M,
    rules: Option<&Rules<'_, M>>,
    path: impl AsRef<Path>,
) -> Result<(), PlotError> {
    let set = rules.map_or(RuleSet::EMPTY, Rules::set);
    let mut reading = reading::read(set, model);
    // Without the user's rules, the attributes are optional: a parameter without one is drawn all the same.
    let failures = std::mem::take(&mut reading.failures);
    if rules.is_some() && !failures.is_empty() {
        return Err(PlotError::Rules(crate::error::InitError::new(failures)));
    }
    page::write(&Histograms::of(&reading)?, path.as_ref())
}

/// Draws the size of a deep network's activations, layer by layer, on a logarithmic axis. Each series has a line with
/// marks of its own, and a dashed line for its theory.
///
/// `scale` says at the vertical axis what the numbers are, with their unit: "rms of the activations / rms of the input".
/// Lines differ in color, in lightness and in their marks, so that they can be told apart in gray too. There can be 42 of
/// them.
///
/// # Errors
/// [`PlotError::Extension`], [`PlotError::NoSeries`], [`PlotError::TooManySeries`], [`PlotError::NoLayers`],
/// [`PlotError::NotPositive`] for a number that is not finite or not greater than 0, and [`PlotError::Write`]. What was at
/// `path` is then still there.
///
/// ```
/// use paraminit::plot::{self, PlotError, Series};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("depth.svg");
/// let series = [
///     Series::new("kept", [1.02, 0.97, 1.05]).theory([1.0; 3]),
///     Series::new("halved", [0.51, 0.24, 0.127]).theory([0.5, 0.25, 0.125]),
/// ];
/// plot::depth(&series, "rms of the activations / rms of the input", &path)?;
///
/// let dead = Series::new("dead", [1.0, 0.0]);
/// assert!(matches!(plot::depth(&[dead], "rms", &path), Err(PlotError::NotPositive { layer: 2, .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn depth(series: &[Series], scale: &str, path: impl AsRef<Path>) -> Result<(), PlotError> {
    page::write(&Depth::of(series, scale)?, path.as_ref())
}
