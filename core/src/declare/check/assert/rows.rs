//! Checks of rows that a field declares: each pattern must name rows of an array in the field, and these must exist.

use super::patterns::Subject;
use crate::check::walk::descent::walk_field;
use crate::check::walk::report::{Alternative, Search};
use crate::check::words::describe;
use crate::message::Message;
use crate::rule::{Action, Pattern, Rule};
use crate::schema::Field;

/// Refuses pattern `pattern` of rule `rule` for rows of field number `field`, if it names no rows, or rows that do not exist, or
/// if the parameter's type does not have the value.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_rows<const A: usize>(subject: &Subject<A>, field: usize, rule: usize, pattern: usize) {
    let Some(field) = subject.schema.own_field(field) else { return };
    let rule = &field.rows[rule];
    if let Some(message) = rows_fault(field, rule, &rule.patterns[pattern]) {
        panic!("{}", message.as_str())
    }
}

/// Returns the message about such a pattern on a field.
pub(crate) const fn rows_fault(field: &'static Field, rule: &Rule, pattern: &Pattern) -> Option<Message> {
    let (Some((array, rows)), Action::Init(init)) = (pattern.split_rows(), &rule.action) else { return None };
    let alternatives = [Alternative::alone(array)];
    let search = Search::Rows { rows, init, shape: field.shape };
    let walk = walk_field::<0, 1>(field.schema, field.packed, &alternatives, search);
    if walk.report.too_deep || walk.caught_rows.is_none() && walk.report.matches[0] > 0 {
        return None;
    }
    if walk.caught_rows.is_some() {
        return walk.caught_rows;
    }
    let message = Message::new().code(pattern.text).text(" names rows of no parameter here");
    // Behind the path of an array stand its rows.
    let (front, brackets) = pattern.text.split_at(last_bracket(pattern.text));
    let nearest = walk_field::<0, 0>(field.schema, field.packed, &[], Search::Nearest(front)).caught;
    let Some(path) = nearest else { return Some(message) };
    let message = describe::plain(message.text("\nhelp: a parameter with a similar path has rows: `"), &path);
    Some(message.text(brackets).text("`"))
}

const fn last_bracket(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    while at > 0 && bytes[at - 1] != b'[' {
        at -= 1;
    }
    at.saturating_sub(1)
}
