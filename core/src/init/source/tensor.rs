//! The tensor that one parameter takes.

use std::fmt;
use std::sync::Arc;

use super::ask::answered;
use super::files::Foreign;
use super::pretrained::{Pretrained, with_option};
use super::store::{Lookup, Store, last_segment, refuse, set};
use super::transform::{Given, Transform};
use crate::info::{ParamInfo, Slice};
use crate::init::InitErrorKind;
use crate::init::fill::resolved::all_finite;
use crate::init::source::failure::{FailureKind, LoadErrorKind};
use crate::stream::{Stream, StreamId};
use crate::view::{View, ViewMut};

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
    pub(super) store: Arc<Store<'r>>,
    pub(super) name: String,
    /// The position of the values in the tensor, if they are a slice of it.
    pub(super) slice: Option<Slice>,
    pub(super) transform: Option<Transform<'r>>,
    allow_non_finite: bool,
}

impl Tensor<'_> {
    /// Returns an error if a value is infinite or no number, and may not be. The rest was refused when it was read.
    pub(super) fn check_finite(&self, values: &ViewMut<'_>) -> Result<(), FailureKind> {
        match all_finite(values) {
            Err(InitErrorKind::NotFinite { index, nan, .. }) if !self.allow_non_finite => {
                let (name, origin) = (self.name.clone(), self.store.name.clone());
                Err(LoadErrorKind::NotFinite { name, origin, index, nan }.into())
            }
            _ => Ok(()),
        }
    }

    /// Sets `values`, those of the parameter, to those of the tensor, rounded to their type.
    pub(crate) fn fill(&self, info: &ParamInfo, id: StreamId, values: &mut ViewMut<'_>) -> Result<(), FailureKind> {
        let Some(transform) = &self.transform else {
            return self.store.read(&self.name, self.slice.as_ref(), values);
        };
        let array = self.store.array(&self.name)?;
        let (name, from, others) = (self.name.clone(), array.shape().to_vec(), |name: &str| self.store.array(name));
        let given = Given { array, name: &name, param: info, stream: Stream::of(id), others: &others };
        let made = (transform.of)(given);
        answered(info)?;
        let origin = || self.store.name.clone();
        let made = made.map_err(|error| LoadErrorKind::Transform {
            name: name.clone(),
            origin: origin(),
            error: error.into(),
        })?;
        let whole = self.slice.as_ref().map(|slice| &*slice.whole);
        let expected = whole.unwrap_or(info.shape());
        if made.shape() != expected {
            let (made, expected, is_part) = (made.shape().to_vec(), expected.to_vec(), whole.is_some());
            return Err(LoadErrorKind::Transformed { name, origin: origin(), from, made, expected, is_part }.into());
        }
        let made = View::F64(made.view());
        let too_large = set(values, &self.slice.as_ref().map_or(made.clone(), |slice| slice.of(made, info.shape())));
        refuse(too_large, values)
    }

    /// The position of the values in the tensor, if they are a part of it. Of what a transform makes of another model's array,
    /// which has parts of its own, it is not known.
    pub(crate) fn slice(&self) -> Option<&Slice> {
        self.slice.as_ref().filter(|_| self.transform.is_none() || self.store.parts(&self.name).is_none())
    }

    /// Where the values of a parameter are: `qkv`, and of a part of it `qkv[8..16]`. A transform may take them from anywhere.
    pub(crate) fn place(&self, info: &ParamInfo) -> String {
        let slice = self.slice.as_ref().filter(|_| self.transform.is_none());
        let Some(Slice { parts, offset, .. }) = slice else { return self.name.clone() };
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
        let origin = self.store.short_name();
        f.write_str(&self.transform.as_ref().map_or(origin.clone(), |transform| with_option(&origin, transform)))
    }
}

impl fmt::Debug for Tensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tensor({:?} of {})", self.name, self.store.name)
    }
}

impl<'r> Store<'r> {
    /// Returns the tensor that the parameter takes, if it fits. The error for a missing one has no suggestions.
    pub(crate) fn tensor(
        self: &Arc<Self>,
        lookup: &Lookup,
        pretrained: &Pretrained<'r>,
        info: &ParamInfo,
    ) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let (shape, dtype) = self.known(lookup)?;
        let (name, origin) = (lookup.name.clone(), self.name.clone());
        let slice = info.slice.as_deref().filter(|_| lookup.array.is_some());
        let transform = pretrained.transform.clone();
        let slice = if transform.is_some() {
            // What the values mean, and their shape, is what the transform makes of them.
            slice.cloned()
        } else {
            let part = lookup.array.as_ref().and_then(|(_, own)| last_segment(own));
            let slice = self.meet(&name, (slice, part), info)?;
            let whole = slice.as_ref().map(|slice| &*slice.whole);
            let expected = whole.unwrap_or(info.shape());
            if shape != expected {
                let (found, expected, is_part) = (shape.to_vec(), expected.to_vec(), whole.is_some());
                return Err(LoadErrorKind::Shape { name, origin, found, expected, is_part }.into());
            }
            slice
        };
        let expected = info.dtype();
        let Pretrained { convert, allow_non_finite, .. } = *pretrained;
        let tensor = |name| Tensor { store: self.clone(), name, slice, transform, allow_non_finite };
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

impl<'r> Pretrained<'r> {
    /// Returns the tensor that one parameter takes, outside of a run.
    pub(crate) fn take(&self, info: &ParamInfo) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let store = Store::open(&self.origin).map_err(|error| LoadErrorKind::File(Arc::new(error)))?;
        let store = Arc::new(store);
        store.tensor(&store.look_up(self, info), self, info)
    }
}
