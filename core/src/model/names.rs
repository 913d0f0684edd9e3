//! Parameters by name: `hidden.weight`, `blocks.3.proj.bias`.

use core::fmt;

use super::{Initialize, Pending, Place, Visit, VisitMut};
use crate::check::distance;
use crate::element::Element;
use crate::path::ParamPath;
use crate::seed::PathKey;
use crate::view::{View, ViewMut};

/// No parameter has this path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownParam {
    path: String,
    nearest: Option<String>,
    pending: bool,
}

impl UnknownParam {
    /// The path that was asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The most similar path that exists.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }
}

impl UnknownParam {
    /// Whether the parameter is one of a lazy layer that has not seen an input.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending
    }
}

impl fmt::Display for UnknownParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
pub(super) fn list<M: Initialize>(model: &M) -> Vec<(ParamPath, View<'_>)> {
    let mut names = Names(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut names);
    names.0
}

/// The paths of the parameters that do not exist yet.
pub(super) fn pending<M: Initialize>(model: &M) -> Vec<ParamPath> {
    let mut paths = Unborn(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut paths);
    paths.0
}

/// Every parameter with its path, to write.
pub(super) fn list_mut<M: Initialize>(model: &mut M) -> Vec<(ParamPath, ViewMut<'_>)> {
    let mut names = NamesMut(Vec::new());
    model.visit_parameters_mut(&Place::root(M::SCHEMA, PathKey::ROOT), &mut names);
    names.0
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
    Err(UnknownParam { path: path.to_owned(), nearest: nearest.map(|(_, path)| path), pending })
}

struct Names<'m>(Vec<(ParamPath, View<'m>)>);

impl<'m> Visit<'m> for Names<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        self.0.push((path(place), values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: Element, _: &'m Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

struct Unborn(Vec<ParamPath>);

impl<'m> Visit<'m> for Unborn {
    fn leaf(&mut self, _: &Place<'_>, _: View<'m>) {}

    fn pending(&mut self, place: &Place<'_>, _: &[Option<usize>], _: Element, _: &'m Pending) {
        self.0.push(path(place));
    }

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

struct NamesMut<'m>(Vec<(ParamPath, ViewMut<'m>)>);

impl<'m> VisitMut<'m> for NamesMut<'m> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>) {
        self.0.push((path(place), values));
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: Element, _: &'m mut Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}

fn path(place: &Place<'_>) -> ParamPath {
    ParamPath::new(place.segments())
}
