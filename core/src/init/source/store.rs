//! Named values, open to read.

use std::collections::HashMap;

use ndarray::ArrayD;

use super::files::Foreign;
#[cfg(feature = "safetensors")]
use super::files::{FileSet, paths::Paths};
use super::pretrained::{Origin, Pretrained};
use crate::dtype::DType;
use crate::fill;
use crate::info::{AxesText, Declared, ParamInfo, Parts, Slice, same_axes};
use crate::init::InitErrorKind;
use crate::init::source::failure::{FailureKind, FileError, LoadErrorKind};
use crate::order::sort;
use crate::view::{self, View, ViewMut};

/// Values by name, from an open file or an object.
pub(crate) struct Store<'r> {
    /// The origin as a rule writes it.
    pub(crate) name: String,
    values: Values<'r>,
}

enum Values<'r> {
    #[cfg(feature = "safetensors")]
    Files(Paths, FileSet),
    /// Sorted by name. Those of a lazy layer may not exist yet. And what is said of some of them.
    Object(Vec<Named<'r>>, HashMap<String, Declared>),
}

/// The shape of a tensor, and its element type.
type Described<'s> = (&'s [usize], Result<DType, Foreign>);

/// The names to look for, for one parameter.
pub(crate) struct Lookup {
    /// The name of the tensor to read.
    pub(crate) name: String,
    /// The path of the parameter.
    pub(crate) path: String,
    /// The path of the whole array and the name of the slice alone, for a parameter that is read as a slice of an
    /// array.
    pub(crate) array: Option<(String, String)>,
}

impl Lookup {
    /// Returns our paths: that of the parameter, and that of the array if a slice of it is read.
    pub(crate) fn paths(&self) -> Vec<&str> {
        let array = self.array.as_ref().map(|(path, _)| path.as_str());
        [Some(self.path.as_str()), array].into_iter().flatten().collect()
    }
}

impl<'r> Store<'r> {
    #[cfg_attr(not(feature = "safetensors"), expect(clippy::unnecessary_wraps, reason = "a file may not be read"))]
    pub(crate) fn open(origin: &Origin<'r>) -> Result<Self, FileError> {
        let values = match origin {
            #[cfg(feature = "safetensors")]
            Origin::Files(paths) => Values::Files(paths.clone(), FileSet::open(paths)?),
            Origin::Object { values: object, .. } => {
                let there = object.tensors().into_iter().map(|(name, view)| (name, Some(view::Values::View(view))));
                let lent = object.__lent().into_iter().map(|(name, lent)| (name, Some(lent.0)));
                let mut all: Vec<_> =
                    there.chain(lent).chain(object.pending().into_iter().map(|name| (name, None))).collect();
                sort(&mut all, &|(a, _), (b, _)| a.cmp(b));
                Values::Object(all, object.__declared().into_iter().collect())
            }
        };
        Ok(Self { name: origin.to_string(), values })
    }

    /// Returns the names for a parameter. A slice of an array is read from the array's tensor, unless it has a tensor
    /// of its own.
    pub(crate) fn look_up(&self, pretrained: &Pretrained<'_>, info: &ParamInfo) -> Lookup {
        let path = info.path().to_string();
        let own = pretrained.renaming.name(&path);
        if info.slice.is_none() || self.describe(&own).is_some() {
            return Lookup { name: own, path, array: None };
        }
        let array = info.array_path().to_string();
        let name = pretrained.renaming.name(&array);
        // Where the part itself has another name there, that name must lead to a part of what the array is called there.
        if pretrained.renaming.keeps(&path) || self.is_part(&own, &name, info) {
            Lookup { name, path, array: Some((array, own)) }
        } else {
            Lookup { name: own, path, array: None }
        }
    }

    /// Shape and element type of the tensor, as [`describe`](Self::describe) gives them, or an error without suggestions.
    pub(crate) fn known(&self, lookup: &Lookup) -> Result<Described<'_>, Box<LoadErrorKind>> {
        self.describe(&lookup.name).ok_or_else(|| {
            let (name, origin) = (lookup.name.clone(), self.name.clone());
            if self.is_pending(&name) {
                return LoadErrorKind::Pending { name, origin }.into();
            }
            let part = lookup.array.as_ref().map(|(_, own)| own.clone());
            LoadErrorKind::Missing { name, part, origin, nearest: None, hint: None }.into()
        })
    }

    /// Where the parameter lies in the tensor of that name, if it is a part of it; an error if both models say what the
    /// array holds, and do not say the same.
    ///
    /// What is said on one side alone is nothing to compare with: the values are taken as they lie, as from a file.
    pub(super) fn meet(
        &self,
        name: &str,
        (slice, part): (Option<&Slice>, Option<&str>),
        info: &ParamInfo,
    ) -> Result<Option<Slice>, Box<LoadErrorKind>> {
        let mut slice = slice.cloned();
        let Some(Declared { axes, parts }) = self.declared(name) else { return Ok(slice) };
        let (name, origin) = (name.to_owned(), self.name.clone());
        if let (Some(theirs), Some(ours)) = (axes, info.axes())
            && theirs.len() == ours.len()
            && !same_axes(ours, theirs)
        {
            let [found, expected] = [theirs, ours].map(|axes| AxesText(axes).to_string());
            return Err(LoadErrorKind::Axes { name, origin, found, expected }.into());
        }
        if let (Some(theirs), Some(slice)) = (parts, &mut slice) {
            let Some(offset) = Self::place(slice, theirs, part, info) else {
                let (found, expected) = (theirs.text(axes.as_deref()), slice.parts.text(info.axes()));
                return Err(LoadErrorKind::Parts { name, origin, found, expected }.into());
            };
            slice.offset = offset;
        }
        Ok(slice)
    }

    /// The first index of the part `name` of theirs, for the parameter.
    fn place(slice: &Slice, theirs: &Parts, name: Option<&str>, info: &ParamInfo) -> Option<usize> {
        let ours = info.path().segments().last()?.to_string();
        slice.parts.place_among(theirs, (&ours, name?))
    }

    /// True if `own`, the new name of a part of ours, is a part of the tensor `name`: its last segment is our part's or, where
    /// they declare parts, one of theirs.
    fn is_part(&self, own: &str, name: &str, info: &ParamInfo) -> bool {
        let (front, part) = own.rsplit_once('.').unwrap_or(("", own));
        let known = info.path().segments().last().is_some_and(|ours| ours.to_string() == part)
            || self.declared(name).is_some_and(|declared| declared.parts.is_some());
        known && front == name
    }

    /// The parts that the origin declares of the tensor.
    pub(crate) fn parts(&self, name: &str) -> Option<&Parts> {
        self.declared(name)?.parts.as_ref()
    }

    fn declared(&self, name: &str) -> Option<&Declared> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(..) => None,
            Values::Object(_, declared) => declared.get(name),
        }
    }

    /// True if both are the same files, under whatever paths.
    pub(crate) fn is_same_files(&self, other: &Store<'_>) -> bool {
        match (&self.values, &other.values) {
            #[cfg(feature = "safetensors")]
            (Values::Files(_, one), Values::Files(_, other)) => one.is(other),
            _ => false,
        }
    }

    /// True if the tensor of that name is the other's tensor of that name, in a file that both have.
    #[cfg_attr(not(feature = "safetensors"), expect(unused_variables, reason = "objects share nothing"))]
    pub(crate) fn share(&self, other: &Store<'_>, name: &str) -> bool {
        match (&self.values, &other.values) {
            #[cfg(feature = "safetensors")]
            (Values::Files(_, one), Values::Files(_, other)) => one.share(other, name),
            _ => false,
        }
    }

    /// True if it is a parameter of a lazy layer, which does not exist yet.
    fn is_pending(&self, name: &str) -> bool {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(..) => false,
            Values::Object(values, _) => matches!(entry(values, name), Some((_, None))),
        }
    }

    /// Sets `values` to those of a tensor, or of the slice of it, rounded to their type. A finite one that is too large for it is an
    /// error.
    pub(super) fn read(&self, name: &str, slice: Option<&Slice>, values: &mut ViewMut<'_>) -> Result<(), FailureKind> {
        let too_large = match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => files.read(name, slice, values).map_err(LoadErrorKind::File)?,
            Values::Object(held, _) => match find(held, name) {
                Some(theirs) => theirs
                    .read(|view| {
                        let view = slice.map_or(view.clone(), |slice| slice.of(view, values.shape()));
                        set(values, &view)
                    })
                    .map_err(FailureKind::Lent)?,
                None => None,
            },
        };
        refuse(too_large, values)
    }

    /// The origin as a rule writes it, of a file with its name alone: so that a plan reads the same wherever the file lies.
    pub(super) fn short_name(&self) -> String {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(paths, _) => format!("load({})", paths.names()),
            Values::Object(..) => self.name.clone(),
        }
    }

    /// The values of a tensor.
    pub(super) fn array(&self, name: &str) -> Result<ArrayD<f64>, FailureKind> {
        let (shape, dtype) = self.known(&Lookup { name: name.to_owned(), path: String::new(), array: None })?;
        if let Err(Foreign { name: found, converts: false }) = dtype {
            let (name, origin, expected) = (name.to_owned(), self.name.clone(), DType::F64);
            return Err(LoadErrorKind::DType { name, origin, found, expected, convertible: false }.into());
        }
        let count: usize = shape.iter().product();
        let values = fill::buffer(count).map_err(InitErrorKind::from)?;
        let too_large = |_| InitErrorKind::Memory { bytes: count.saturating_mul(size_of::<f64>()) };
        let mut array = ArrayD::from_shape_vec(shape, values).map_err(too_large)?;
        self.read(name, None, &mut ViewMut::F64(array.view_mut()))?;
        Ok(array)
    }

    /// The names, sorted.
    pub(crate) fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => Box::new(files.names().into_iter()),
            Values::Object(values, _) => Box::new(values.iter().map(|(name, _)| name.as_str())),
        }
    }

    /// The shape and the element type of a tensor, or the file's name for a type that we do not have.
    pub(crate) fn describe(&self, name: &str) -> Option<Described<'_>> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => files.describe(name),
            Values::Object(values, _) => find(values, name).map(|view| (view.shape(), Ok(view.dtype()))),
        }
    }
}

/// Sets each value to the other's, rounded. Returns the index of the first finite one that is too large for the type.
pub(super) fn set(values: &mut ViewMut<'_>, others: &View<'_>) -> Option<usize> {
    let mut from = others.values();
    values.fill_checked(|| from.next().unwrap_or_default())
}

/// The error for a finite value that is too large for the type, at this index.
pub(super) fn refuse(too_large: Option<usize>, values: &ViewMut<'_>) -> Result<(), FailureKind> {
    too_large.map_or(Ok(()), |index| {
        let (index, element, nan) = (index as u64, values.dtype(), false);
        Err(InitErrorKind::NotFinite { index, element, nan }.into())
    })
}

pub(super) fn last_segment(name: &str) -> Option<&str> {
    name.rsplit('.').next()
}

/// Name and values; without values, what does not exist yet.
type Named<'r> = (String, Option<view::Values<'r>>);

fn entry<'v, 'r>(values: &'v [Named<'r>], name: &str) -> Option<&'v Named<'r>> {
    let at = values.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    values.get(at)
}

fn find<'v, 'r>(values: &'v [Named<'r>], name: &str) -> Option<&'v view::Values<'r>> {
    entry(values, name)?.1.as_ref()
}
