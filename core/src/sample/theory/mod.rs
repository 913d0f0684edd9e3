//! What values are expected to be: their exact distribution and moments.

pub(super) mod central;
pub(super) mod law;
