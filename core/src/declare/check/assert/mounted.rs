//! Checks of mounted rule sets: the prefix must name submodels of the set's type, and the set's rules must fit there.

use super::coverage::{coverage_fault, default_fault};
use super::own_faults::{has_gap, is_unsuited, misses};
use super::patterns::{Subject, misnamed, no_element, out_of_reach};
use super::suits::suits_fault;
use crate::check::flatten::{Mounted, join};
use crate::check::walk::alike::holds;
use crate::check::walk::descent::walk;
use crate::check::walk::found::NOBODY;
use crate::check::walk::report::{Alternative, Behind, Report, Says, Search};
use crate::check::walk::search::path_of;
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::message::{Message, same};
use crate::rule::{Action, MAX_SEGMENTS, Pattern, Rule};
use crate::schema::Node;

/// A set that is mounted in other rules.
#[derive(Clone, Copy, Debug)]
pub struct Mount<'a> {
    /// The set.
    pub set: &'a Mounted,
    /// The set as the user wrote it.
    pub name: &'a str,
    /// The patterns of the parts that get the set.
    pub prefixes: &'a [Pattern],
    /// True if the set may have no effect.
    pub optional: bool,
    /// The number of the set's first rule among the rules around it.
    pub rule: usize,
    /// The flattened rules of the set.
    pub rules: &'a [Rule],
    /// The number of the set's first alternative.
    pub alternative: usize,
}

/// Returns the alternatives of a mounted set whose first rule has number `first`. Each may be without effect;
/// [`mount_fault`] checks whether all of them are.
#[must_use]
pub const fn mounted_alternatives<const N: usize>(
    prefixes: &[Pattern],
    rules: &[Rule],
    first: usize,
) -> [Alternative; N] {
    let mut out = [NOTHING; N];
    let (mut n, mut r) = (0, 0);
    let (count, whole) = match prefixes {
        [] => (1, false),
        [prefix] => (1, prefix.names_all_before(prefix.segments.len())),
        _ => (prefixes.len(), false),
    };
    let (set, mut defers) = (N / count, false);
    const_for!(0..rules.len(), |r| {
        defers |= matches!(rules[r].action, Action::Default);
    });
    while r < rules.len() {
        let patterns = rules[r].patterns;
        let says = Says::of(&rules[r].action);
        let each = patterns.len() / count;
        const_for!(0..patterns.len(), |p| {
            let mounted = Some(Behind { prefix: prefixes[p / each].segments.len(), set, whole, defers });
            let pattern = patterns[p];
            out[n] = Alternative { pattern, rule: first + r, says, on_field: false, optional: true, mounted };
            n += 1;
        });
        r += 1;
    }
    out
}

/// Concatenates lists of alternatives.
#[must_use]
pub const fn join_alternatives<const N: usize>(lists: &[&[Alternative]]) -> [Alternative; N] {
    join(lists, NOTHING)
}

const NOTHING: Alternative =
    Alternative { optional: true, ..Alternative::alone(Pattern { segments: &[], text: "", rest: None }) };

/// Refuses prefixes that make patterns longer than a pattern can be.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_mountable(prefixes: &[Pattern], set: &Mounted) {
    let mut longest = 0;
    const_for!(0..prefixes.len(), |i| {
        if prefixes[i].segments.len() > longest {
            longest = prefixes[i].segments.len();
        }
    });
    const_for!(0..set.table.len(), |r| {
        let patterns = set.table[r].patterns;
        const_for!(0..patterns.len(), |p| {
            if longest + patterns[p].segments.len() > MAX_SEGMENTS {
                let message = Message::new().text("a pattern has at most ").number(MAX_SEGMENTS);
                let message = message
                    .text(" segments, and with ")
                    .code(patterns[p].write(Message::new()).as_str())
                    .text(" of the set this has more");
                panic!("{}", message.as_str())
            }
        });
    });
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

/// Refuses a set of rules that leaves a parameter uncovered. It is silent if a mounted set has a fault, or a gap in its
/// own model, that explains this.
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
    const_for!(0..faults.len(), |i| {
        if faults[i].is_some() {
            return;
        }
    });
    if let Some(message) = coverage_fault(subject, report) {
        const_for!(0..sets.len(), |i| {
            if has_gap(sets[i]) {
                return;
            }
        });
        panic!("{}", message.as_str())
    }
}

/// Returns the fault of a mounted set, if it has one: a prefix that names nothing, or a part of another type; a set
/// that can never apply; or an initializer that does not suit a parameter here. An empty message means that the set's
/// own check reported the fault.
#[must_use]
pub const fn mount_fault<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    mount: &Mount<'_>,
) -> Option<Message> {
    if report.too_deep {
        return None;
    }
    const_for!(0..mount.prefixes.len(), |i| {
        if let Some(message) = prefix_fault(subject, mount, &mount.prefixes[i]) {
            return Some(message);
        }
    });
    let mut end = mount.alternative;
    if mount.alternative < A && matches!(report.passed[mount.alternative], Some(true)) {
        return None;
    }
    let (mut applies, mut missed_first, mut own) = (false, NOBODY, false);
    const_for!(0..mount.rules.len(), |r| {
        let rule = &mount.rules[r];
        const_for!(0..rule.patterns.len(), |p| {
            let missed = report.matches[end] == 0 && !rule.optional || report.overruns[end].is_some();
            if missed && misses(mount.set, set_pattern(mount, r, p)) {
                own = true;
            } else if let Some(beyond) = report.overruns[end]
                && !mount.optional
            {
                let message = Message::new()
                    .code(rule.patterns[p].write(Message::new()).as_str())
                    .text(" reaches beyond the array");
                return Some(no_element(&message, beyond));
            // The parts are of one type, but a field can give them another kind.
            } else if report.matches[end] == 0 && !rule.optional {
                let message = Message::new().text("no parameter of ").code(subject.name).text(" matches ");
                let message =
                    message.code(rule.patterns[p].write(Message::new()).as_str()).text(", a rule of ").code(mount.name);
                return Some(message);
            }
            applies |= report.wins[end] > 0;
            missed_first = if missed_first == NOBODY { report.misses[end] } else { missed_first };
            end += 1;
        });
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
    });
    if own {
        return Some(Message::new());
    }
    if applies || mount.optional || mount.rules.is_empty() {
        return None;
    }
    if let Some(path) = path_of(subject.schema, subject.alternatives, missed_first) {
        return Some(out_of_reach(mount.name, &path, Says::Initializer));
    }
    let message = Message::new().code(mount.name).text(" can never apply here: earlier rules take every parameter of ");
    let message = message.code(mount.prefixes[0].text);
    Some(message.text("\nhelp: the first rule that matches wins; move this one up, or remove it"))
}

/// Returns the pattern of the set from which pattern `p` of rule `r` was made.
const fn set_pattern<'a>(mount: &Mount<'a>, r: usize, p: usize) -> &'a Pattern {
    let patterns = mount.set.table[r].patterns;
    &patterns[p % patterns.len()]
}

const fn prefix_fault<const A: usize>(subject: &Subject<A>, mount: &Mount<'_>, prefix: &Pattern) -> Option<Message> {
    let alternatives = [Alternative::alone(*prefix)];
    let walk = walk::<0, 1>(subject.schema, &alternatives, Search::Unlike(mount.set.schema));
    let wanted = mount.set.schema.kind;
    if let Some(path) = walk.caught {
        let message = Message::new().code(mount.name).text(" holds rules for ").code(wanted).text(", but ");
        let message = if path.depth() == 0 {
            message.code(subject.name).text(" itself")
        } else {
            describe::path(message.text("`"), &path).text("`")
        };
        let schema = path.schema(path.depth());
        let message = match schema.node {
            Node::Leaf(_) => message.text(" is a parameter"),
            Node::Sequence { .. } => message.text(" is a list"),
            Node::Map(_) => message.text(" is a map"),
            Node::Struct(_) if same(schema.kind, wanted) => message.text(" is another type of that name or size"),
            Node::Struct(_) if schema.kind.is_empty() => message.text(" is a tuple"),
            Node::Struct(_) | Node::Enum(_) => message.text(" is a ").code(schema.kind),
        };
        if holds(schema, mount.set.schema) {
            return Some(message.text("\nhelp: to name its elements, write `").text(prefix.text).text("[*]`"));
        }
        let message = message.text("\nhelp: narrow the pattern to the parts that are a ").code(wanted);
        return Some(message.text(", such as `**.<").text(wanted).text(">`"));
    }
    if walk.report.ends_at_part[0] || mount.optional {
        return None;
    }
    let message = Message::new().text("no part of ").code(subject.name).text(" matches ").code(prefix.text);
    if let Some(beyond) = walk.report.beyond[0] {
        return Some(no_element(&message, beyond));
    }
    if let Some((message, _)) = misnamed(&message, subject.schema, prefix) {
        return Some(message);
    }
    Some(message.text("\nhelp: `rules(..)` stands behind the path of a part, such as `**.<").text(wanted).text(">`"))
}
