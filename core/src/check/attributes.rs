//! Attribute rules in generic structs: their patterns can only be judged when a concrete struct is used.

use super::walk::{Alternative, Search, walk};
use crate::message::Message;
use crate::rule::{Pattern, Rule};
use crate::schema::{Field, Node, Schema};

/// Refuses a model that holds a generic struct with an attribute rule that matches nothing.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_attributes(schema: &'static Schema) {
    if let Some(dead) = first_dead(schema) {
        let message = Message::new().text("in the attributes of ").code(dead.kind).text(": no parameter ");
        let message = match dead.field {
            Some(field) => match field.name {
                crate::schema::FieldName::Named(name) => message.text("of ").code(name).text(" "),
                crate::schema::FieldName::Position(position) => message.text("of field ").number(position).text(" "),
            },
            None => message,
        };
        let message = message.text("matches ").code(dead.pattern.text).text("\n --> ").text(dead.rule.location.file());
        let message = message.text(":").number(dead.rule.location.line() as usize).text(":");
        panic!("{}", message.number(dead.rule.location.column() as usize).as_str())
    }
}

struct Dead {
    kind: &'static str,
    field: Option<&'static Field>,
    rule: &'static Rule,
    pattern: &'static Pattern,
}

const fn first_dead(schema: &'static Schema) -> Option<Dead> {
    match schema.node {
        Node::Leaf(_) => None,
        Node::Sequence { element, .. } => first_dead(element),
        Node::Struct(fields) => {
            if !schema.judged
                && let Some((rule, pattern)) = first_unmatched(schema.rules, schema)
            {
                return Some(Dead { kind: schema.kind, field: None, rule, pattern });
            }
            let mut i = 0;
            while i < fields.len() {
                let field = &fields[i];
                if !schema.judged
                    && let Some((rule, pattern)) = first_unmatched(field.rules, field.schema)
                {
                    return Some(Dead { kind: schema.kind, field: Some(field), rule, pattern });
                }
                if let Some(dead) = first_dead(field.schema) {
                    return Some(dead);
                }
                i += 1;
            }
            None
        }
    }
}

/// The first pattern of `rules` that matches no parameter of `schema`.
const fn first_unmatched(rules: &'static [Rule], schema: &'static Schema) -> Option<(&'static Rule, &'static Pattern)> {
    let mut i = 0;
    while i < rules.len() {
        let mut j = 0;
        while j < rules[i].patterns.len() {
            let pattern = &rules[i].patterns[j];
            let alternatives = [Alternative { pattern: *pattern, rule: 0, default: false, on_field: false }];
            if walk::<0, 1>(schema, &alternatives, Search::Nothing).report.matches[0] == 0 {
                return Some((&rules[i], pattern));
            }
            j += 1;
        }
        i += 1;
    }
    None
}
