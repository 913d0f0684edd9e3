//! Layers: against naive loops, of every size, and lazy ones against eager ones.

#![expect(clippy::cast_precision_loss, reason = "small counts become numbers")]
#![expect(clippy::excessive_precision, reason = "references have more digits than are used")]
#![expect(clippy::type_complexity, reason = "a sequence is a type")]

mod dense;
mod functions;
mod lazy;
mod lsuv;
mod sequences;
