//! Types of elements that no parameter has.

/// A type that files have and parameters do not.
pub(crate) struct Foreign {
    /// Its name in the file, or what it is.
    pub(crate) name: String,
    /// True if `convert` rounds its values to those of a parameter.
    pub(crate) converts: bool,
}
