//! Models and rules that are known at run time only.
//!
//! A [`DynamicModel`] is a list of parameters by path: the tensors of another framework, or arrays. Everything that
//! serves a model serves it too: plans, runs, files, summaries. [`DynamicRules`] are rules from text, or made call by call.
//! They are checked against a model as the compiler checks [`init!`](crate::init!), with the same messages, before anything
//! else happens:
//!
//! ```
//! use ndarray::ArrayD;
//! use paraminit::axes::Role::{In, Out};
//! use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
//! use paraminit::prelude::*;
//!
//! let matrix = |path: &str| DynamicParameter::new(path, ArrayD::<f32>::zeros(vec![8, 8])).axes([Out, In]);
//! let vector = |path: &str| DynamicParameter::new(path, ArrayD::<f32>::zeros(vec![8])).fans_of("weight");
//! let mut model = DynamicModel::new([
//!     matrix("layers.0.weight"),
//!     vector("layers.0.bias"),
//!     matrix("layers.1.weight"),
//!     vector("layers.1.bias"),
//! ])?;
//!
//! let rules = DynamicRules::parse(
//!     "layers[last].weight => zeros
//!      **.weight           => kaiming_normal
//!      **.bias             => uniform(-0.1, 0.1)",
//! )?;
//! rules.apply(&mut model, 42)?;
//! println!("{}", rules.plan(&model)?);
//!
//! let wrong = DynamicRules::parse("**.wieght => zeros, ** => ones")?;
//! let error = wrong.apply(&mut model, 42).unwrap_err().to_string();
//! assert!(error.contains("a field with a similar name exists: `weight`"), "{error}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod array;
mod error;
mod matching;
mod model;
mod parameter;
mod pools;
mod right;
mod rules;
mod tree;

pub use error::{DynamicError, ModelError, RuleFault, RulesError};
pub use model::DynamicModel;
pub use parameter::DynamicParameter;
pub use right::Right;
pub use rules::DynamicRules;
