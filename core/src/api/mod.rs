//! The facade: the API that programs call.

pub mod dynamic;
pub mod io;
mod model_ext;
mod observed;
pub mod rules;
pub mod selection;
pub mod summary;

pub use model_ext::ModelExt;
