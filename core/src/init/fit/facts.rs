//! The facts of a parameter by which the compiler, or a run, decides whether an initializer suits it.

use crate::axes::{AxesError, Axis};
use crate::info::Part;

/// Facts of a parameter by which its initializer is judged.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts, none of which follows from the others")]
pub struct ParamFacts<'a> {
    /// Number of axes, if known.
    pub rank: Option<usize>,
    /// Length of each axis, if known.
    pub shape: Option<&'a [usize]>,
    /// True if `axes` is declared for it.
    pub axes: bool,
    /// What they are, if known.
    pub roles: Option<&'a [Axis]>,
    /// Why the declared axes do not fit its shape, if that is known.
    pub fault: Option<AxesError>,
    /// True if it takes the fans of another parameter (`fans_of`).
    pub borrowed: bool,
    /// The kind of the layer around it, if it has one.
    pub kind: Option<&'static str>,
    /// What it does in that layer, if that was said.
    pub part: Option<Part>,
    /// True if it is one part of an array that is cut.
    pub cut: bool,
    /// True if the initializer stands on the parameter's own field, where `fans_of` is said too.
    pub own: bool,
}
