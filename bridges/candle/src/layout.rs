//! What is known of a tensor from its name, its rank, and the patterns of a `Builder`.

use std::collections::{HashMap, HashSet};
use std::iter;

use paraminit::axes::Axis;
use paraminit::axes::Role::{In, Kernel, Out};
use paraminit::dynamic::{DynamicModel, DynamicParameter, ModelError};
use paraminit::init::{self, Init};
use paraminit::view::Lend;

use crate::asked::Asked;
use crate::hints;

/// What patterns say of tensors, by path.
#[derive(Default)]
pub(crate) struct Layout<'b> {
    pub(crate) axes: HashMap<String, &'b [Axis]>,
    pub(crate) buffers: HashSet<String>,
}

impl Layout<'_> {
    /// The tensors as a model, with these values and candle's hints.
    pub(crate) fn model<V: Lend + 'static>(
        &self,
        asked: &[Asked],
        values: impl Iterator<Item = V>,
    ) -> Result<DynamicModel, ModelError> {
        let one = |(asked, values): (&Asked, V)| {
            let path = &asked.path;
            let parameter = DynamicParameter::new(path, values);
            let parameter = described(parameter, asked.shape.len(), self.axes.get(path).copied());
            let parameter = if self.buffers.contains(path) { parameter.buffer() } else { parameter };
            match hints::initializer(last_name(path), asked.hint) {
                Ok(init) => parameter.default(init),
                Err(why) => parameter.no_default(why),
            }
        };
        DynamicModel::new(asked.iter().zip(values).map(one))
    }
}

/// Adds what the name and the rank of a tensor say.
pub(crate) fn described(parameter: DynamicParameter, rank: usize, axes: Option<&[Axis]>) -> DynamicParameter {
    let name = last_name(parameter.path());
    let parameter = match (name, statistic(name)) {
        (_, Some(init)) => parameter.buffer().default(init),
        ("bias", None) => parameter.fans_of("weight"),
        _ => parameter,
    };
    match axes {
        Some(axes) => parameter.axes(axes.iter().copied()),
        None if rank >= 2 => parameter.axes([Out, In].into_iter().chain(iter::repeat_n(Kernel, rank - 2))),
        None => parameter,
    }
}

/// What a running statistic of that name is in a new layer. Only candle's batch norm has them.
fn statistic(name: &str) -> Option<Init> {
    match name {
        "running_mean" => Some(init::zeros()),
        "running_var" => Some(init::ones()),
        _ => None,
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}
