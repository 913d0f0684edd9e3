//! Checks of initializers against the parameters that they govern: rank, axes, layer.

use super::attributes::assert_attributes;
use super::depth::depth_fault;
use super::patterns::Subject;
use crate::check::walk::report::Report;
use crate::check::walk::search::{path_of, unbuildable};
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::dtype::DTypeSet;
use crate::info::Part;
use crate::init::{Init, Mismatch, ParamFacts, suits};
use crate::message::Message;
use crate::schema::{Field, FieldName, Leaf, MAX_DEPTH, Schema, SchemaPath};

/// Returns the element types of the parameters that `rule` governs.
#[must_use]
pub const fn rule_elements<const L: usize, const A: usize>(report: &Report<L, A>, rule: usize) -> DTypeSet {
    let mut elements = DTypeSet::NONE;
    let mut governed = report.first_of(rule);
    while let Some((i, found)) = governed {
        elements = elements.with(found.leaf.element);
        governed = report.next_of(i);
    }
    elements
}

/// Refuses an initializer that does not suit a parameter that `rule` governs. `own` is true for a rule on the
/// parameter's own field. Without `init`, the rule says `default`, and the attributes' initializers are checked.
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
    if let Some(message) = suits_fault(subject, report, rule, init, own) {
        panic!("{}", message.as_str())
    }
}

/// Returns the message about a parameter that `rule` governs and that its initializer does not suit.
pub(crate) const fn suits_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
    init: Option<&Init>,
    own: bool,
) -> Option<Message> {
    if let Some(init) = init {
        let needs = init.needs();
        if needs.fans.is_none() && needs.matrix.is_none() && needs.form.is_none() && !init.has_preset() {
            return None;
        }
    }
    let mut governed = report.first_of(rule);
    while let Some((i, found)) = governed {
        let unsuited = match init {
            Some(init) => found.unsuited(init, own),
            None => found.unsuited_default(),
        };
        if let Some(unsuited) = unsuited
            && let Some(path) = path_of(subject.schema, subject.alternatives, i)
        {
            let name = describe::path(Message::new().text("`"), &path).text("`");
            return Some(beside(unsuited, &path).describe(name.as_str()));
        }
        governed = report.next_of(i);
    }
    None
}

/// Adds the name of a bias's weight.
const fn beside(unsuited: Mismatch, path: &SchemaPath<'_>) -> Mismatch {
    if let Mismatch::Lender { preset, .. } = unsuited
        && let (Some(field), siblings) = path.held_by()
        && let Some(part) = field.part
        && let Some(wanted) = part.weight_of_bias()
    {
        const_for!(0..siblings.len(), |i| {
            if let (Some(part), FieldName::Named(name)) = (siblings[i].part, siblings[i].name)
                && part as usize == wanted as usize
            {
                return Mismatch::Lender { preset, weight: Some(name) };
            }
        });
    }
    unsuited
}

/// The length of an axis of a field's parameter, if the type or an attribute fixes it.
const fn fixed_len(field: &Field, axis: usize) -> Option<usize> {
    let of_type = field.schema.parameter();
    let shape = match (field.shape, &of_type) {
        (Some(shape), _) => shape,
        (None, Some(Leaf { shape: Some(shape), .. })) => shape.as_slice(),
        _ => return None,
    };
    if axis < shape.len() { Some(shape[axis]) } else { None }
}

/// Appends the name or the position of the field.
const fn named(message: Message, field: &Field) -> Message {
    match field.name {
        FieldName::Named(name) => message.code(name),
        FieldName::Position(position) => message.text("field ").number(position),
        FieldName::Wrapped => message.text("the variant's value"),
    }
}

/// Refuses a field's axis whose blocks do not divide its length, if the type or an attribute fixes that.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_axis<const A: usize>(subject: &Subject<A>, field: usize, axis: usize) {
    let Some(field) = subject.schema.own_field(field) else { return };
    let Some(declared) = field.axes else { return };
    let Some(len) = fixed_len(field, axis) else { return };
    let blocks = declared[axis].blocks;
    if blocks > 0 && len.is_multiple_of(blocks) {
        return;
    }
    let message = named(Message::new().text("axis ").number(axis).text(" of "), field);
    let message = message.text(" has length ").number(len).text(", which ").number(blocks);
    let message =
        message.text(" blocks do not divide\nhelp: the number in front of `").text(declared[axis].role.name());
    panic!("{}", message.text("` is that of the groups, gates or matrices packed along the axis").as_str())
}

/// Refuses parts whose total length differs from that of the axis that they cut, if all lengths are fixed.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_parts<const A: usize>(subject: &Subject<A>, field: usize) {
    let Some(field) = subject.schema.own_field(field) else { return };
    let Some(packed) = field.packed else { return };
    let axis = packed.axis;
    let Some(len) = fixed_len(field, axis) else { return };
    let Some(sum) = packed.sum() else { return };
    if sum == len {
        return;
    }
    let message = Message::new().text("the parts are ").number(sum).text(" long together, but axis ").number(axis);
    let message = named(message.text(" of "), field);
    let message = message.text(" has length ").number(len);
    panic!("{}", message.text("\nhelp: name every part of the axis, in order, with its length").as_str())
}

/// Refuses an unsuited initializer on a parameter's own field in a generic struct, where only the attributes are known.
/// `axes` is the number of declared axes.
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
    let facts = ParamFacts {
        rank: axes,
        shape: None,
        axes: axes.is_some(),
        roles: None,
        fault: None,
        kind,
        part,
        borrowed,
        cut: false,
        own: true,
    };
    if let Some(unsuited) = suits(init, facts) {
        let name = Message::new().code(field);
        panic!("{}", unsuited.describe(name.as_str()).as_str())
    }
}

/// Refuses to build a model from its attributes alone, if they leave a parameter without an initializer, or give it one
/// that does not suit it.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_buildable(schema: &'static Schema) {
    assert_attributes(schema);
    if schema.summary().height > MAX_DEPTH
        && let Some(message) = depth_fault(schema.kind, schema)
    {
        panic!("{}", message.as_str())
    }
    if let Some((path, unsuited)) = unbuildable(schema) {
        let name = describe::path(Message::new().text("`"), &path).text("`");
        let message = match unsuited {
            Some(unsuited) => beside(unsuited, &path).describe(name.as_str()),
            None => Message::new()
                .text("no attribute gives ")
                .text(name.as_str())
                .text(" of ")
                .code(schema.kind)
                .text(" an initializer\nhelp: it is required: build the model by a rule set that covers it"),
        };
        panic!("{}", message.as_str())
    }
}
