//! Checks of patterns: each must match something, and must be able to apply.
//!
//! Each `assert_*` is called from a `const _` item whose span is the pattern at fault, so that the compiler underlines
//! what the user has to change. `track_caller` keeps these functions out of the report.

use crate::check::walk::descent::walk;
use crate::check::walk::found::NOBODY;
use crate::check::walk::report::{Alternative, Report, Says, Search};
use crate::check::walk::search::{find, path_of};
use crate::check::words::suggest::{Kinds, Nearest, Sort};
use crate::check::words::{brackets, describe};
use crate::const_for::const_for;
use crate::message::{Message, same};
use crate::rule::{Pattern, PatternSegment};
use crate::schema::{Schema, SchemaPath};
use crate::similar::{distance, is_near};

/// A set of rules under check, and its model.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a, const A: usize> {
    /// The name of the model's type, as the user wrote it.
    pub name: &'a str,
    /// The schema of the model.
    pub schema: &'static Schema,
    /// All patterns of all rules, in order.
    pub alternatives: &'a [Alternative; A],
}

/// Refuses alternative `a` if it matches nothing, or if earlier rules govern everything that it matches.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_pattern<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>, a: usize) {
    if let Some(message) = pattern_fault(subject, report, a) {
        panic!("{}", message.as_str())
    }
}

/// Refuses the same for a right-hand side that is a user's constant, which may be a rule set.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_pattern_of_constant<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    a: usize,
    constant: &str,
) {
    if let Some(message) = pattern_fault(subject, report, a) {
        let message = if report.matches[a] == 0 && report.ends_at_part[a] {
            let pattern = subject.alternatives[a].pattern.text;
            message.text("; for a rule set of the part, `").text(pattern).text(" => rules(").text(constant).text(")`")
        } else {
            message
        };
        panic!("{}", message.as_str())
    }
}

/// Returns the message about alternative `a`, if it matches nothing, or earlier rules govern everything that it matches.
pub(crate) const fn pattern_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    a: usize,
) -> Option<Message> {
    // That is said of the whole model, and nothing is known of what lies deeper.
    if report.too_deep {
        return None;
    }
    Some(
        if report.names_array[a]
            && let Some(path) = find(subject.schema, subject.alternatives, Search::Array(a))
        {
            names_array(subject.alternatives[a].pattern.text, &path, report.matches[a] > 0)
        } else if report.matches[a] == 0 {
            unmatched(subject, report, a)
        } else if let Some(beyond) = report.overruns[a] {
            let message = Message::new().code(subject.alternatives[a].pattern.text).text(" reaches beyond the array");
            no_element(&message, beyond)
        } else if report.wins[a] == 0
            && let Some(path) = path_of(subject.schema, subject.alternatives, report.misses[a])
        {
            out_of_reach(subject.alternatives[a].pattern.text, &path, subject.alternatives[a].says)
        } else if report.wins[a] == 0 {
            shadowed(subject, report, a)
        } else {
            return None;
        },
    )
}

/// What a general rule says where all that it could apply to is fixed.
pub(crate) const fn out_of_reach(pattern: &str, path: &SchemaPath<'_>, says: Says) -> Message {
    let message = describe::path(Message::new().code(pattern).text(" can never apply: `"), path);
    let message = message.text(if path.is_buffer() {
        "` is a buffer, and only a rule that has its name reaches it"
    } else {
        "` is fixed, and only a rule that has its place and name reaches it"
    });
    let message = message.text("\nhelp: write `");
    let message = describe::path(message, path).text("`, or remove the rule");
    match says {
        Says::Initializer => message.text("; `default` leaves it to its own initializer"),
        _ => message,
    }
}

const fn names_array(pattern: &str, path: &SchemaPath, others: bool) -> Message {
    let name = describe::path(Message::new(), path);
    let message = Message::new().code(pattern);
    let message = if same(pattern, name.as_str()) {
        message
    } else {
        message.text(" names ").code(name.as_str()).text(", which")
    };
    let message = message.text(" is cut into parts, each with a rule of its own\nhelp: for all of them, write `");
    if others {
        return message.text(pattern).text(" | ").text(pattern).text(".*`");
    }
    message.text(pattern).text(".*`")
}

const fn unmatched<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>, a: usize) -> Message {
    let pattern = subject.alternatives[a].pattern;
    let message = Message::new().text("no parameter of `").text(subject.name);
    let message = match pattern.segments {
        [PatternSegment::Variant(name), ..] => message.text("::").text(name),
        _ => message,
    };
    let message = message.text("` matches ").code(pattern.text);
    if report.ends_at_part[a] {
        let message = message.text("\nhelp: it names a part, not a parameter; for all parameters of the part, write `");
        return message.text(pattern.text).text(".**`");
    }
    if let Some(beyond) = report.beyond[a] {
        return no_element(&message, beyond);
    }
    if let Some(path) = find(subject.schema, &[Alternative::alone(pattern)], Search::Brackets)
        && let Some(segment) = brackets::that_miss(&pattern, pattern.states_at(&path, 0), path.schema(path.depth()))
    {
        return brackets::help(message, &path, segment);
    }
    if let Some((array, _)) = pattern.split_rows()
        && walk::<0, 1>(subject.schema, &[Alternative::alone(array)], Search::Nothing).report.matches[0] > 0
    {
        return message
            .text("\nhelp: rows of an array are no parameters; on its field, `rows([0] => zeros)` gives them a value");
    }
    if let Some(path) = find(subject.schema, subject.alternatives, Search::Ending(&pattern)) {
        let message = describe::path(message.text("\nhelp: the path of `"), &path).text("` ends so; to match it at ");
        return message
            .text("any depth, write `**")
            .text(if starts_with_index(&pattern) { "" } else { "." })
            .text(pattern.text)
            .text("`");
    }
    if is_literal(&pattern)
        && let Some(path) = find(subject.schema, subject.alternatives, Search::Nearest(pattern.text))
        && let apart = distance(pattern.text, describe::plain(Message::new(), &path).as_str())
        && is_near(apart, pattern.text.len())
    {
        if apart == 0 && on_variant(&pattern) {
            return message.text("\nhelp: another variant has a parameter of this path, this one has none");
        }
        let message = message.text("\nhelp: a parameter with a similar path exists: `");
        return describe::path(message, &path).text("`");
    }
    match misnamed(&message, subject.schema, &pattern) {
        Some((message, true)) => message,
        Some((message, false)) => parameters(message, subject, report.count),
        None => parameters(message.text("\nhelp: "), subject, report.count),
    }
}

/// Appends the name in the pattern that exists nowhere, and a similar one. The second result is true if the message has
/// advice.
pub(crate) const fn misnamed(message: &Message, schema: &'static Schema, pattern: &Pattern) -> Option<(Message, bool)> {
    const_for!(0..pattern.segments.len(), |i| {
        match pattern.segments[i] {
            PatternSegment::Name(written) => {
                let names = Nearest::of(written, Sort::Field, schema);
                let skipped = Nearest::of(written, Sort::Skipped, schema);
                if !names.exists() && skipped.exists() {
                    let message =
                        message.text("\nhelp: ").code(written).text(" is marked `skip`: it holds no parameters; ");
                    return Some((message.text("remove the rule, or `skip`"), true));
                }
                if !names.exists() {
                    let message = message.text("\nhelp: no field is named ").code(written);
                    return Some(match names.name() {
                        Some(name) => (message.text("; a field with a similar name exists: ").code(name), true),
                        None => (message, false),
                    });
                }
            }
            PatternSegment::Kind(written) => {
                let kinds = Nearest::of(written, Sort::Kind, schema);
                if !kinds.exists() {
                    let message = message.text("\nhelp: no part is of kind ").code(written);
                    return Some(match kinds.name() {
                        Some(kind) => {
                            (message.text("; a kind with a similar name exists: `<").text(kind).text(">`"), true)
                        }
                        None => (Kinds::of(schema).list(message.text("; ")), true),
                    });
                }
            }
            _ => {}
        }
    });
    None
}

pub(crate) const fn no_element(message: &Message, (index, len): (usize, usize)) -> Message {
    let message = message.text("\nhelp: there is no element ").number(index).text(": the array has ").number(len);
    message.text(if len == 1 { " element" } else { " elements" })
}

/// Appends the list of parameters, if they are few.
const fn parameters<const A: usize>(message: Message, subject: &Subject<A>, count: usize) -> Message {
    let message =
        if message.as_str().as_bytes()[message.as_str().len() - 1] == b' ' { message } else { message.text("; ") };
    match count {
        0 => return message.text("the model has no parameters"),
        1..10 => {}
        _ => {
            return message.text("the model has ").number(count).text(" parameters, none of this path");
        }
    }
    let mut message = message.text("the parameters are ");
    const_for!(0..count, |i| {
        if let Some(path) = path_of(subject.schema, subject.alternatives, i) {
            message = message.text(if i > 0 { ", `" } else { "`" });
            message = describe::path(message, &path).text("`");
        }
    });
    message
}

const fn starts_with_index(pattern: &Pattern) -> bool {
    matches!(pattern.segments, [first, ..] if first.is_index())
}

/// True if the attribute stands on a variant or inside of it.
const fn on_variant(pattern: &Pattern) -> bool {
    matches!(pattern.segments, [PatternSegment::Variant(_), ..])
}

const fn is_literal(pattern: &Pattern) -> bool {
    const_for!(0..pattern.segments.len(), |i| {
        if !pattern.segments[i].is_literal() {
            return false;
        }
    });
    true
}

const fn shadowed<const L: usize, const A: usize>(subject: &Subject<A>, report: &Report<L, A>, a: usize) -> Message {
    let pattern = subject.alternatives[a].pattern.text;
    let message = Message::new().code(pattern).text(" can never apply: ");
    let taker = report.taken_by[a];
    if taker == NOBODY {
        return message;
    }
    let earlier = subject.alternatives[taker].pattern.write(Message::new());
    let earlier = earlier.as_str();
    let rest = if report.matches[a] == 1 { "its parameter" } else { "its parameters" };
    if subject.alternatives[taker].on_field && !subject.alternatives[a].on_field {
        let message = message.text("the attribute on the field, `").text(earlier).text("`, takes ").text(rest);
        return message.text("\nhelp: a field's attribute always wins over the struct's; remove ").code(pattern);
    }
    if on_variant(&subject.alternatives[taker].pattern) && !on_variant(&subject.alternatives[a].pattern) {
        let message = message.text("the attribute on the variant, `").text(earlier).text("`, takes ").text(rest);
        return message.text("\nhelp: a variant's attribute always wins over the enum's; remove ").code(pattern);
    }
    if same(earlier, pattern) {
        let message = message.text("a rule before it names ").text(rest).text(" too");
        return message.text("\nhelp: the first rule that matches wins; remove one of the two");
    }
    if report.taken_by_several[a] {
        let message = message.text("earlier rules take all of its parameters, ").code(earlier).text(" the first");
        return message
            .text("\nhelp: the first rule that matches wins; remove ")
            .code(pattern)
            .text(", or narrow them");
    }
    let message = message.text("the earlier rule ").code(earlier).text(" takes ").text(rest);
    let message = message.text("\nhelp: the first rule that matches wins; move ").code(pattern);
    message.text(" above ").code(earlier).text(", or remove it")
}
