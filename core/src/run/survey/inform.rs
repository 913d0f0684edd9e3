//! The description of a parameter, from its place in the schema and its shape.

use std::sync::OnceLock;

use crate::dtype::DType;
use crate::info::{FanSource, NoFans, ParamInfo, RowRange, Rows, declared_fans};
use crate::model::Place;
use crate::path::ParamPath;
use crate::rule::{Action, PatternSegment, Rule};
use crate::schema::SchemaPath;

/// Describes the parameter at `place`, at the end of `path`. `None`, for a model that nests too deep, gives only the
/// shape.
pub(super) fn inform(path: Option<&SchemaPath<'_>>, place: &Place<'_>, shape: &[usize], element: DType) -> ParamInfo {
    let Some(path) = path else {
        return ParamInfo::bare(shape, None, element);
    };
    let source = borrows(path).then(|| FanSource { shape: place.fans_shape(), axes: place.lent_axes() });
    ParamInfo {
        path: ParamPath::new(path.segments()),
        shape: shape.into(),
        outline: None,
        element,
        axes: place.axes().map(Into::into),
        fans: declared_fans(shape, place.axes(), source),
        kind: path.layer_kind(),
        part: path.field().and_then(|field| field.part),
        rows: path.rows().into_iter().filter_map(|(rule, rows)| of_rows(rule, rows)).collect(),
        fixed: path.fixed_from(0).is_some(),
        buffer: path.is_buffer(),
        slice: place.slice().map(Box::new),
        missing: OnceLock::new(),
    }
}

/// The rows that a rule names, with its value: the macro lets through no other initializer.
fn of_rows(rule: &'static Rule, rows: PatternSegment) -> Option<Rows> {
    let Action::Init(init) = &rule.action else { return None };
    let range = match rows {
        PatternSegment::Index { from, to } => RowRange::Numbers { from, to },
        PatternSegment::Last => RowRange::Last,
        PatternSegment::BeforeLast { from } => RowRange::BeforeLast { from },
        _ => return None,
    };
    Some(Rows { range, value: init.same_value()?, text: rule.text })
}

/// Describes a parameter that does not exist yet. Unknown lengths are 0, and there are no fans.
pub(super) fn inform_pending(
    path: &SchemaPath<'_>,
    place: &Place<'_>,
    shape: &[Option<usize>],
    element: DType,
) -> ParamInfo {
    let lengths: Vec<usize> = shape.iter().map(|len| len.unwrap_or_default()).collect();
    let declared = borrows(path) || place.axes().is_some();
    ParamInfo {
        outline: shape.contains(&None).then(|| shape.into()),
        fans: Err(if declared { NoFans::Unknown } else { NoFans::Undeclared }),
        slice: None,
        ..inform(Some(path), place, &lengths, element)
    }
}

/// True if the parameter takes the fans of another.
pub(super) fn borrows(path: &SchemaPath<'_>) -> bool {
    path.field().is_some_and(|field| field.fans_of.is_some())
}
