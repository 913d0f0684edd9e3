//! Our names and those in a file.

use std::fmt;

/// How a parameter's path becomes a name: what is stripped off its front, a function, and what is put in front.
#[derive(Default)]
pub(crate) struct Renaming<'r> {
    pub(crate) strip: String,
    pub(crate) rename: Option<Rename<'r>>,
    pub(crate) prefix: String,
}

pub(crate) type Rename<'r> = Box<dyn Fn(&str) -> String + Send + Sync + 'r>;

impl Renaming<'_> {
    /// The name for the parameter at `path`.
    pub(crate) fn name(&self, path: &str) -> String {
        let rest = path.strip_prefix(self.strip.as_str()).unwrap_or(path);
        let name = self.rename.as_ref().map_or_else(|| rest.to_owned(), |rename| rename(rest));
        format!("{}{name}", self.prefix)
    }
}

impl fmt::Debug for Renaming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { strip, rename, prefix } = self;
        write!(f, "Renaming({strip:?}, {}, {prefix:?})", if rename.is_some() { "a function" } else { "none" })
    }
}
