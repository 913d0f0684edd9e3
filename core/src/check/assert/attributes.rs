//! Attribute rules in generic structs: their patterns can only be judged when a concrete struct is used.

use crate::check::walk::descent::walk_field;
use crate::check::walk::report::{Alternative, Search};
use crate::message::{Message, same};
use crate::rule::{Pattern, Rule};
use crate::schema::{Field, FieldName, Node, Packed, Schema};

/// Refuses a model that holds a generic struct with an attribute rule that matches nothing.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_attributes(schema: &'static Schema) {
    if let Some(dead) = first_dead(schema) {
        let message = Message::new().text("in the attributes of `").text(dead.kind);
        let message = match dead.variant {
            Some(variant) => message.text("::").text(variant),
            None => message,
        };
        let message = message.text("`: ");
        let message = match dead.why {
            Why::Unmatched => of_field(&message.text("no parameter "), dead.field).text("matches "),
            Why::Taken => {
                of_field(&message.text("earlier rules take every parameter "), dead.field).text("that matches ")
            }
        };
        let message = message.code(dead.pattern.text).text("\n --> ").text(dead.rule.location.file());
        let message = message.text(":").number(dead.rule.location.line() as usize).text(":");
        panic!("{}", message.number(dead.rule.location.column() as usize).as_str())
    }
}

#[derive(Clone, Copy)]
struct Dead {
    kind: &'static str,
    /// The variant of the enum of that kind.
    variant: Option<&'static str>,
    field: Option<&'static Field>,
    rule: &'static Rule,
    pattern: &'static Pattern,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    Unmatched,
    Taken,
}

const fn of_field(message: &Message, field: Option<&Field>) -> Message {
    match field {
        Some(field) => match field.name {
            FieldName::Named(name) => message.text("of ").code(name).text(" "),
            FieldName::Position(position) => message.text("of field ").number(position).text(" "),
            FieldName::Wrapped => *message,
        },
        None => *message,
    }
}

const fn first_dead(schema: &'static Schema) -> Option<Dead> {
    match schema.node {
        Node::Leaf(_) => None,
        Node::Sequence { element, .. } | Node::Map(element) => first_dead(element),
        Node::Struct(fields) => {
            if !schema.judged
                && let Some((rule, pattern, why)) = first_dead_of(schema.rules, schema, None, true)
            {
                return Some(Dead { kind: schema.kind, variant: None, field: None, rule, pattern, why });
            }
            let mut i = 0;
            while i < fields.len() {
                let field = &fields[i];
                if !schema.judged
                    && let Some((rule, pattern, why)) = first_dead_of(field.rules, field.schema, field.packed, false)
                {
                    return Some(Dead { kind: schema.kind, variant: None, field: Some(field), rule, pattern, why });
                }
                if let Some(dead) = first_dead(field.schema) {
                    return Some(dead);
                }
                i += 1;
            }
            None
        }
        Node::Enum(variants) => {
            if !schema.judged
                && let Some((rule, pattern, why)) = first_dead_of(schema.rules, schema, None, true)
            {
                return Some(Dead { kind: schema.kind, variant: None, field: None, rule, pattern, why });
            }
            let mut i = 0;
            while i < variants.len() {
                let variant = &variants[i];
                if let Some(dead) = first_dead(&variant.schema) {
                    // What is wrong inside of the model that it wraps was said of that.
                    let here = !schema.judged && same(dead.kind, variant.schema.kind) && dead.variant.is_none();
                    let name = if here { Some(variant.name) } else { dead.variant };
                    let kind = if here { schema.kind } else { dead.kind };
                    return Some(Dead { kind, variant: name, ..dead });
                }
                i += 1;
            }
            None
        }
    }
}

/// The first pattern of `rules` that matches no parameter of `schema`, or the first rule that governs none.
const fn first_dead_of(
    rules: &'static [Rule],
    schema: &'static Schema,
    packed: Option<&'static Packed>,
    fields: bool,
) -> Option<(&'static Rule, &'static Pattern, Why)> {
    let mut i = 0;
    while i < rules.len() {
        if rules[i].optional {
            i += 1;
            continue;
        }
        let mut j = 0;
        while j < rules[i].patterns.len() {
            let pattern = &rules[i].patterns[j];
            let alternatives =
                [Alternative { pattern: *pattern, rule: 0, default: false, on_field: false, optional: false }];
            if walk_field::<0, 1>(schema, packed, &alternatives, Search::Nothing).report.matches[0] == 0 {
                return Some((&rules[i], pattern, Why::Unmatched));
            }
            j += 1;
        }
        // Those on the struct itself are looked at among all attributes: those on its fields come before them.
        let search = Search::Governed { rules: if fields { &[] } else { rules }, rule: i };
        if !rules[i].patterns.is_empty() && walk_field::<0, 0>(schema, packed, &[], search).caught.is_none() {
            return Some((&rules[i], &rules[i].patterns[0], Why::Taken));
        }
        i += 1;
    }
    None
}
