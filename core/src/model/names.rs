//! Parameters by name: `hidden.weight`, `blocks.3.proj.bias`.

use core::fmt;

use thiserror::Error;

use super::items::{Item, Read, each, each_mut};
use super::{Initialize, Lent, Place, each_part};
use crate::axes::AxesError;
use crate::info::Declared;
use crate::path::{ParamPath, SamePath, same_paths};
use crate::printed::{Name, Quoted};
use crate::seed::PathKey;
use crate::shape::Shape;
use crate::similar::distance;
use crate::view::{Values, View, ViewMut};

/// The error for a path that no parameter has.
///
/// ```
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let unknown = layer.param("wieght").unwrap_err();
/// assert_eq!(unknown.to_string(), "no parameter has the path `wieght`\nhelp: the most similar path is `weight`");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub struct UnknownParam {
    path: String,
    nearest: Option<String>,
    why: Why,
}

/// Why no parameter is found under a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Absent,
    Pending,
    Lent,
    Same(Box<SamePath>),
}

impl UnknownParam {
    /// The requested path.
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

    /// True if the parameter is one of a lazy layer that has not seen an input.
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
        self.why == Why::Pending
    }

    /// True if the parameter is only lent for a moment, so that nothing can hold it: an accessor of a declared type
    /// (`get_mut = ..`) gives it to write, or its values live elsewhere.
    ///
    #[doc = include_str!("../../docs/model/by_method.md")]
    #[must_use]
    pub fn is_lent(&self) -> bool {
        self.why == Why::Lent
    }

    /// The two parameters of that path, which keys with dots give them: neither is meant more than the other.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<1, 1>::init(42)?;
    /// assert_eq!(layer.param("gain").unwrap_err().same_path(), None);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn same_path(&self) -> Option<&SamePath> {
        match &self.why {
            Why::Same(same) => Some(same),
            _ => None,
        }
    }
}

impl fmt::Display for UnknownParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Name(&self.path);
        match &self.why {
            Why::Same(same) => return same.fmt(f),
            Why::Lent => {
                return write!(
                    f,
                    "a method gives the parameter `{path}`, and only for a moment\n\
                     help: write it by that method, or by a rule: `{path} => from(..)`"
                );
            }
            Why::Pending => {
                return write!(f, "the parameter `{path}` does not exist yet: its layer has not seen an input");
            }
            Why::Absent => write!(f, "no parameter has the path `{}`", Quoted(&self.path))?,
        }
        match &self.nearest {
            Some(nearest) => write!(f, "\nhelp: the most similar path is `{}`", Name(nearest)),
            None => f.write_str("\nhelp: the model has no parameters"),
        }
    }
}

/// A value for each parameter, with the parameter's path.
type Named<V> = Vec<(ParamPath, V)>;

/// Lists what `pick` makes of each item, with its path, in order of declaration.
fn named<'m, M: Initialize, V>(model: &'m M, pick: impl Fn(&Place<'_>, Read<'_, 'm>) -> Option<V>) -> Named<V> {
    let mut entries = Vec::new();
    each(model, &mut |place, item| entries.extend(pick(place, item).map(|value| (path(place), value))));
    entries
}

/// Lists the parameters with their paths, in order of declaration.
pub(crate) fn list<M: Initialize>(model: &M) -> Named<View<'_>> {
    named(model, |_, item| if let Item::Values(values) = item { values.into_view() } else { None })
}

/// Lists the parameters that can be borrowed and those that are lent, with their paths.
pub(crate) fn list_values<M: Initialize>(model: &M) -> Named<Values<'_>> {
    named(model, |_, item| if let Item::Values(values) = item { Some(values) } else { None })
}

/// Lists what is a buffer, or what is none, and exists.
pub(crate) fn list_of<M: Initialize>(model: &M, buffers: bool) -> Named<Values<'_>> {
    named(model, |place, item| match item {
        Item::Values(values) if place.is_buffer() == buffers => Some(values),
        _ => None,
    })
}

/// Lists the parameters with one entry for each part of an array that is cut, and the arrays that cannot be cut.
pub(crate) fn list_parts<M: Initialize>(model: &M) -> (Named<Values<'_>>, Named<AxesError>) {
    let (mut entries, mut uncut) = (Vec::new(), Vec::new());
    each(model, &mut |place, item| {
        if let Item::Values(values) = item
            && let Err(fault) = each_part(place, values, |place, values| entries.push((path(place), values)))
        {
            uncut.push((path(place), fault));
        }
    });
    (entries, uncut)
}

/// What the model says of each of its arrays besides its shape, by path.
pub(crate) fn list_declared<M: Initialize>(model: &M) -> Named<Declared> {
    let declared = |place: &Place<'_>| Declared { axes: place.axes().map(Into::into), parts: place.parts() };
    named(model, |place, item| matches!(item, Item::Values(_)).then(|| declared(place)))
}

/// Lists the parameters with their paths, to write.
pub(crate) fn list_trained_mut<M: Initialize>(model: &mut M) -> Named<ViewMut<'_>> {
    let mut entries = Vec::new();
    each_mut(model, PathKey::ROOT, &mut |place, item| {
        if let Item::Values(values) = item
            && !place.is_buffer()
        {
            entries.push((path(place), values));
        }
    });
    entries
}

/// Lists the paths of the parameters that do not exist yet.
pub(crate) fn list_pending<M: Initialize>(model: &M) -> Vec<ParamPath> {
    let mut paths = Vec::new();
    each(model, &mut |place, item| {
        if let Item::Pending(..) = item {
            paths.push(path(place));
        }
    });
    paths
}

/// Returns the parameter of that path: a whole array, or a part of one.
pub(crate) fn param<'m, M: Initialize>(model: &'m M, path: &str) -> Result<View<'m>, UnknownParam> {
    let mut entries = list_values(model);
    entries.extend(list_parts(model).0);
    let lent = || UnknownParam { path: path.to_owned(), nearest: None, why: Why::Lent };
    find(entries, &list_pending(model), path)?.into_view().ok_or_else(lent)
}

/// Returns the parameter of that path, to write.
pub(crate) fn param_mut<'m, M: Initialize>(model: &'m mut M, wanted: &str) -> Result<ViewMut<'m>, UnknownParam> {
    if let Err(unknown) = param(model, wanted)
        && let Why::Same(_) = unknown.why
    {
        return Err(unknown);
    }
    let pending = list_pending(model);
    // An array and its parts cannot be borrowed at once. An array that cannot be cut has no parts; runs report it.
    let part = list_parts(model).0.iter().any(|(known, _)| *known == wanted);
    let (mut entries, mut lent) = (Vec::new(), false);
    each_mut(model, PathKey::ROOT, &mut |place, item| match item {
        Item::Values(values) if part => {
            let _ = each_part(place, values, |place, values| entries.push((path(place), values)));
        }
        Item::Values(values) => entries.push((path(place), values)),
        Item::Lent(Lent::Values(values)) => {
            lent |= path(place) == wanted;
            let _ = each_part(place, Shape::from(values.shape()), |place, _| lent |= path(place) == wanted);
        }
        _ => {}
    });
    find(entries, &pending, wanted)
        .map_err(|unknown| if lent { UnknownParam { why: Why::Lent, ..unknown } } else { unknown })
}

/// Returns the entry of that path. `pending` holds the paths of parameters that do not exist yet.
pub(crate) fn find<V>(entries: Named<V>, pending: &[ParamPath], path: &str) -> Result<V, UnknownParam> {
    let unknown = |nearest, why| UnknownParam { path: path.to_owned(), nearest, why };
    let same = same_paths(entries.iter().map(|(known, _)| known).chain(pending));
    if let Some((_, same)) = same.into_iter().find(|(_, same)| same.path() == path) {
        return Err(unknown(None, Why::Same(Box::new(same))));
    }
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
    Err(unknown(nearest.map(|(_, path)| path), if pending { Why::Pending } else { Why::Absent }))
}

fn path(place: &Place<'_>) -> ParamPath {
    ParamPath::new(place.segments())
}
