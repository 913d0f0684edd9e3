//! Layers: against naive loops, of every size, and lazy ones against eager ones.

#[path = "layers/dense.rs"]
mod dense;
#[path = "layers/functions.rs"]
mod functions;
#[path = "layers/lazy.rs"]
mod lazy;
#[path = "layers/lsuv.rs"]
mod lsuv;
#[path = "layers/sequences.rs"]
mod sequences;
