//! The variables of a model, for optimizers.

use std::fmt;

use candle_core::Var;
use paraminit::Selection;
use paraminit::dtype::DType;
use paraminit::model::{Initialize, Pending, Place, Visit};
use paraminit::path::ParamPath;
use paraminit::seed::PathKey;
use paraminit::selection::{Group, SelectError};
use paraminit::view::{Lend, View};

use crate::tensor::CandleTensor;

/// The variables of a model with their paths, in order of declaration. Buffers are among them; tensors that are no
/// variables are not.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::{Linear, VarBuilder, VarMap, linear};
/// use paraminit::prelude::*;
/// use paraminit_candle::{Candle, vars};
///
/// #[derive(Initialize)]
/// #[init(types = Candle)]
/// struct Net {
///     #[init(** => pytorch)]
///     head: Linear,
/// }
///
/// let map = VarMap::new();
/// let net = Net { head: linear(4, 2, VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu).pp("head"))? };
/// let paths: Vec<String> = vars(&net).iter().map(|(path, _)| path.to_string()).collect();
/// assert_eq!(paths, ["head.weight", "head.bias"]);
/// # Ok::<(), candle_core::Error>(())
/// ```
#[must_use]
pub fn vars<M: Initialize>(model: &M) -> Vec<(ParamPath, Var)> {
    let mut vars = Vars(Vec::new());
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut vars);
    vars.0
}

/// The variables of each group of a selection, with the group's value: one optimizer each, or one with several groups.
///
/// # Errors
/// [`GroupError`]: that of [`Selection::of`], or a variable whose parts are in several groups.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::{AdamW, Linear, Optimizer, ParamsAdamW, VarBuilder, VarMap, linear};
/// use paraminit::prelude::*;
/// use paraminit_candle::{Candle, group_vars};
///
/// #[derive(Initialize)]
/// #[init(types = Candle)]
/// struct Net {
///     #[init(** => pytorch)]
///     head: Linear,
/// }
///
/// let map = VarMap::new();
/// let net = Net { head: linear(4, 2, VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu).pp("head"))? };
/// let decay = select! { <Net> **.bias => 0.0, ** => 0.1 };
/// for (weight_decay, vars) in group_vars(&decay, &net)? {
///     assert_eq!(vars.len(), 1);
///     AdamW::new(vars, ParamsAdamW { weight_decay: *weight_decay, ..ParamsAdamW::default() })?;
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn group_vars<M: Initialize, V: PartialEq>(
    selection: &Selection<M, V>,
    model: &M,
) -> Result<Vec<(&'static V, Vec<Var>)>, GroupError> {
    let mut groups: Vec<(&'static V, Vec<(ParamPath, Var)>)> = Vec::new();
    let all = vars(model);
    for Group { value, paths } in selection.groups(model)? {
        let mut chosen: Vec<(ParamPath, Var)> = Vec::new();
        for path in &paths {
            // A part of an array, such as `qkv.q`, is of the variable `qkv`.
            let Some((path, var)) = all.iter().find(|(known, _)| is_within(path, known)) else { continue };
            if groups.iter().any(|(_, vars)| vars.iter().any(|(known, _)| known == path)) {
                return Err(GroupError::Parts(path.to_string()));
            }
            if chosen.iter().all(|(known, _)| known != path) {
                chosen.push((path.clone(), var.clone()));
            }
        }
        groups.push((value, chosen));
    }
    Ok(groups.into_iter().map(|(value, vars)| (value, vars.into_iter().map(|(_, var)| var).collect())).collect())
}

/// True if the path is that one, or one below it.
fn is_within(path: &ParamPath, above: &ParamPath) -> bool {
    let mut segments = path.segments();
    above.segments().all(|segment| segments.next() == Some(segment))
}

/// The error of a selection that makes no groups of variables.
///
/// ```
/// use paraminit_candle::GroupError;
///
/// let error = GroupError::Parts("attn.qkv".to_owned());
/// assert!(error.to_string().contains("one variable"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum GroupError {
    /// The selection does not fit the model.
    Select(SelectError),
    /// The parts of this variable have several values, and an optimizer takes it as a whole.
    Parts(String),
}

impl From<SelectError> for GroupError {
    fn from(error: SelectError) -> Self {
        Self::Select(error)
    }
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Select(error) => error.fmt(f),
            Self::Parts(path) => write!(
                f,
                "the parts of `{path}` have several values, but they are one variable, which an optimizer takes as a whole\n\
                 help: give all of its parts one value"
            ),
        }
    }
}

impl std::error::Error for GroupError {}

struct Vars(Vec<(ParamPath, Var)>);

impl<'m> Visit<'m> for Vars {
    fn leaf(&mut self, _: &Place<'_>, _: View<'m>) {}

    fn lent(&mut self, place: &Place<'_>, values: Box<dyn Lend + 'm>) {
        let tensor = values.owner().and_then(|owner| owner.downcast_ref::<CandleTensor>());
        if let Some(tensor) = tensor.map(CandleTensor::tensor)
            && tensor.is_variable()
            && let Ok(var) = Var::from_tensor(tensor)
        {
            self.0.push((ParamPath::new(place.segments()), var));
        }
    }

    fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {}

    fn sequence(&mut self, _: &Place<'_>, _: usize) {}
}
