//! The distributions that turn the words of a group into its elements.

pub(super) mod normal;
pub(super) mod truncated;
pub(super) mod uniform;
