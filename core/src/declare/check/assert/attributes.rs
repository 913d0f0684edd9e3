//! Checks of attributes in generic structs. They run when a concrete struct is used, since its patterns are known only
//! then.

use super::rows::rows_fault;
use crate::check::walk::descent::walk_field;
use crate::check::walk::report::{Alternative, Search};
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::message::{Message, same};
use crate::rule::{Pattern, Rule};
use crate::schema::{Field, FieldName, Schema};

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
        if let Some(rows) = dead.rows {
            panic!("{}", describe::location(message.text(rows.as_str()), dead.rule.location).as_str())
        }
        let message = if dead.taken {
            of_field(&message.text("earlier rules take every parameter "), dead.field).text("that matches ")
        } else {
            of_field(&message.text("no parameter "), dead.field).text("matches ")
        };
        panic!("{}", describe::location(message.code(dead.pattern.text), dead.rule.location).as_str())
    }
}

/// A rule that has no effect.
#[derive(Clone, Copy)]
struct Dead {
    kind: &'static str,
    /// The variant of the enum of that kind.
    variant: Option<&'static str>,
    field: Option<&'static Field>,
    rule: &'static Rule,
    pattern: &'static Pattern,
    /// True if the patterns match something, but earlier rules govern all of that.
    taken: bool,
    /// Of a rule for rows: what is wrong with them.
    rows: Option<Message>,
}

const fn of_field(message: &Message, field: Option<&Field>) -> Message {
    match field {
        Some(Field { name: FieldName::Named(name), .. }) => message.text("of ").code(name).text(" "),
        Some(Field { name: FieldName::Position(position), .. }) => {
            message.text("of field ").number(*position).text(" ")
        }
        Some(Field { name: FieldName::Wrapped, .. }) | None => *message,
    }
}

/// Returns the first attribute rule without effect in `schema` or below, except those that were checked where they are
/// defined.
const fn first_dead(schema: &'static Schema) -> Option<Dead> {
    if schema.judged && schema.summary().judged {
        return None;
    }
    if !schema.judged
        && let Some(dead) = first_dead_of(schema, None)
    {
        return Some(dead);
    }
    let mut i = 0;
    while let Some(child) = schema.child(i) {
        if !schema.judged
            && let Some(field) = child.field
            && let Some(dead) = first_dead_of(schema, Some(field))
        {
            return Some(dead);
        }
        if let Some(dead) = first_dead(child.schema) {
            return Some(match child.variant {
                // The check of the model that the variant wraps reported its own faults already.
                Some(_) if !schema.judged && same(dead.kind, child.schema.kind) && dead.variant.is_none() => {
                    Dead { kind: schema.kind, variant: child.variant, ..dead }
                }
                _ => dead,
            });
        }
        i += 1;
    }
    None
}

/// Returns the first rule on `field`, or on the struct or enum itself, with a pattern that matches nothing there, or
/// without a parameter to govern.
const fn first_dead_of(schema: &'static Schema, field: Option<&'static Field>) -> Option<Dead> {
    let (rules, root, packed, table): (_, _, _, &[Rule]) = match field {
        Some(field) => (field.rules, field.schema, field.packed, field.rules),
        // The rules on the struct itself compete with all attributes: those on its fields come before them.
        None => (schema.rules, schema, None, &[]),
    };
    if let Some(field) = field {
        const_for!(0..field.rows.len(), |i| {
            let rule = &field.rows[i];
            const_for!(0..rule.patterns.len(), |j| {
                let (pattern, rows) = (&rule.patterns[j], rows_fault(field, rule, &rule.patterns[j]));
                if rows.is_some() {
                    let field = Some(field);
                    return Some(Dead { kind: schema.kind, variant: None, field, rule, pattern, taken: false, rows });
                }
            });
        });
    }
    const_for!(0..rules.len(), |i| {
        let rule = &rules[i];
        if rule.optional || rule.patterns.is_empty() {
            continue;
        }
        let dead =
            Dead { kind: schema.kind, variant: None, field, rule, pattern: &rule.patterns[0], taken: true, rows: None };
        const_for!(0..rule.patterns.len(), |j| {
            let alternatives = [Alternative::alone(rule.patterns[j])];
            let report = walk_field::<0, 1>(root, packed, &alternatives, Search::Nothing).report;
            // Of a model that nests too deep that is said, and nothing is known of what lies deeper.
            if report.too_deep {
                return None;
            }
            if report.matches[0] == 0 {
                return Some(Dead { pattern: &rule.patterns[j], taken: false, ..dead });
            }
        });
        if walk_field::<0, 0>(root, packed, &[], Search::Governed { rules: table, rule: i }).caught.is_none() {
            return Some(dead);
        }
    });
    None
}
