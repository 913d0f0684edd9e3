//! Parameters by name: `hidden.weight`, `blocks.3.proj.bias`.

use core::fmt;

use super::{Initialize, Lent, Pending, Place, Visit, VisitMut, each_part};
use crate::dtype::DType;
use crate::path::ParamPath;
use crate::seed::PathKey;
use crate::similar::distance;
use crate::view::{View, ViewMut};

/// No parameter has this path.
///
/// ```
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let unknown = layer.param("wieght").unwrap_err();
/// assert_eq!(unknown.to_string(), "no parameter has the path `wieght`\nhelp: the most similar path is `weight`");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownParam {
    path: String,
    nearest: Option<String>,
    pending: bool,
    lent: bool,
}

impl UnknownParam {
    /// The path that was asked for.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// assert_eq!(Dense::<4, 8>::init(42)?.param("gain").unwrap_err().path(), "gain");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The most similar path that exists.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let unknown = layer.param("biass").unwrap_err();
    /// assert!(layer.param(unknown.nearest().expect("the layer has parameters")).is_ok());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }
}

impl UnknownParam {
    /// Whether the parameter is one of a lazy layer that has not seen an input.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert!(layer.param("weight").unwrap_err().is_pending());
    /// assert!(!layer.param("gain").unwrap_err().is_pending());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending
    }
}

impl UnknownParam {
    /// Whether a method of a declared type gives the parameter to write, `get_mut = ..`: then no list can hold it.
    ///
    #[doc = include_str!("../../docs/model/by_method.md")]
    #[must_use]
    pub fn is_lent(&self) -> bool {
        self.lent
    }
}

impl fmt::Display for UnknownParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lent {
            return write!(
                f,
                "a method gives the parameter `{0}`, and only for a moment\n\
                 help: write it by that method, or by a rule: `{0} => from(..)`",
                self.path
            );
        }
        if self.pending {
            let path = &self.path;
            return write!(f, "the parameter `{path}` does not exist yet: its layer has not seen an input");
        }
        write!(f, "no parameter has the path `{}`", self.path)?;
        match &self.nearest {
            Some(nearest) => write!(f, "\nhelp: the most similar path is `{nearest}`"),
            None => f.write_str("\nhelp: the model has no parameters"),
        }
    }
}

impl core::error::Error for UnknownParam {}

/// Every parameter with its path, in order of declaration.
pub(crate) fn list<M: Initialize>(model: &M) -> Vec<(ParamPath, View<'_>)> {
    let mut names = Names(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut names);
    names.0
}

/// Every part of an array that is cut, with its path.
pub(crate) fn parts<M: Initialize>(model: &M) -> Vec<(ParamPath, View<'_>)> {
    let mut parts = Parts(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut parts);
    parts.0
}

/// Every part of an array that is cut, with its path, to write.
pub(crate) fn parts_mut<M: Initialize>(model: &mut M) -> Vec<(ParamPath, ViewMut<'_>)> {
    let mut parts = PartsMut(Vec::new());
    model.visit_parameters_mut(&Place::root(M::SCHEMA, PathKey::ROOT), &mut parts);
    parts.0
}

/// The paths of the parameters that do not exist yet.
pub(crate) fn pending<M: Initialize>(model: &M) -> Vec<ParamPath> {
    let mut paths = Unborn(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut paths);
    paths.0
}

/// Every parameter with its path, to write.
pub(crate) fn list_mut<M: Initialize>(model: &mut M) -> Vec<(ParamPath, ViewMut<'_>)> {
    names_mut(model).entries
}

/// The entry of that path, to write.
pub(crate) fn find_mut<'m, M: Initialize>(
    model: &'m mut M,
    pending: &[ParamPath],
    path: &str,
) -> Result<ViewMut<'m>, UnknownParam> {
    // An array and its parts cannot be borrowed at once.
    if parts(model).iter().any(|(part, _)| *part == path) {
        return find(parts_mut(model), pending, path).map_err(|error| UnknownParam { lent: true, ..error });
    }
    let NamesMut { entries, lent } = names_mut(model);
    find(entries, pending, path)
        .map_err(|error| UnknownParam { lent: lent.iter().any(|known| *known == path), ..error })
}

fn names_mut<M: Initialize>(model: &mut M) -> NamesMut<'_> {
    let mut names = NamesMut { entries: Vec::new(), lent: Vec::new() };
    model.visit_parameters_mut(&Place::root(M::SCHEMA, PathKey::ROOT), &mut names);
    names
}

/// The entry of that path.
pub(crate) fn find<V>(entries: Vec<(ParamPath, V)>, pending: &[ParamPath], path: &str) -> Result<V, UnknownParam> {
    let mut nearest: Option<(usize, String)> = None;
    for (known, values) in entries {
        let known = known.to_string();
        if known == path {
            return Ok(values);
        }
        let apart = distance(&known, path);
        if nearest.as_ref().is_none_or(|(least, _)| apart < *least) {
            nearest = Some((apart, known));
        }
    }
    let pending = pending.iter().any(|known| *known == path);
    Err(UnknownParam { path: path.to_owned(), nearest: nearest.map(|(_, path)| path), pending, lent: false })
}

struct Names<'m>(Vec<(ParamPath, View<'m>)>);

impl<'m> Visit<'m> for Names<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        self.0.push((path(place), values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

struct Unborn(Vec<ParamPath>);

impl<'m> Visit<'m> for Unborn {
    fn leaf(&mut self, _: &Place<'_>, _: View<'m>) {}

    fn pending(&mut self, place: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {
        self.0.push(path(place));
    }

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

struct NamesMut<'m> {
    entries: Vec<(ParamPath, ViewMut<'m>)>,
    /// The paths of those that cannot be kept.
    lent: Vec<ParamPath>,
}

impl<'m> VisitMut<'m> for NamesMut<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        self.entries.push((path(place), values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m mut Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        if let Lent::Values(_) = lent {
            self.lent.push(path(place));
        }
    }
}

/// Lists parts alone: an array that is not cut, or that its lengths do not fit, has none.
struct Parts<'m>(Vec<(ParamPath, View<'m>)>);

impl<'m> Visit<'m> for Parts<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        if place.packed().is_some() {
            // What does not fit is reported by runs; here, no part of that path exists.
            let _ = each_part(place, values, |place, values| self.0.push((path(place), values)));
        }
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

struct PartsMut<'m>(Vec<(ParamPath, ViewMut<'m>)>);

impl<'m> VisitMut<'m> for PartsMut<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        if place.packed().is_some() {
            let _ = each_part(place, values, |place, values| self.0.push((path(place), values)));
        }
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m mut Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}

    fn lent(&mut self, _: &Place<'_>, _: Lent<'_>) {}
}

fn path(place: &Place<'_>) -> ParamPath {
    ParamPath::new(place.segments())
}
