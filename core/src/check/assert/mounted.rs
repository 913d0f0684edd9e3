//! Checks of mounted rule sets: the parts that the prefix names are of the model that the set is for.

use super::coverage::{coverage_fault, default_fault};
use super::own_faults::{has_gap, is_unsuited, misses};
use super::patterns::{Subject, misnamed, no_element};
use super::suits::suits_fault;
use crate::check::flatten::{Mounted, join};
use crate::check::walk::report::{Alternative, Report};
use crate::check::walk::submodels::Submodels;
use crate::check::words::describe;
use crate::message::{Message, same};
use crate::rule::{Action, MAX_SEGMENTS, Pattern, Rule};
use crate::schema::{Node, SchemaPath};

/// A mounted set in the rules around it.
#[derive(Clone, Copy, Debug)]
pub struct Mount<'a> {
    /// The set.
    pub set: &'a Mounted,
    /// The set as the user wrote it.
    pub name: &'a str,
    /// The parts.
    pub prefixes: &'a [Pattern],
    /// Whether it may come to nothing.
    pub optional: bool,
    /// The number of its first rule, and its rules there.
    pub rule: usize,
    /// Its rules there.
    pub rules: &'a [Rule],
    /// The number of its first alternative.
    pub alternative: usize,
}

/// The alternatives of a mounted set whose first rule has number `first`. Each may come to nothing: whether all of them
/// do is judged by [`mount_fault`].
#[must_use]
pub const fn mounted_alternatives<const N: usize>(rules: &[Rule], first: usize) -> [Alternative; N] {
    let mut out = [NOTHING; N];
    let (mut n, mut r) = (0, 0);
    while r < rules.len() {
        let mut p = 0;
        while p < rules[r].patterns.len() {
            out[n] = Alternative {
                pattern: rules[r].patterns[p],
                rule: first + r,
                default: matches!(rules[r].action, Action::Default),
                ..NOTHING
            };
            n += 1;
            p += 1;
        }
        r += 1;
    }
    out
}

/// Lists one behind the other.
#[must_use]
pub const fn join_alternatives<const N: usize>(lists: &[&[Alternative]]) -> [Alternative; N] {
    join(lists, NOTHING)
}

const NOTHING: Alternative = Alternative {
    pattern: Pattern { segments: &[], text: "" },
    rule: 0,
    default: false,
    on_field: false,
    optional: true,
};

/// Refuses prefixes that make patterns longer than a pattern can be.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_mountable(prefixes: &[Pattern], set: &Mounted) {
    let mut i = 0;
    while i < prefixes.len() {
        let mut r = 0;
        while r < set.table.len() {
            let mut p = 0;
            while p < set.table[r].patterns.len() {
                let pattern = set.table[r].patterns[p];
                if prefixes[i].segments.len() + pattern.segments.len() > MAX_SEGMENTS {
                    let message = Message::new().text("a pattern has at most ").number(MAX_SEGMENTS);
                    let message =
                        message.text(" segments, and with ").code(pattern.text).text(" of the set this has more");
                    panic!("{}", message.as_str())
                }
                p += 1;
            }
            r += 1;
        }
        i += 1;
    }
}

/// Refuses a mounted set that has a fault.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_mounted(fault: &Option<Message>) {
    if let Some(message) = fault
        && !message.is_empty()
    {
        panic!("{}", message.as_str())
    }
}

/// Refuses a set of rules that leaves a parameter uncovered. Silent where a fault of a mounted set explains the gap, or a
/// gap of its own.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_covered_beside<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    faults: &[&Option<Message>],
    sets: &[&Mounted],
) {
    let mut i = 0;
    while i < faults.len() {
        if faults[i].is_some() {
            return;
        }
        i += 1;
    }
    if let Some(message) = coverage_fault(subject, report) {
        let mut i = 0;
        while i < sets.len() {
            if has_gap(sets[i]) {
                return;
            }
            i += 1;
        }
        panic!("{}", message.as_str())
    }
}

/// What is wrong with a mounted set: prefixes that name no part, or something else than a part of its model; a set that
/// can never apply; an initializer that does not suit a parameter here. An empty message says that the set's own check
/// reported it.
#[must_use]
pub const fn mount_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    mount: &Mount<'_>,
) -> Option<Message> {
    let mut i = 0;
    while i < mount.prefixes.len() {
        if let Some(message) = prefix_fault(subject, mount, &mount.prefixes[i]) {
            return Some(message);
        }
        i += 1;
    }
    let mut end = mount.alternative;
    let (mut applies, mut own) = (false, false);
    let mut r = 0;
    while r < mount.rules.len() {
        let rule = &mount.rules[r];
        let mut p = 0;
        while p < rule.patterns.len() {
            let missed = report.matches[end] == 0 && !rule.optional || report.overruns[end].is_some();
            if missed && misses(mount.set, set_pattern(mount, r, p)) {
                own = true;
            } else if let Some(beyond) = report.overruns[end]
                && !mount.optional
            {
                let message = Message::new().code(rule.patterns[p].text).text(" reaches beyond the array");
                return Some(no_element(&message, beyond));
            // The parts are alike; what can differ is the kind that a field gives them.
            } else if report.matches[end] == 0 && !rule.optional {
                let message = Message::new().text("no parameter of ").code(subject.name).text(" matches ");
                let message = message.code(rule.patterns[p].text).text(", a rule of ").code(mount.name);
                return Some(message);
            }
            applies |= report.wins[end] > 0;
            end += 1;
            p += 1;
        }
        let fault = match &rule.action {
            Action::Init(init) => suits_fault(subject, report, mount.rule + r, Some(init), false),
            Action::Default => match default_fault(subject, report, mount.rule + r) {
                Some(message) => Some(message),
                None => suits_fault(subject, report, mount.rule + r, None, false),
            },
            _ => None,
        };
        if let Some(message) = fault {
            if !is_unsuited(mount.set, r) {
                return Some(message);
            }
            own = true;
        }
        r += 1;
    }
    if own {
        return Some(Message::new());
    }
    if applies || mount.optional || mount.rules.is_empty() {
        return None;
    }
    let message = Message::new().code(mount.name).text(" can never apply here: earlier rules take every parameter of ");
    let message = message.code(mount.prefixes[0].text);
    Some(message.text("\nhelp: the first rule that matches wins; move this one up, or remove it"))
}

/// The pattern of the set that became pattern `p` of rule `r` behind a prefix.
const fn set_pattern<'a>(mount: &Mount<'a>, r: usize, p: usize) -> &'a Pattern {
    let patterns = mount.set.table[r].patterns;
    &patterns[p % patterns.len()]
}

const fn prefix_fault<const A: usize>(subject: &Subject<A>, mount: &Mount<'_>, prefix: &Pattern) -> Option<Message> {
    let mut parts = Submodels {
        prefix,
        wanted: mount.set.schema,
        trail: SchemaPath::new(subject.schema),
        matched: false,
        wrong: None,
        beyond: None,
    };
    parts.walk(subject.schema);
    let Submodels { matched, wrong, beyond, .. } = parts;
    let wanted = mount.set.schema.kind;
    if let Some((trail, list)) = wrong {
        let message = Message::new().code(mount.name).text(" holds rules for ").code(wanted).text(", but ");
        let message = if trail.depth() == 0 {
            message.code(subject.name).text(" itself")
        } else {
            describe::path(message.text("`"), &trail).text("`")
        };
        let schema = trail.schema(trail.depth());
        let message = match schema.node {
            Node::Leaf(_) => message.text(" is a parameter"),
            Node::Sequence { .. } => message.text(" is a list"),
            Node::Map(_) => message.text(" is a map"),
            Node::Struct(_) if same(schema.kind, wanted) => message.text(" is another type of that name or size"),
            Node::Struct(_) if schema.kind.is_empty() => message.text(" is a tuple"),
            Node::Struct(_) | Node::Enum(_) => message.text(" is a ").code(schema.kind),
        };
        if list {
            return Some(message.text("\nhelp: to name its elements, write `").text(prefix.text).text("[*]`"));
        }
        let message = message.text("\nhelp: narrow the pattern to the parts that are a ").code(wanted);
        return Some(message.text(", such as `**.<").text(wanted).text(">`"));
    }
    if matched || mount.optional {
        return None;
    }
    let message = Message::new().text("no part of ").code(subject.name).text(" matches ").code(prefix.text);
    if let Some(beyond) = beyond {
        return Some(no_element(&message, beyond));
    }
    if let Some((message, _)) = misnamed(&message, subject.schema, prefix) {
        return Some(message);
    }
    Some(message.text("\nhelp: `rules(..)` stands behind the path of a part, such as `**.<").text(wanted).text(">`"))
}
