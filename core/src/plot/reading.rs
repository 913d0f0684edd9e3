//! The values of a model, and the expectations of a run.

use crate::error::Failure;
use crate::info::ParamInfo;
use crate::model::Initialize;
use crate::path::ParamPath;
use crate::rule::RuleSet;
use crate::sample::Law;
use crate::survey::{self, Decision, Entry, Held, Survey};
use crate::view::Values;

/// A parameter as it is, and as a run would make it.
pub(super) struct Parameter<'m> {
    pub(super) info: ParamInfo,
    pub(super) values: Values<'m>,
    /// The initializer as a rule writes it, or `keep`; `None` if there is none.
    pub(super) initializer: Option<String>,
    /// The distribution of the initializer, if it has a closed form.
    pub(super) law: Option<Law>,
}

/// The parameters of a model.
pub(super) struct Reading<'m> {
    pub(super) parameters: Vec<Parameter<'m>>,
    /// The parameters that do not exist yet.
    pub(super) pending: Vec<ParamPath>,
    /// The failures of a run by these rules.
    pub(super) failures: Vec<Failure>,
}

/// Reads a model, and the decisions of a run on it.
pub(super) fn read<'m, M: Initialize>(set: RuleSet<'_>, model: &'m M) -> Reading<'m> {
    let Survey { entries, failures } = survey::read(set, model, false, None);
    let (mut parameters, mut pending) = (Vec::new(), Vec::new());
    for Entry { info, decision, values, .. } in entries {
        match values {
            Held::Values(values) => {
                let refused = matches!(decision, Decision::Refused(_));
                let initializer = (!refused).then(|| decision.text(&failures));
                #[expect(clippy::redundant_closure_for_method_calls, reason = "the method has one lifetime, not any")]
                let law = decision.task().and_then(|task| task.law());
                parameters.push(Parameter { info, values, initializer, law });
            }
            Held::Pending => pending.push(info.path),
            Held::Uncut => {}
        }
    }
    Reading { parameters, pending, failures }
}
