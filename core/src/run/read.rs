//! The values of a model beside what a run would put there.

use super::decide::Deed;
use super::survey::{Survey, not_cut};
use crate::dtype::DType;
use crate::error::Failure;
use crate::info::ParamInfo;
use crate::model::{Initialize, Pending, Place, Shape, Visit, each_part};
use crate::path::ParamPath;
use crate::rule::RuleSet;
use crate::sample::Law;
use crate::seed::PathKey;
use crate::view::View;

/// One parameter, as it is and as it would be.
pub(crate) struct Parameter<'m> {
    pub(crate) info: ParamInfo,
    pub(crate) values: View<'m>,
    /// The initializer as it would be written in a rule, or `keep`; `None` if there is none.
    pub(crate) initializer: Option<String>,
    /// The distribution that it promises, where that has a closed form.
    pub(crate) law: Option<Law>,
}

/// All parameters of a model.
pub(crate) struct Reading<'m> {
    pub(crate) parameters: Vec<Parameter<'m>>,
    /// Those that do not exist yet.
    pub(crate) pending: Vec<ParamPath>,
    /// Why a run would not happen.
    pub(crate) failures: Vec<Failure>,
}

/// Reads a model, and what a run on it would do.
pub(crate) fn read<'m, M: Initialize>(set: RuleSet<'_>, model: &'m M) -> Reading<'m> {
    let mut reader = Reader { survey: Survey::new(set), parameters: Vec::new(), pending: Vec::new() };
    model.visit_parameters(&Place::root(M::SCHEMA, PathKey::ROOT), &mut reader);
    let Reader { survey, parameters, pending } = reader;
    Reading { parameters, pending, failures: survey.finish(super::Streams::new()) }
}

struct Reader<'a, 'm> {
    survey: Survey<'a>,
    parameters: Vec<Parameter<'m>>,
    pending: Vec<ParamPath>,
}

impl<'m> Reader<'_, 'm> {
    fn parameter(&mut self, place: &Place<'_>, values: View<'m>) {
        let (info, site, deed) = self.survey.leaf(place, values.shape(), values.dtype());
        let (initializer, law) = match deed {
            Ok(Deed::Keep) => (Some("keep".to_owned()), None),
            Ok(Deed::Fill(task)) => (Some(task.to_string()), task.law()),
            Ok(Deed::Made(source)) => {
                (Some(source.to_string()), source.resolve(&info).ok().and_then(|task| task.law()))
            }
            Err(cause) => {
                self.survey.note(&info, site, cause);
                (None, None)
            }
        };
        self.parameters.push(Parameter { info, values, initializer, law });
    }
}

impl<'m> Visit<'m> for Reader<'_, 'm> {
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>) {
        let (shape, element) = (Shape::from(values.shape()), values.dtype());
        if let Err(fault) = each_part(place, values, |place, values| self.parameter(place, values)) {
            let (info, cause) = not_cut(place, &shape, element, fault);
            self.survey.note(&info, None, cause);
        }
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, _: &'m Pending) {
        let Some(outlined) = self.survey.pending(place, shape, element) else { return };
        if let Err(cause) = outlined.later {
            self.survey.note(&outlined.info, outlined.site, cause);
        }
        self.pending.push(outlined.info.path);
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.survey.sequence(place, len);
    }

    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        self.survey.map(place, keys);
    }
}
