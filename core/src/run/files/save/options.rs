//! The options of saving: the file, and the names of parameters in it.

use std::path::{Path, PathBuf};

use crate::init::source::renaming::{Renaming, renaming_options};

/// Keys of the header's own text that say who wrote it. `format` is not among them: users may name another.
pub(super) const PAIRS: [&str; 2] = ["paraminit", "stream_contract"];

/// A file to save to, the names that parameters have in it, and what it says of itself: what [`io::to`](to) makes.
///
/// The name of a parameter is its path. It can be mapped as for loading: first [`strip`](Self::strip), then
/// [`rename`](Self::rename), then [`prefix`](Self::prefix). The same options of [`Pretrained`](crate::io::Pretrained)
/// then lead back to the paths.
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("theirs.safetensors");
/// /// Flax's names.
/// fn theirs(path: &str) -> String {
///     path.replace("weight", "kernel")
/// }
///
/// let net = Dense::<4, 8>::init(42)?;
/// io::save(&net, io::to(&path).rename(theirs).prefix("params."))?;
///
/// let mut again = Dense::<4, 8>::init(1)?;
/// io::load(&mut again, init::load(&path).rename(theirs).prefix("params."))?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct SaveOptions<'r> {
    pub(super) path: PathBuf,
    pub(super) renaming: Renaming<'r>,
    pub(super) parts: bool,
    pub(super) metadata: Vec<(String, String)>,
    pub(super) max_shard_bytes: Option<u64>,
    pub(super) allow_non_finite: bool,
}

/// A file to [`save`](super::save()) to, with options for the names.
///
/// ```
/// use paraminit::io;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("theirs.safetensors");
/// let net = Dense::<4, 8>::init(42)?;
/// io::save(&net, io::to(&path).prefix("model.fc."))?;
///
/// let mut again = Dense::<4, 8>::init(1)?;
/// io::load(&mut again, init::load(&path).prefix("model.fc."))?;
/// assert_eq!(again, net);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to<'r>(path: impl AsRef<Path>) -> SaveOptions<'r> {
    SaveOptions {
        path: path.as_ref().to_path_buf(),
        renaming: Renaming::default(),
        parts: false,
        metadata: Vec::new(),
        max_shard_bytes: None,
        allow_non_finite: false,
    }
}

impl<'r> SaveOptions<'r> {
    renaming_options! {
        /// Removes this text from the front of a parameter's path. A path that does not begin with the text stays as it
        /// is.
        ///
        /// ```
        /// use paraminit::io;
        /// use paraminit::prelude::*;
        ///
        /// # let folder = tempfile::tempdir()?;
        /// # let path = folder.path().join("net.safetensors");
        /// let net = [Dense::<4, 8>::init(42)?];
        /// io::save(&net, io::to(&path).strip("0."))?; // the only layer, as if it stood alone
        /// let mut layer = Dense::<4, 8>::init(1)?;
        /// io::load(&mut layer, init::load(&path))?;
        /// assert_eq!(layer, net[0]);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        strip;
        /// Puts this text in front of the name.
        ///
        /// ```
        /// use paraminit::io;
        /// use paraminit::prelude::*;
        ///
        /// # let folder = tempfile::tempdir()?;
        /// # let path = folder.path().join("net.safetensors");
        /// let layer = Dense::<4, 8>::init(42)?;
        /// io::save(&layer, io::to(&path).prefix("encoder."))?;
        /// let error = io::load(&mut layer.clone(), init::load(&path)).unwrap_err();
        /// assert!(error.to_string().contains("encoder.weight"), "{error}");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        prefix;
        /// Maps our name to the name in the file.
        ///
        /// ```
        /// use paraminit::io;
        /// use paraminit::prelude::*;
        ///
        /// # let folder = tempfile::tempdir()?;
        /// # let path = folder.path().join("net.safetensors");
        /// let layer = Dense::<4, 8>::init(42)?;
        /// io::save(&layer, io::to(&path).rename(|name| name.replace("weight", "kernel")))?;
        /// let mut again = Dense::<4, 8>::init(1)?;
        /// io::load(&mut again, init::load(&path).rename(|name| name.replace("weight", "kernel")))?;
        /// assert_eq!(again, layer);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        rename;
    }

    /// Saves each part of an array that is cut as a tensor of its own, under its path. It is for a system that keeps
    /// separate what is one array here.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Attention {
    ///     #[init(shape = [96, 64], axes = [out, in], parts(q = 64, k = 16, v = 16), orthogonal)]
    ///     qkv: Array2<f32>,
    /// }
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("theirs.safetensors");
    /// // `qkv.q` is `q_proj.weight` there.
    /// let theirs = |ours: &str| format!("{}_proj.weight", ours.trim_start_matches("qkv."));
    /// let net = Attention::init(42)?;
    /// io::save(&net, io::to(&path).parts(true).rename(theirs))?;
    ///
    /// let mut again = Attention::init(1)?;
    /// io::load(&mut again, init::load(&path).rename(theirs))?;
    /// assert_eq!(again.qkv, net.qkv);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parts(mut self, parts: bool) -> Self {
        self.parts = parts;
        self
    }

    /// Adds pairs to the text that the file has beside its tensors. [`io::metadata`](crate::io::metadata()) reads them.
    ///
    /// `format` says by whose conventions tensors are named and laid out: `pt`, unless a pair says `tf`, `flax` or `mlx`. Loaders
    /// refuse others, and so does saving. The keys `paraminit` and `stream_contract` are taken.
    ///
    /// ```
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("net.safetensors");
    /// let net = Dense::<4, 8>::init(42)?;
    /// io::save(&net, io::to(&path).metadata([("step", "1000"), ("license", "MIT")]))?;
    /// assert_eq!(io::metadata(&path)?["step"], "1000");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn metadata<K: Into<String>, V: Into<String>>(mut self, pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        self.metadata.extend(pairs.into_iter().map(|(key, value)| (key.into(), value.into())));
        self
    }

    /// Saves to several files with an index, as transformers reads them, if the values take more than so many bytes:
    /// for `model.safetensors` these are `model-00001-of-00003.safetensors` and so on, and `model.safetensors.index.json`. The
    /// index is what [`load`](crate::init::load()) takes. Parameters keep their order; a file holds as many as fit, and one
    /// that is larger is alone in its file. What fits one file is saved to `model.safetensors`, without an index.
    ///
    /// The path stands for the whole set. All new files are written beside the old ones and flushed, then take their places, the
    /// index last. If names of the new files are those of old ones, which happens for an equal number of files, the old index is
    /// removed first: there is the whole old set, or no index for a moment, or the whole new set, whatever happens. At the end,
    /// files of an earlier save to this path are removed: those of another number of files, and an index or a single file.
    ///
    /// # Errors
    /// As [`save`](super::save()); [`SaveError::NoRoom`](super::SaveError::NoRoom) for 0 bytes; [`SaveError::Partly`](super::SaveError::Partly) if the system fails between the first new name
    /// and the last; [`SaveError::Left`](super::SaveError::Left) if an old file cannot be removed.
    ///
    /// ```
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let at = |name: &str| folder.path().join(name);
    /// let net = <(Dense<4, 8>, Dense<8, 4>)>::init(42)?;
    /// io::save(&net, io::to(at("model.safetensors")).max_shard_bytes(200))?;
    /// assert!(at("model-00002-of-00002.safetensors").exists());
    ///
    /// let index = at("model.safetensors.index.json");
    /// assert_eq!(io::metadata(&index)?["total_size"], "304");
    /// let mut again = <(Dense<4, 8>, Dense<8, 4>)>::init(1)?;
    /// io::load(&mut again, index.as_path())?;
    /// assert_eq!(again, net);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn max_shard_bytes(mut self, bytes: u64) -> Self {
        self.max_shard_bytes = Some(bytes);
        self
    }

    /// Saves values that are not finite, too. Loading refuses them unless [it is asked for
    /// them](crate::io::Pretrained::allow_non_finite).
    ///
    /// ```
    /// use paraminit::io;
    /// use paraminit::prelude::*;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("mask.safetensors");
    /// let mask = [0.0_f32, f32::NEG_INFINITY];
    /// assert!(io::save(&mask, &path).is_err());
    /// io::save(&mask, io::to(&path).allow_non_finite(true))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allow_non_finite(mut self, allow: bool) -> Self {
        self.allow_non_finite = allow;
        self
    }
}

impl<P: AsRef<Path>> From<P> for SaveOptions<'_> {
    fn from(path: P) -> Self {
        to(path)
    }
}
