//! The items that most programs use: `use paraminit::prelude::*;`

pub use crate::axes::Role::{Batch, In, Kernel, Out};
pub use crate::error::InitError;
pub use crate::info::ParamInfo;
pub use crate::init::{Gain, Init, Initializer, Mode::FanAvg, Mode::FanGeoAvg, Mode::FanIn, Mode::FanOut};
pub use crate::layers::{Dense, DynDense, DynDenseDims, Forward, LazyDense, LazyDenseDims, NoBias, Relu};
pub use crate::model::{Allocate, Scalar};
pub use crate::plan::Plan;
pub use crate::rules::Rules;
pub use crate::seed::Seed;
pub use crate::selection::Selection;
pub use crate::stream::{Stream, StreamId};
pub use crate::view::{View, ViewMut};
pub use crate::{Initialize, ModelExt, assert_plan, init, select};
