//! Orthogonal matrices: the initializers and their filler.

pub(crate) mod compact_wy;
pub(crate) mod convolution;
pub(crate) mod filler;
pub(crate) mod householder;
pub(crate) mod matrix;
pub(crate) mod unfold;
