//! Initializers made of other initializers.

pub(crate) mod blocks;
pub(crate) mod clamped;
pub(crate) mod each;
pub(crate) mod embed;
pub(crate) mod gates;
pub(crate) mod icnr;
pub(crate) mod map;
pub(crate) mod mixture;
pub(crate) mod over;
pub(crate) mod scaled;
