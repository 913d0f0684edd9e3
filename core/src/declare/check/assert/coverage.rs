//! Checks of coverage: every parameter needs a rule, or an initializer from its attributes.
//!
//! Each `assert_*` is called from a `const _` item whose span is the code at fault.

use super::depth::depth_fault;
use super::patterns::Subject;
use crate::check::walk::report::Report;
use crate::check::walk::search::path_of;
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::declare::rule_place::RulePlace;
use crate::message::Message;
use crate::path::Segment;
use crate::schema::{SchemaPath, Step};

/// Refuses a set of rules that leaves a parameter uncovered. It is silent if a dead pattern explains the gap.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_covered<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>) {
    if let Some(message) = coverage_fault(subject, report) {
        panic!("{}", message.as_str())
    }
}

/// Returns the message about a parameter that a set of rules leaves uncovered.
pub(crate) const fn coverage_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
) -> Option<Message> {
    let help = "add a rule for it, or let the rest be as its attributes say: `** => default`";
    uncovered(subject, report, true, "no rule covers ", help)
}

/// Refuses a selection that leaves a parameter without a value. It is silent if a dead pattern explains the gap.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_selected<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>) {
    let help = "add a rule for it, or one for the rest: `** => ..`";
    if let Some(message) = uncovered(subject, report, false, "no rule of the selection covers ", help) {
        panic!("{}", message.as_str())
    }
}

/// A parameter that no rule covers, in words that begin with `what`. Whether it may be a buffer, `buffers` says.
const fn uncovered<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    buffers: bool,
    what: &str,
    help: &str,
) -> Option<Message> {
    if report.too_deep {
        return depth_fault(subject.name, subject.schema);
    }
    const_for!(0..A, |a| {
        if report.wins[a] == 0 && !subject.alternatives[a].optional {
            return None;
        }
    });
    let (first, missing) = if buffers { report.missing } else { report.missing_trained };
    if missing == 0 {
        return None;
    }
    let Some(path) = path_of(subject.schema, subject.alternatives, first) else { return None };
    let message = Message::new().text(what).code(subject.name).text("'s parameter `");
    let message = describe::path(message, &path).text("`");
    let message = match missing {
        1 => message,
        _ => message.text(" and ").number(missing - 1).text(" more"),
    };
    let message = declared(message, &path);
    Some(message.text("\nhelp: ").text(help))
}

/// Appends the place where the parameter's field is declared.
const fn declared(message: Message, path: &SchemaPath<'_>) -> Message {
    match path.location() {
        Some(at) => describe::location(message, RulePlace::Code(at)),
        None => message,
    }
}

/// Refuses `default` for a parameter without an initializer in its attributes.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_defaults<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>, rule: usize) {
    if let Some(message) = default_fault(subject, report, rule) {
        panic!("{}", message.as_str())
    }
}

/// Returns the message about a parameter that `rule` leaves to its attributes, which have no initializer.
pub(crate) const fn default_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
) -> Option<Message> {
    let mut governed = report.first_of(rule);
    while let Some((i, found)) = governed {
        if found.attribute.is_none()
            && let Some(path) = path_of(subject.schema, subject.alternatives, i)
        {
            let message = Message::new().code("default").text(" finds no initializer for `");
            let message = declared(describe::path(message, &path).text("`"), &path);
            return Some(message.text("\nhelp: no attribute gives it one; add a rule for it"));
        }
        governed = report.next_of(i);
    }
    None
}

/// Refuses a struct with a parameter of its own, in field number `top`, whose attributes have no initializer.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_field<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>, top: usize) {
    let mut bare = report.first_bare();
    while let Some((i, found)) = bare {
        if found.top == top
            && let Some(path) = path_of(subject.schema, subject.alternatives, i)
        {
            let name = describe::plain(Message::new(), &path);
            let message = if name.is_empty() {
                Message::new().text("the value of `")
            } else {
                Message::new().text("parameter ").code(name.as_str()).text(" of `")
            };
            let message = message.text(subject.name);
            let message = match path.step(0) {
                Some(Step { segment: Segment::Variant(name), .. }) => message.text("::").text(name),
                _ => message,
            };
            let message = message.text("` has no initializer");
            if path.fixed_from(0).is_some() {
                let message = message.text(" of its own\nhelp: general rules do not reach ");
                let (what, example) =
                    if path.is_buffer() { ("a buffer", "buffer, ") } else { ("what is fixed", "fixed, ") };
                let message = message.text(what).text(": give it one, `#[init(").text(example);
                // What is in a container has a rule, relative to the field.
                let own = matches!(path.last(), Some(step) if step.entered().is_some());
                panic!("{}", message.text(if own { "zeros)]`" } else { "** => zeros)]`" }).as_str())
            }
            let message = message.text("\nhelp: give it one, such as `#[init(zeros)]`, or say `#[init(required)]`");
            let message = message.text(": then every rule set must cover it");
            let message = match found.leaf.rank {
                Some(0) => message.text("; or `#[init(skip)]`, if it is a setting and no parameter"),
                _ => message,
            };
            panic!("{}", message.as_str())
        }
        bare = report.next_of(i);
    }
}
