//! Named values, open to read, and the tensor that one parameter takes.

use std::fmt;
#[cfg(feature = "safetensors")]
use std::path::PathBuf;
use std::sync::Arc;

#[cfg(feature = "safetensors")]
use super::file::TensorFile;
use super::pretrained::{Origin, Pretrained};
use crate::dtype::DType;
use crate::info::{ParamInfo, Slice};
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
    File(PathBuf, TensorFile),
    /// Sorted by name.
    Object(Vec<(String, View<'r>)>),
}

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
            Origin::File(path) => Values::File(path.clone(), TensorFile::open(path)?),
            Origin::Object { values, .. } => {
                let mut values = values.tensors();
                sort(&mut values, &|(a, _), (b, _)| a.cmp(b));
                Values::Object(values)
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
        Lookup { name: pretrained.renaming.name(&array), path, array: Some((array, own)) }
    }

    /// Returns the tensor that the parameter takes, if it fits. The error for a missing one has no suggestions.
    pub(crate) fn tensor(
        self: &Arc<Self>,
        lookup: &Lookup,
        convert: bool,
        info: &ParamInfo,
    ) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let (name, origin) = (lookup.name.clone(), self.name.clone());
        let slice = info.slice.as_deref().filter(|_| lookup.array.is_some());
        let Some((shape, dtype)) = self.describe(&name) else {
            let part = lookup.array.as_ref().map(|(_, own)| own.clone());
            return Err(LoadErrorKind::Missing { name, part, origin, nearest: None, hint: None }.into());
        };
        let whole = slice.map(|slice| &*slice.whole);
        if shape != whole.unwrap_or(info.shape()) {
            let (found, whole) = (shape.to_vec(), whole.map(Into::into));
            return Err(LoadErrorKind::Shape { name, origin, found, whole }.into());
        }
        let expected = info.dtype();
        match dtype {
            Ok(dtype) if dtype == expected || convert => {
                Ok(Tensor { store: self.clone(), name, slice: slice.cloned() })
            }
            Ok(dtype) => {
                let found = format!("`{dtype}`");
                Err(LoadErrorKind::DType { name, origin, found, expected, convertible: true }.into())
            }
            Err(found) => Err(LoadErrorKind::DType { name, origin, found, expected, convertible: false }.into()),
        }
    }
}

impl Store<'_> {
    pub(crate) fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::File(_, file) => Box::new(file.names()),
            Values::Object(values) => Box::new(values.iter().map(|(name, _)| name.as_str())),
        }
    }

    /// The shape and the element type of a tensor, or the file's name for a type that we do not have.
    pub(crate) fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, String>)> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::File(_, file) => file.describe(name),
            Values::Object(values) => find(values, name).map(|view| (view.shape(), Ok(view.dtype()))),
        }
    }
}

fn find<'v, 'r>(values: &'v [(String, View<'r>)], name: &str) -> Option<&'v View<'r>> {
    let at = values.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    values.get(at).map(|(_, view)| view)
}

impl<'r> Pretrained<'r> {
    /// Returns the tensor that one parameter takes, outside of a run.
    pub(crate) fn take(&self, info: &ParamInfo) -> Result<Tensor<'r>, Box<LoadErrorKind>> {
        let store = Store::open(&self.origin).map_err(|error| LoadErrorKind::File(Arc::new(error)))?;
        let store = Arc::new(store);
        store.tensor(&store.look_up(self, info), self.convert, info)
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
}

impl Tensor<'_> {
    /// Sets `values`, of the same shape, to those of the tensor, rounded to their type.
    #[cfg_attr(not(feature = "safetensors"), expect(clippy::unnecessary_wraps, reason = "a file may not be read"))]
    pub(crate) fn fill(&self, values: &mut ViewMut<'_>) -> Result<(), FailureKind> {
        match &self.store.values {
            #[cfg(feature = "safetensors")]
            Values::File(path, file) => file
                .read(path, &self.name, self.slice.as_ref(), values)
                .map_err(|error| LoadErrorKind::File(error).into()),
            Values::Object(held) => {
                if let Some(view) = find(held, &self.name) {
                    let view = match &self.slice {
                        Some(slice) => slice.of(view.clone(), values.shape()),
                        None => view.clone(),
                    };
                    let mut from = view.values();
                    values.fill_with(|| from.next().unwrap_or_default());
                }
                Ok(())
            }
        }
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
            Values::File(path, _) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                write!(f, "load(\"{}\")", name.display())
            }
            Values::Object(_) => f.write_str(&self.store.name),
        }
    }
}

impl fmt::Debug for Tensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tensor({:?} of {})", self.name, self.store.name)
    }
}
