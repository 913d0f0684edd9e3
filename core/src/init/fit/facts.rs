//! The facts of a parameter that decide, for the compiler or in a run, whether an initializer suits it.

use crate::axes::{AxesError, Axis};
use crate::info::Part;

/// Facts of a parameter, by which its initializer is judged.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts, none of which follows from the others")]
pub struct ParamFacts<'a> {
    /// Number of axes, if known.
    pub rank: Option<usize>,
    /// Length of each axis, if known.
    pub shape: Option<&'a [usize]>,
    /// True if `axes` is declared for the parameter.
    pub axes: bool,
    /// The declared axes, if known.
    pub roles: Option<&'a [Axis]>,
    /// The reason why the declared axes do not fit the shape, if that is known.
    pub fault: Option<AxesError>,
    /// True if the parameter takes the fans of another one (`fans_of`).
    pub borrowed: bool,
    /// The kind of the layer around the parameter, if it has one.
    pub kind: Option<&'static str>,
    /// The part of the layer that the parameter is, if that is declared.
    pub part: Option<Part>,
    /// True if the parameter is one part of an array that is cut.
    pub cut: bool,
    /// True if the initializer stands in an attribute of the parameter's own field, next to `fans_of`.
    pub own: bool,
}
