//! What a run reads: each file is opened once, and what nobody took is known at the end.

use std::collections::BTreeSet;
use std::fmt;
#[cfg(feature = "safetensors")]
use std::path::PathBuf;
use std::sync::Arc;

use super::allowed::{MayMiss, dead_unused};
use super::fault::{FileError, LoadErrorKind};
#[cfg(feature = "safetensors")]
use super::file::TensorFile;
use super::pattern::matches;
use super::pretrained::{Origin, Pretrained};
use crate::check::distance;
use crate::dtype::DType;
use crate::error::{Failure, RuleSite};
use crate::info::{ParamInfo, Slice};
use crate::init::InitErrorKind;
use crate::view::{View, ViewMut};

/// To look for similar names takes time; a run where everything is missing shows enough of them.
const MOST_HINTS: usize = 32;

/// The files and objects that a run reads.
#[derive(Default)]
pub(crate) struct Inputs<'r>(Vec<Input<'r>>);

struct Input<'r> {
    origin: Origin<'r>,
    store: Result<Arc<Store<'r>>, Arc<FileError>>,
    taken: BTreeSet<String>,
    /// What need not be taken, each with the first rule that says so.
    allowed: Vec<(String, Option<RuleSite>)>,
    /// What need not be there.
    missing: Vec<MayMiss>,
    hints: usize,
    /// The first rule that reads here.
    rule: Option<RuleSite>,
}

/// Values by name.
pub(crate) struct Store<'r> {
    name: String,
    values: Values<'r>,
}

enum Values<'r> {
    #[cfg(feature = "safetensors")]
    File(PathBuf, TensorFile),
    Object(Vec<(String, View<'r>)>),
}

/// The values that one parameter takes.
///
/// ```
/// use paraminit::init::{Source, Task};
/// use paraminit::prelude::*;
///
/// let trained = Dense::<4, 8>::init(1)?;
/// let source: Source = init::from(&trained).into();
/// let plan = trained.plan();
/// for entry in plan.entries() {
///     let Task::Pretrained(tensor) = source.resolve(entry.info())? else { unreachable!() };
///     assert_eq!((tensor.name(), tensor.to_string()), (&*entry.info().path().to_string(), "from(Dense)".into()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Tensor<'r> {
    store: Arc<Store<'r>>,
    name: String,
    /// Where the values lie in it, if they are not all of it.
    slice: Option<Slice>,
}

impl<'r> Inputs<'r> {
    /// What the parameter takes; `None` where nothing is there and nothing need be.
    pub(crate) fn take(
        &mut self,
        pretrained: &Pretrained<'r>,
        rule: Option<RuleSite>,
        info: &ParamInfo,
    ) -> Result<Option<Tensor<'r>>, InitErrorKind> {
        let input = self.open(pretrained, rule);
        let store = input.store.as_ref().map_err(|error| LoadErrorKind::File(error.clone()))?.clone();
        let path = info.path().to_string();
        let origin = store.name.clone();
        // One part of an array is a slice of the array's tensor, unless there is one of its own.
        let own = pretrained.name(&path);
        let slice = info.slice.as_deref().filter(|_| store.describe(&own).is_none());
        let array = slice.map(|_| info.array_path().to_string());
        let (name, part) = match &array {
            Some(array) => (pretrained.name(array), Some(own)),
            None => (own, None),
        };
        let names = [Some(&*path), array.as_deref()];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        MayMiss::meet(&mut input.missing, pretrained.missing(), rule, &names);
        let Some((shape, element)) = store.describe(&name) else {
            if names.iter().any(|name| pretrained.may_be_missing(name)) {
                return Ok(None);
            }
            input.hints += 1;
            // Of an array that is cut the whole is looked for first.
            let near = |ours: &&str| {
                let nearest = store.nearest(&pretrained.name(ours))?;
                let hint = pretrained.hint(ours, &nearest);
                Some((nearest, hint))
            };
            let near = if input.hints > MOST_HINTS { None } else { names.iter().rev().find_map(near) };
            let (nearest, hint) = near.unzip();
            return Err(LoadErrorKind::Missing { name, part, origin, nearest, hint }.into());
        };
        input.taken.insert(name.clone());
        let whole = slice.map(|slice| &*slice.whole);
        if shape != whole.unwrap_or(info.shape()) {
            let (found, whole) = (shape.to_vec(), whole.map(Into::into));
            return Err(LoadErrorKind::Shape { name, origin, found, whole }.into());
        }
        match element {
            Ok(element) if element == info.dtype() || pretrained.convert => {}
            found => {
                let convertible = found.is_ok();
                let found = found.map_or_else(|other| other, |element| format!("`{element}`"));
                return Err(LoadErrorKind::DType { name, origin, found, expected: info.dtype(), convertible }.into());
            }
        }
        Ok(Some(Tensor { store, name, slice: slice.cloned() }))
    }

    /// The tensors that no parameter took, names that stand for two, and patterns of the options that match nothing.
    pub(crate) fn failures(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        for Input { store, taken, allowed, missing, rule, .. } in &self.0 {
            let Ok(store) = store else { continue };
            let unused = allowed.iter().filter_map(|(pattern, rule)| {
                dead_unused(pattern, &store.name, || store.names()).map(|fault| (fault, *rule))
            });
            for (fault, rule) in unused.chain(missing.iter().filter_map(|one| one.fault(&store.name))) {
                failures.push(Failure { path: String::new(), shape: Vec::new(), rule, cause: fault.into() });
            }
            let mut seen = BTreeSet::new();
            for name in store.names() {
                let origin = || store.name.clone();
                let fault = if !seen.insert(name) {
                    LoadErrorKind::Twice { name: name.to_owned(), origin: origin() }
                } else if taken.contains(name) || allowed.iter().any(|(pattern, _)| matches(pattern, name)) {
                    continue;
                } else {
                    LoadErrorKind::Unused { name: name.to_owned(), origin: origin() }
                };
                let shape = store.describe(name).map_or(Vec::new(), |(shape, _)| shape.to_vec());
                failures.push(Failure { path: String::new(), shape, rule: *rule, cause: fault.into() });
            }
        }
        failures
    }

    /// The input of that origin, open.
    fn open(&mut self, pretrained: &Pretrained<'r>, rule: Option<RuleSite>) -> &mut Input<'r> {
        let known = self.0.iter().position(|input| input.origin.is(&pretrained.origin));
        let at = known.unwrap_or_else(|| {
            let origin = pretrained.origin.clone();
            let store = Store::open(&origin).map(Arc::new).map_err(Arc::new);
            let (taken, allowed, missing) = (BTreeSet::new(), Vec::new(), Vec::new());
            self.0.push(Input { origin, store, taken, allowed, missing, hints: 0, rule });
            self.0.len() - 1
        });
        let input = &mut self.0[at];
        for pattern in pretrained.allowed() {
            if !input.allowed.iter().any(|(known, _)| known == pattern) {
                input.allowed.push((pattern.clone(), rule));
            }
        }
        input
    }
}

impl<'r> Pretrained<'r> {
    /// What one parameter takes, outside of a run.
    pub(crate) fn take(&self, info: &ParamInfo) -> Result<Tensor<'r>, InitErrorKind> {
        let missing = || {
            let (name, origin) = (self.name(&info.path().to_string()), self.origin.to_string());
            LoadErrorKind::Missing { name, part: None, origin, nearest: None, hint: None }
        };
        Inputs::default().take(self, None, info)?.ok_or_else(|| missing().into())
    }
}

impl Origin<'_> {
    /// Whether both are one file, or one object.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            #[cfg(feature = "safetensors")]
            (Self::File(a), Self::File(b)) => a == b,
            (Self::Object { values: a, name: kind }, Self::Object { values: b, name: other }) => {
                core::ptr::addr_eq(*a, *b) && kind == other
            }
            #[cfg(feature = "safetensors")]
            _ => false,
        }
    }
}

impl<'r> Store<'r> {
    #[cfg_attr(not(feature = "safetensors"), expect(clippy::unnecessary_wraps, reason = "a file may not be read"))]
    fn open(origin: &Origin<'r>) -> Result<Self, FileError> {
        let values = match origin {
            #[cfg(feature = "safetensors")]
            Origin::File(path) => Values::File(path.clone(), TensorFile::open(path)?),
            Origin::Object { values, .. } => {
                let mut values = values.tensors();
                values.sort_by(|(a, _), (b, _)| a.cmp(b));
                Values::Object(values)
            }
        };
        Ok(Self { name: origin.to_string(), values })
    }
}

impl Store<'_> {
    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::File(_, file) => Box::new(file.names()),
            Values::Object(values) => Box::new(values.iter().map(|(name, _)| name.as_str())),
        }
    }

    fn describe(&self, name: &str) -> Option<(&[usize], Result<DType, String>)> {
        match &self.values {
            #[cfg(feature = "safetensors")]
            Values::File(_, file) => file.describe(name),
            Values::Object(values) => find(values, name).map(|view| (view.shape(), Ok(view.dtype()))),
        }
    }

    /// The name that differs by what stands in front, or is spelled much alike.
    fn nearest(&self, wanted: &str) -> Option<String> {
        let behind = |long: &str, short: &str| {
            long.strip_suffix(short).is_some_and(|front| front.ends_with('.') && !short.is_empty())
        };
        let around = self.names().find(|name| behind(name, wanted) || behind(wanted, name));
        let alike = || {
            let apart = self.names().map(|name| (distance(name, wanted), name)).min()?;
            (apart.0 <= (wanted.len() / 3).max(1)).then_some(apart.1)
        };
        around.or_else(alike).map(str::to_owned)
    }
}

fn find<'v, 'r>(values: &'v [(String, View<'r>)], name: &str) -> Option<&'v View<'r>> {
    let at = values.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    values.get(at).map(|(_, view)| view)
}

impl Tensor<'_> {
    /// Sets `values`, of the same shape, to those of the tensor, rounded to their type.
    #[cfg_attr(not(feature = "safetensors"), expect(clippy::unnecessary_wraps, reason = "a file may not be read"))]
    pub(crate) fn fill(&self, values: &mut ViewMut<'_>) -> Result<(), InitErrorKind> {
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
    /// use paraminit::init::{Source, Task};
    /// use paraminit::prelude::*;
    ///
    /// let trained = Dense::<4, 8>::init(1)?;
    /// let source: Source = init::from(&trained).rename(|_| "weight".into()).into();
    /// let bias = trained.plan().entries()[0].info().clone();
    /// let Task::Pretrained(tensor) = source.resolve(&bias)? else { unreachable!() };
    /// assert_eq!(tensor.name(), "weight");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// As it is written in a rule, without the options, and of a path the last part alone: a plan reads the same wherever
/// the file lies.
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

impl From<LoadErrorKind> for InitErrorKind {
    fn from(fault: LoadErrorKind) -> Self {
        Self::Load(Box::new(fault))
    }
}
