//! Layers: against naive loops, of every size, and lazy ones against eager ones.

#[path = "layers/dense.rs"]
mod dense;
#[path = "layers/lazy.rs"]
mod lazy;
