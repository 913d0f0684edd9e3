//! Pretrained values: in a file, in another model, or in a map.

use std::error::Error;
use std::fmt;
#[cfg(feature = "safetensors")]
use std::path::{Path, PathBuf};

use ndarray::ArrayD;

#[cfg(feature = "safetensors")]
use super::files::paths::{LoadPaths, Paths, Sealed};
use super::renaming::{Renaming, renaming_options};
use super::tensors::Tensors;
use super::transform::{Given, Transform};
use crate::printed::type_name;

/// Values by name, from a file (`init::load`, feature `safetensors`) or from memory ([`from`](crate::init::from())).
///
/// A parameter takes the tensor whose name is its path. The name can be mapped: first [`strip`](Self::strip), then
/// [`rename`](Self::rename), then [`prefix`](Self::prefix).
///
/// # Errors
/// A run fails, with every fault listed and the model as it was, if
/// - no tensor has the name of a parameter, unless [`allow_missing`](Self::allow_missing);
/// - no parameter takes a tensor, unless [`allow_unused`](Self::allow_unused);
/// - a parameter of a lazy layer of another model does not exist yet;
/// - a pattern of either option matches nothing at all: it was misspelled, or is about another file;
/// - the shape differs: nothing is reshaped or transposed, unless by a [`transform`](Self::transform);
/// - both models declare `axes` of the array, and they differ: `[in, out]` values do not go into `[out, in]`, square or not;
/// - both models cut the array, `parts(..)`, and the parts' names or lengths differ. Otherwise each part is taken by its name,
///   whatever their order;
/// - the element type differs, unless [`convert`](Self::convert);
/// - a value is not finite, unless [`allow_non_finite`](Self::allow_non_finite), or is too large for the parameter's type, as
///   with every other initializer;
/// - the file cannot be read or is damaged.
///
/// The [`FailureKind`](crate::FailureKind) is then `Load`, with a [`LoadErrorKind`](crate::io::LoadErrorKind), or
/// `Initializer`, with `NotFinite`.
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
    pub(crate) origin: Origin<'r>,
    pub(crate) renaming: Renaming<'r>,
    /// The names of tensors that need not be taken.
    pub(crate) unused: Vec<String>,
    /// The paths of parameters that need not have values.
    pub(crate) missing: Vec<String>,
    pub(crate) convert: bool,
    pub(crate) allow_non_finite: bool,
    pub(crate) transform: Option<Transform<'r>>,
}

/// The file or the object that holds the values.
#[derive(Clone)]
pub(crate) enum Origin<'r> {
    #[cfg(feature = "safetensors")]
    Files(Paths),
    Object {
        values: &'r dyn Tensors,
        name: String,
    },
}

/// Pretrained values from a safetensors file, or from several.
///
/// A path that ends in `.json` is that of an index, as transformers writes it beside a model in several files,
/// `model.safetensors.index.json`: the files that it names, which lie in its folder or below, are one source. So are the files
/// of a list. No two of them have a tensor of one name, and each holds what the index says.
///
/// A run opens the files and reads their headers once. A tensor is read when its parameter is written, a block at a time. A
/// relative path starts at the program's working directory.
///
/// ```
/// use paraminit::init::{Source, load};
///
/// let source: Source = load("pretrained.safetensors").prefix("model.").into();
/// assert_eq!(source.to_string(), r#"load("pretrained.safetensors")"#);
/// let source: Source = load(["body.safetensors", "head.safetensors"]).into();
/// assert_eq!(source.to_string(), r#"load(["body.safetensors", "head.safetensors"])"#);
/// ```
///
/// A model in several files:
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("model.safetensors");
/// let net = <(Dense<4, 8>, Dense<8, 1>)>::init(42)?;
/// io::save(&net, io::to(&path).max_shard_bytes(160))?;
/// let mut again = <(Dense<4, 8>, Dense<8, 1>)>::init(1)?;
/// io::load(&mut again, init::load(folder.path().join("model.safetensors.index.json")))?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "safetensors")]
pub fn load<'r, How>(paths: impl LoadPaths<How>) -> Pretrained<'r> {
    Pretrained::new(Origin::Files(paths.paths(Sealed(())).0))
}

/// The values of another model, of a map, or of any other type that implements [`Tensors`].
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
    Pretrained::new(Origin::Object { values, name: type_name::<T>().to_owned() })
}

impl<'r> Pretrained<'r> {
    fn new(origin: Origin<'r>) -> Self {
        let renaming = Renaming::default();
        let (unused, missing) = (Vec::new(), Vec::new());
        Self { origin, renaming, unused, missing, convert: false, allow_non_finite: false, transform: None }
    }

    renaming_options! {
        /// Removes this text from the front of a parameter's path: `strip("encoder.")` for values of the encoder alone.
        /// A path that does not begin with the text stays as it is.
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
        strip;
        /// Puts this text in front of the name: `prefix("model.")` for a model that stands at `model` among the values.
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
        prefix;
        /// Maps our name to the name of the tensor.
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
        rename;
    }

    /// Allows tensors that no parameter takes, by whole names, in which the segment `*` is any one segment and `**` any
    /// number of them. Tensors that other rules of the run take from the same file or object count as taken.
    ///
    /// Each name must match a tensor that exists, taken or not. If only some of several checkpoints have an entry, give
    /// each checkpoint its own list.
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

    /// Allows parameters without values, by their own paths, with `*` and `**`. They keep their values, so a new model
    /// cannot use this.
    ///
    /// Each path must match a parameter that these values are for, with or without a tensor.
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

    /// Rounds values of another floating-point type to the parameter's, as
    /// [`DType::round`](crate::dtype::DType::round) does.
    ///
    /// Files may have types that no parameter has. With this, those of 8 bits are read: `F8_E4M3` (which other systems call
    /// `float8_e4m3fn`), `F8_E5M2`, `F8_E4M3FNUZ`, `F8_E5M2FNUZ`, and `F8_E8M0`. Every type of a parameter holds their values
    /// exactly, but for large and small powers of `F8_E8M0` in `f16`.
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

    /// Takes the values by a function of them: transposed, in another order, of another shape. The rule says for which
    /// parameters. The function gets a [`Given`] and returns an array of the parameter's shape; the values are then rounded to its
    /// type.
    ///
    /// The tensor is held as `f64`, and so is what the function makes.
    ///
    /// # Errors
    /// [`LoadErrorKind::Transform`](crate::io::LoadErrorKind::Transform) with the function's own error, and
    /// [`LoadErrorKind::Transformed`](crate::io::LoadErrorKind::Transformed) for an array of another shape. Neither can be known
    /// before the values are read, so a plan does not show it.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use ndarray::{Array1, Array2};
    /// use paraminit::prelude::*;
    ///
    /// // A kernel of Flax, `[in, out]`.
    /// let theirs = BTreeMap::from([("kernel", Array2::<f32>::from_shape_fn((4, 8), |(i, o)| (10 * i + o) as f32))]);
    /// let rules = init! { <Dense<4, 8>>
    ///     weight => from(&theirs, rename = |_| "kernel".into(), transform = |given| Ok(given.array.reversed_axes())),
    ///     bias => zeros,
    /// };
    /// let layer = rules.build(42)?;
    /// assert_eq!(layer.weight()[[7, 3]], 37.0);
    /// assert_eq!(rules.plan(&layer).entries()[0].initializer(), "from(BTreeMap, transform = |given| ..)");
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn transform<F>(mut self, function: F) -> Self
    where
        F: Fn(Given<'_>) -> Result<ArrayD<f64>, Box<dyn Error + Send + Sync>> + Send + Sync + 'r,
    {
        self.transform = Some(Transform::new(function));
        self
    }

    /// Takes values that are not finite as they are: infinities and what is no number (NaN). Without it they are refused.
    ///
    /// A finite value that is too large for the parameter's type is refused all the same.
    ///
    /// ```
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// // What attention adds to its scores, so that nobody looks ahead.
    /// let theirs = [0.0, f32::NEG_INFINITY];
    /// let mut mask = [1.0_f32; 2];
    /// assert!(io::load(&mut mask, init::from(&theirs)).is_err());
    /// io::load(&mut mask, init::from(&theirs).allow_non_finite(true))?;
    /// assert_eq!(mask, theirs);
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn allow_non_finite(mut self, allow: bool) -> Self {
        self.allow_non_finite = allow;
        self
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

#[cfg(feature = "safetensors")]
impl<P: AsRef<Path>> From<Vec<P>> for Pretrained<'_> {
    fn from(paths: Vec<P>) -> Self {
        load(paths)
    }
}

#[cfg(feature = "safetensors")]
impl<P: AsRef<Path>, const N: usize> From<[P; N]> for Pretrained<'_> {
    fn from(paths: [P; N]) -> Self {
        load(paths)
    }
}

impl Origin<'_> {
    /// True if both are one path, or one object.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            #[cfg(feature = "safetensors")]
            (Self::Files(a), Self::Files(b)) => a == b,
            (Self::Object { values: a, name: kind }, Self::Object { values: b, name: other }) => {
                core::ptr::addr_eq(*a, *b) && kind == other
            }
            #[cfg(feature = "safetensors")]
            _ => false,
        }
    }
}

/// Writes the origin as a rule does, without the options.
impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "safetensors")]
            Self::Files(paths) => write!(f, "load({paths})"),
            Self::Object { name, .. } => write!(f, "from({name})"),
        }
    }
}

impl fmt::Display for Pretrained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.transform {
            None => self.origin.fmt(f),
            Some(transform) => f.write_str(&with_option(&self.origin.to_string(), transform)),
        }
    }
}

/// A call with one option more.
pub(super) fn with_option(call: &str, option: &Transform<'_>) -> String {
    format!("{}, {option})", call.strip_suffix(')').unwrap_or(call))
}

impl fmt::Debug for Pretrained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pretrained({self})")
    }
}
