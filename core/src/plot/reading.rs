//! Values of a model beside what a run would put there.

use crate::error::Failure;
use crate::info::ParamInfo;
use crate::model::Initialize;
use crate::path::ParamPath;
use crate::rule::RuleSet;
use crate::sample::Law;
use crate::survey::{self, Decision, Entry, Held, Survey};
use crate::view::View;

/// Parameter as it is and as it would be.
pub(super) struct Parameter<'m> {
    pub(super) info: ParamInfo,
    pub(super) values: View<'m>,
    /// The initializer as it would be written in a rule, or `keep`; `None` if there is none.
    pub(super) initializer: Option<String>,
    /// The distribution that it promises, where that has a closed form.
    pub(super) law: Option<Law>,
}

/// Parameters of a model.
pub(super) struct Reading<'m> {
    pub(super) parameters: Vec<Parameter<'m>>,
    /// Those that do not exist yet.
    pub(super) pending: Vec<ParamPath>,
    /// Failures of a run by these rules.
    pub(super) failures: Vec<Failure>,
}

/// Reads a model, and what a run on it would do.
pub(super) fn read<'m, M: Initialize>(set: RuleSet<'_>, model: &'m M) -> Reading<'m> {
    let Survey { entries, failures } = survey::read(set, model, false, None);
    let (mut parameters, mut pending) = (Vec::new(), Vec::new());
    for Entry { info, decision, values, .. } in entries {
        match values {
            Held::Values(values) => {
                let refused = matches!(decision, Decision::Refused(_));
                let initializer = (!refused).then(|| decision.text(&failures));
                #[expect(clippy::redundant_closure_for_method_calls, reason = "the method has one lifetime, not any")]
                let law = decision.with_task(&info, |task| task.law()).flatten();
                parameters.push(Parameter { info, values, initializer, law });
            }
            Held::Pending => pending.push(info.path),
            Held::Uncut => {}
        }
    }
    Reading { parameters, pending, failures }
}
