//! Layers: against naive loops, of every size, and lazy ones against eager ones.

#![expect(clippy::cast_precision_loss, reason = "small counts become numbers")]
#![expect(clippy::excessive_precision, reason = "references have more digits than are used")]
#![expect(clippy::type_complexity, reason = "a sequence is a type")]

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
