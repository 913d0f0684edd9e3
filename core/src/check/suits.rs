//! Whether an initializer suits the parameters that it governs: rank and axes.

use super::describe;
use super::patterns::Subject;
use super::walk::{Found, NOBODY, Report, trail_of};
use crate::axes::{AxesFault, fans};
use crate::element::Elements;
use crate::info::Part;
use crate::init::{Facts, Init, Unsuited, suits};
use crate::message::Message;
use crate::rule::{Action, Rule};
use crate::schema::Origin;

/// The element types of the parameters that `rule` governs.
#[must_use]
pub const fn rule_elements<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
) -> Elements {
    let mut elements = Elements::NONE;
    let mut i = 0;
    while i < L {
        if let Some(found) = report.found[i]
            && found.winner != NOBODY
            && subject.alternatives[found.winner].rule == rule
        {
            elements = elements.with(found.leaf.element);
        }
        i += 1;
    }
    elements
}

/// Refuses an initializer that does not suit a parameter that `rule` governs. `own` is said of rules that stand on a
/// parameter's own field; `None` stands for `default`: then the attributes' initializers are judged.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_suits<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
    init: Option<&Init>,
    own: bool,
) {
    if let Some(init) = init {
        let needs = init.needs();
        if needs.fans.is_none() && needs.matrix.is_none() && !init.has_preset() {
            return;
        }
    }
    let mut i = 0;
    while i < L {
        if let Some(found) = report.found[i]
            && found.winner != NOBODY
            && subject.alternatives[found.winner].rule == rule
        {
            let field = found.field;
            let facts = Facts {
                rank: found.leaf.rank,
                axes: matches!(field, Some(field) if field.axes.is_some()),
                fault: axes_fault(&found),
                kind: found.kind,
                part: match field {
                    Some(field) => field.part,
                    None => None,
                },
                borrowed: matches!(field, Some(field) if field.fans_of.is_some()),
                own,
            };
            let unsuited = match init {
                Some(init) => suits(init, facts),
                None => unsuited_default(found.attribute, facts),
            };
            if let Some(unsuited) = unsuited
                && let Some(trail) = trail_of(subject.schema, subject.alternatives, i)
            {
                let path = describe::path(Message::new().text("`"), &trail).text("`");
                panic!("{}", unsuited.describe(path.as_str()).as_str())
            }
        }
        i += 1;
    }
}

/// Refuses a bare initializer on the parameter's own field, where nothing but its attributes is known: in a generic
/// struct. `axes` is how many axes they declare.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_bare(
    field: &str,
    init: &Init,
    axes: Option<usize>,
    borrowed: bool,
    kind: Option<&'static str>,
    part: Option<Part>,
) {
    if let Some(unsuited) =
        suits(init, Facts { rank: axes, axes: axes.is_some(), fault: None, kind, part, borrowed, own: true })
    {
        let name = Message::new().code(field);
        panic!("{}", unsuited.describe(name.as_str()).as_str())
    }
}

/// Why the declared axes do not fit the shape, where the type or an attribute fixes it.
const fn axes_fault(found: &Found) -> Option<AxesFault> {
    let Some(field) = found.field else { return None };
    let Some(declared) = field.axes else { return None };
    let fault = match (field.shape, &found.leaf.shape) {
        (Some(shape), _) => fans(shape, declared),
        (None, Some(shape)) => fans(shape.as_slice(), declared),
        (None, None) => return None,
    };
    match fault {
        Ok(_) => None,
        Err(fault) => Some(fault),
    }
}

const fn unsuited_default(attribute: Option<(&'static Rule, Origin)>, facts: Facts) -> Option<Unsuited> {
    match attribute {
        Some((rule, origin)) => match rule.action {
            Action::Init(ref init) => suits(init, Facts { own: matches!(origin, Origin::Own), ..facts }),
            _ => None,
        },
        None => None,
    }
}
