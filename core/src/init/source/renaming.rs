//! Names of tensors, made from the paths of parameters.

use std::fmt;

/// A map from a parameter's path to a name: a prefix to strip, a function, and a prefix to add.
#[derive(Default)]
pub(crate) struct Renaming<'r> {
    pub(crate) strip: String,
    pub(crate) rename: Option<Rename<'r>>,
    pub(crate) prefix: String,
}

type Rename<'r> = Box<dyn Fn(&str) -> String + Send + Sync + 'r>;

impl Renaming<'_> {
    /// The name for the parameter at `path`.
    pub(crate) fn name(&self, path: &str) -> String {
        let rest = path.strip_prefix(self.strip.as_str()).unwrap_or(path);
        let name = self.rename.as_ref().map_or_else(|| rest.to_owned(), |rename| rename(rest));
        format!("{}{name}", self.prefix)
    }

    /// True if the function leaves the path as it is.
    pub(crate) fn keeps(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.strip.as_str()).unwrap_or(path);
        self.rename.as_ref().is_none_or(|rename| rename(rest) == rest)
    }
}

impl fmt::Debug for Renaming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { strip, rename, prefix } = self;
        write!(f, "Renaming({strip:?}, {}, {prefix:?})", if rename.is_some() { "a function" } else { "none" })
    }
}

/// Defines the methods of a type with a field `renaming: Renaming<'r>`, with their docs.
macro_rules! renaming_options {
    ($(#[$strip:meta])* strip; $(#[$prefix:meta])* prefix; $(#[$rename:meta])* rename;) => {
        $(#[$strip])*
        pub fn strip(mut self, text: impl Into<String>) -> Self {
            self.renaming.strip = text.into();
            self
        }

        $(#[$prefix])*
        pub fn prefix(mut self, text: impl Into<String>) -> Self {
            self.renaming.prefix = text.into();
            self
        }

        $(#[$rename])*
        pub fn rename(mut self, map: impl Fn(&str) -> String + Send + Sync + 'r) -> Self {
            self.renaming.rename = Some(Box::new(map));
            self
        }
    };
}
pub(crate) use renaming_options;
