//! Named values, open to read, and the tensor that one parameter takes.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::files::Foreign;
#[cfg(feature = "safetensors")]
use super::files::{FileSet, paths::Paths};
use super::pretrained::{Origin, Pretrained};
use crate::dtype::DType;
use crate::info::{AxesText, Declared, ParamInfo, Parts, Slice, same_axes};
use crate::init::InitErrorKind;
use crate::init::source::failure::{FailureKind, FileError, LoadErrorKind};
use crate::order::sort;
use crate::view::{View, ViewMut};

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
                let there = object.tensors().into_iter().map(|(name, view)| (name, Some(view)));
                let mut all: Vec<_> = there.chain(object.pending().into_iter().map(|name| (name, None))).collect();
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

    /// Returns the tensor that the parameter takes, if it fits. The error for a missing one has no suggestions.
    pub(crate) fn tensor(
        self: &Arc<Self>,
        lookup: &Lookup,
        pretrained: &Pretrained<'_>,
        info: &ParamInfo,
    ) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let (shape, dtype) = self.known(lookup)?;
        let (name, origin) = (lookup.name.clone(), self.name.clone());
        let slice = info.slice.as_deref().filter(|_| lookup.array.is_some());
        let part = lookup.array.as_ref().and_then(|(_, own)| last_segment(own));
        let slice = self.meet(&name, (slice, part), info)?;
        let whole = slice.as_ref().map(|slice| &*slice.whole);
        if shape != whole.unwrap_or(info.shape()) {
            let (found, whole) = (shape.to_vec(), whole.map(Into::into));
            return Err(LoadErrorKind::Shape { name, origin, found, whole }.into());
        }
        let expected = info.dtype();
        let Pretrained { convert, allow_non_finite, .. } = *pretrained;
        let tensor = |name| Tensor { store: self.clone(), name, slice, allow_non_finite };
        match dtype {
            Ok(dtype) if dtype == expected || convert => Ok(tensor(name)),
            Ok(dtype) => {
                let found = format!("`{dtype}`");
                Err(LoadErrorKind::DType { name, origin, found, expected, convertible: true }.into())
            }
            Err(foreign) if foreign.converts && convert => Ok(tensor(name)),
            Err(Foreign { name: found, converts: convertible }) => {
                Err(LoadErrorKind::DType { name, origin, found, expected, convertible }.into())
            }
        }
    }
}

impl Store<'_> {
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
    fn meet(
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

    /// The names, sorted.
    pub(crate) fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => Box::new(files.names().into_iter()),
            Values::Object(values, _) => Box::new(values.iter().map(|(name, _)| name.as_str())),
        }
    }

    /// The shape and the element type of a tensor.
    pub(crate) fn describe(&self, name: &str) -> Option<Described<'_>> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => files.describe(name),
            Values::Object(values, _) => find(values, name).map(|view| (view.shape(), Ok(view.dtype()))),
        }
    }
}

fn last_segment(name: &str) -> Option<&str> {
    name.rsplit('.').next()
}

/// Name and values; without values, what does not exist yet.
type Named<'r> = (String, Option<View<'r>>);

fn entry<'v, 'r>(values: &'v [Named<'r>], name: &str) -> Option<&'v Named<'r>> {
    let at = values.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    values.get(at)
}

fn find<'v, 'r>(values: &'v [Named<'r>], name: &str) -> Option<&'v View<'r>> {
    entry(values, name)?.1.as_ref()
}

impl<'r> Pretrained<'r> {
    /// Returns the tensor that one parameter takes, outside of a run.
    pub(crate) fn take(&self, info: &ParamInfo) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let store = Store::open(&self.origin).map_err(|error| LoadErrorKind::File(Arc::new(error)))?;
        let store = Arc::new(store);
        store.tensor(&store.look_up(self, info), self, info)
    }
}

/// The values that one parameter takes from a file or an object.
///
/// ```
/// use paraminit::init::{Source, Prepared};
/// use paraminit::prelude::*;
///
/// let trained = Dense::<4, 8>::init(1)?;
/// let source: Source = init::from(&trained).into();
/// let plan = trained.plan();
/// for entry in plan.entries() {
///     let Prepared::Pretrained(tensor) = source.resolve(entry.info())? else { unreachable!() };
///     assert_eq!((tensor.name(), tensor.to_string()), (&*entry.info().path().to_string(), "from(Dense)".into()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Tensor<'r> {
    store: Arc<Store<'r>>,
    name: String,
    /// The position of the values in the tensor, if they are a slice of it.
    slice: Option<Slice>,
    allow_non_finite: bool,
}

impl Tensor<'_> {
    /// True if values may be infinite or no numbers.
    pub(crate) fn allows_non_finite(&self) -> bool {
        self.allow_non_finite
    }

    /// Sets `values`, of the same shape, to those of the tensor, rounded to their type.
    pub(crate) fn fill(&self, values: &mut ViewMut<'_>) -> Result<(), FailureKind> {
        let too_large = match &self.store.values {
            #[cfg(feature = "safetensors")]
            Values::Files(_, files) => {
                files.read(&self.name, self.slice.as_ref(), values).map_err(LoadErrorKind::File)?
            }
            Values::Object(held, _) => find(held, &self.name).and_then(|view| {
                let view = match &self.slice {
                    Some(slice) => slice.of(view.clone(), values.shape()),
                    None => view.clone(),
                };
                let mut from = view.values();
                values.fill_checked(|| from.next().unwrap_or_default())
            }),
        };
        match too_large {
            Some(index) => {
                let (index, element, nan) = (index as u64, values.dtype(), false);
                Err(InitErrorKind::NotFinite { index, element, nan }.into())
            }
            None => Ok(()),
        }
    }

    /// Where the values of a parameter are: `qkv`, and of a part of it `qkv[8..16]`.
    pub(crate) fn place(&self, info: &ParamInfo) -> String {
        let Some(Slice { parts, offset, .. }) = &self.slice else { return self.name.clone() };
        let len = info.shape.get(parts.axis).copied().unwrap_or_default();
        format!("{}[{}{offset}..{}]", self.name, "..,".repeat(parts.axis), offset + len)
    }

    /// The name of the tensor.
    ///
    /// ```
    /// use paraminit::init::{Source, Prepared};
    /// use paraminit::prelude::*;
    ///
    /// let trained = Dense::<4, 8>::init(1)?;
    /// let source: Source = init::from(&trained).rename(|_| "weight".into()).into();
    /// let bias = trained.plan().entries()[0].info().clone();
    /// let Prepared::Pretrained(tensor) = source.resolve(&bias)? else { unreachable!() };
    /// assert_eq!(tensor.name(), "weight");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Writes the origin as a rule does, without the options. For a path it writes the file's name alone, so that a plan
/// reads the same wherever the file lies.
impl fmt::Display for Tensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.store.values {
            #[cfg(feature = "safetensors")]
            Values::Files(paths, _) => write!(f, "load({})", paths.names()),
            Values::Object(..) => f.write_str(&self.store.name),
        }
    }
}

impl fmt::Debug for Tensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tensor({:?} of {})", self.name, self.store.name)
    }
}
