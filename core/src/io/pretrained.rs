//! Values that exist already: in a file, in another model, in a map.

use std::fmt;
#[cfg(feature = "safetensors")]
use std::path::{Path, PathBuf};

use super::Tensors;
use super::fault::LoadHint;
use super::pattern::matches;
use super::renaming::Renaming;

/// Values by name, from a file (`init::load`, feature `safetensors`) or from memory ([`from`](crate::init::from())).
///
/// A parameter takes the tensor whose name is its path. The name can be mapped: first [`strip`](Self::strip), then
/// [`rename`](Self::rename), then [`prefix`](Self::prefix).
///
/// # Errors
/// A run fails, with every fault listed and the model as it was, where
/// - no tensor has the name of a parameter, unless [`allow_missing`](Self::allow_missing);
/// - no parameter takes a tensor, unless [`allow_unused`](Self::allow_unused);
/// - a pattern of either option matches nothing at all: it was misspelled, or is about another file;
/// - the shape differs: nothing is reshaped or transposed;
/// - the element type differs, unless [`convert`](Self::convert);
/// - a value is not finite, or not after conversion, as with every other initializer;
/// - the file cannot be read or is damaged.
///
/// The [`InitErrorKind`](crate::InitErrorKind) is then `Load`, with a [`LoadErrorKind`](super::LoadErrorKind), or `NotFinite`.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     body: Dense<4, 8>,
///     head: Dense<8, 2>,
/// }
///
/// let pretrained = Net::init(1)?;
/// let rules = init! { <Net>
///     body.** => from(&pretrained, allow_unused = ["head.**"]),
///     head.** => pytorch,
/// };
/// let net = rules.build(2)?;
/// assert_eq!(net.body.weight(), pretrained.body.weight());
/// assert_ne!(net.head.weight(), pretrained.head.weight());
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub struct Pretrained<'r> {
    pub(super) origin: Origin<'r>,
    renaming: Renaming<'r>,
    unused: Vec<String>,
    missing: Vec<String>,
    pub(super) convert: bool,
}

/// Where the values are.
#[derive(Clone)]
pub(super) enum Origin<'r> {
    #[cfg(feature = "safetensors")]
    File(PathBuf),
    Object {
        values: &'r dyn Tensors,
        name: String,
    },
}

/// Pretrained values from a safetensors file.
///
/// The file is opened and its header read once a run; a tensor is read when its parameter is written, a block at a time.
/// A relative path starts at the program's working directory.
///
/// ```
/// use paraminit::init::{Source, load};
///
/// let source: Source = load("pretrained.safetensors").prefix("model.").into();
/// assert_eq!(source.to_string(), r#"load("pretrained.safetensors")"#);
/// ```
#[cfg(feature = "safetensors")]
pub fn load<'r>(path: impl AsRef<Path>) -> Pretrained<'r> {
    Pretrained::new(Origin::File(path.as_ref().to_path_buf()))
}

/// Values of another model, of a map, or of anything else that is [`Tensors`].
///
/// ```
/// use std::collections::HashMap;
/// use ndarray::Array1;
/// use paraminit::prelude::*;
///
/// let map = HashMap::from([("bias", Array1::<f32>::ones(8))]);
/// let layer = init! { <Dense<4, 8>> bias => from(&map), weight => zeros }.build(42)?;
/// assert_eq!(layer.bias(), &map["bias"]);
/// # Ok::<(), InitError>(())
/// ```
pub fn from<T: Tensors>(values: &T) -> Pretrained<'_> {
    let path = std::any::type_name::<T>();
    let path = path.split_once('<').map_or(path, |(path, _)| path);
    let name = path.rsplit("::").next().unwrap_or(path).to_owned();
    Pretrained::new(Origin::Object { values, name })
}

impl<'r> Pretrained<'r> {
    fn new(origin: Origin<'r>) -> Self {
        let renaming = Renaming::default();
        Self { origin, renaming, unused: Vec::new(), missing: Vec::new(), convert: false }
    }

    /// Takes this text off the front of a parameter's path: `strip("encoder.")` where the values are those of the encoder
    /// alone. A path that does not begin so stays as it is.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Net {
    ///     encoder: Dense<4, 8>,
    ///     head: Dense<8, 1>,
    /// }
    ///
    /// let encoder = Dense::<4, 8>::init(1)?;
    /// let rules = init! { <Net> encoder.** => from(&encoder, strip = "encoder."), head.** => default };
    /// assert_eq!(rules.build(42)?.encoder, encoder);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn strip(mut self, text: impl Into<String>) -> Self {
        self.renaming.strip = text.into();
        self
    }

    /// Puts this text in front of the name: `prefix("model.")` where the model stands at `model` among the values.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// let theirs = BTreeMap::from([("model.fc", Dense::<4, 8>::init(1)?)]);
    /// let mut layer = Dense::<4, 8>::init(2)?;
    /// io::load(&mut layer, init::from(&theirs).prefix("model.fc."))?;
    /// assert_eq!(layer, theirs["model.fc"]);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn prefix(mut self, text: impl Into<String>) -> Self {
        self.renaming.prefix = text.into();
        self
    }

    /// Maps our name to theirs.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// let theirs = BTreeMap::from([("fc1", Dense::<4, 8>::init(1)?)]);
    /// let mut layer = Dense::<4, 8>::init(2)?;
    /// io::load(&mut layer, init::from(&theirs).rename(|ours| format!("fc1.{ours}")))?;
    /// assert_eq!(layer.weight(), theirs["fc1"].weight());
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn rename(mut self, map: impl Fn(&str) -> String + Send + Sync + 'r) -> Self {
        self.renaming.rename = Some(Box::new(map));
        self
    }

    /// Names that need not be taken: whole names, in which the segment `*` is any one segment and `**` any number. What
    /// other rules of the run take from the same file or object counts as taken.
    ///
    /// Each must match a tensor that is there, taken or not. Of several checkpoints some of which have an entry, give each
    /// its own list.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use ndarray::Array1;
    /// use paraminit::prelude::*;
    ///
    /// let theirs = BTreeMap::from([("bias", Array1::<f32>::ones(8)), ("step", Array1::ones(1))]);
    /// let rules = init! { <Dense<4, 8>> bias => from(&theirs), weight => zeros };
    /// assert!(rules.build(42).is_err()); // nothing takes `step`
    /// let rules = init! { <Dense<4, 8>> bias => from(&theirs, allow_unused = ["step"]), weight => zeros };
    /// assert_eq!(rules.build(42)?.bias(), theirs["bias"]);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn allow_unused<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.unused.extend(names.into_iter().map(Into::into));
        self
    }

    /// Parameters that need not be there, by their own paths, with `*` and `**`. They keep their values, which a new
    /// model does not have.
    ///
    /// Each must match a parameter that these values are for, whether there are any for it or not.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use ndarray::Array1;
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// let theirs = BTreeMap::from([("bias", Array1::<f32>::ones(8))]);
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// io::load(&mut layer, init::from(&theirs).allow_missing(["weight"]))?;
    /// assert_eq!(layer.bias(), theirs["bias"]);
    /// assert_eq!(layer.weight(), Dense::<4, 8>::init(42)?.weight()); // as it was
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn allow_missing<N: Into<String>>(mut self, paths: impl IntoIterator<Item = N>) -> Self {
        self.missing.extend(paths.into_iter().map(Into::into));
        self
    }

    /// Whether values of another floating-point type are rounded to the parameter's, as
    /// [`DType::round`](crate::dtype::DType::round) does.
    ///
    /// ```
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// let wide = Dense::<4, 8, f64>::init(1)?;
    /// let mut layer = Dense::<4, 8>::init(2)?;
    /// assert!(io::load(&mut layer, init::from(&wide)).is_err());
    /// io::load(&mut layer, init::from(&wide).convert(true))?;
    /// assert_eq!(layer.weight(), wide.weight().mapv(|w| w as f32));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn convert(mut self, convert: bool) -> Self {
        self.convert = convert;
        self
    }

    /// The name of the tensor for the parameter at `path`.
    pub(super) fn name(&self, path: &str) -> String {
        self.renaming.name(path)
    }

    /// What would lead from the parameter at `path` to the tensor `nearest`.
    pub(super) fn hint(&self, path: &str, nearest: &str) -> LoadHint {
        let name = self.name(path);
        let (strip, prefix) = (self.renaming.strip.as_str(), self.renaming.prefix.as_str());
        let stripped = if path.starts_with(strip) { strip } else { "" };
        if let Some(front) = nearest.strip_suffix(&name) {
            return LoadHint::Prefix(format!("{front}{prefix}"));
        }
        let Some(extra) = name.strip_suffix(nearest) else { return LoadHint::Rename };
        match (prefix.strip_prefix(extra), extra.strip_prefix(prefix)) {
            (Some(""), _) if !prefix.is_empty() => LoadHint::NoPrefix(prefix.to_owned()),
            (Some(prefix), _) if !prefix.is_empty() => LoadHint::Prefix(prefix.to_owned()),
            (_, Some(more)) if prefix.is_empty() && self.renaming.rename.is_none() => {
                LoadHint::Strip(format!("{stripped}{more}"))
            }
            _ => LoadHint::Rename,
        }
    }

    pub(super) fn may_be_missing(&self, path: &str) -> bool {
        self.missing.iter().any(|pattern| matches(pattern, path))
    }

    /// The paths that need not be there.
    pub(super) fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The names that need not be taken.
    pub(super) fn allowed(&self) -> &[String] {
        &self.unused
    }
}

#[cfg(feature = "safetensors")]
impl From<&str> for Pretrained<'_> {
    fn from(path: &str) -> Self {
        load(path)
    }
}

#[cfg(feature = "safetensors")]
impl From<&Path> for Pretrained<'_> {
    fn from(path: &Path) -> Self {
        load(path)
    }
}

#[cfg(feature = "safetensors")]
impl From<PathBuf> for Pretrained<'_> {
    fn from(path: PathBuf) -> Self {
        load(path)
    }
}

/// As it is written in a rule, without the options.
impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "safetensors")]
            Self::File(path) => write!(f, "load(\"{}\")", path.display()),
            Self::Object { name, .. } => write!(f, "from({name})"),
        }
    }
}

impl fmt::Display for Pretrained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.fmt(f)
    }
}

impl fmt::Debug for Pretrained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pretrained({self})")
    }
}
