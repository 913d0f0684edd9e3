//! Checks of mounted rule sets: the parts that the prefix names are of the model that the set is for.

use super::describe;
use super::patterns::{Subject, assert_covered, default_fault, misnamed, no_element};
use super::suits::suits_fault;
use super::walk::{Alternative, Report};
use crate::message::{Message, same};
use crate::path::Segment;
use crate::rule::{Action, MAX_SEGMENTS, Mounted, Pattern, PatternSegment, Rule};
use crate::schema::{Field, FieldName, Leaf, Node, Schema, Step, Trail};

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
    let mut out = [NOTHING; N];
    let (mut n, mut i) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].len() {
            out[n] = lists[i][j];
            n += 1;
            j += 1;
        }
        i += 1;
    }
    out
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
    if let Some(message) = fault {
        panic!("{}", message.as_str())
    }
}

/// Refuses a set of rules that leaves a parameter uncovered. Silent where a fault of a mounted set explains the gap.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_covered_beside<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    faults: &[&Option<Message>],
) {
    let mut i = 0;
    while i < faults.len() {
        if faults[i].is_some() {
            return;
        }
        i += 1;
    }
    assert_covered(subject, report);
}

/// What is wrong with a mounted set: prefixes that name no part, or something else than a part of its model; a set that
/// can never apply; an initializer that does not suit a parameter here.
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
    let mut applies = false;
    let mut r = 0;
    while r < mount.rules.len() {
        let rule = &mount.rules[r];
        let mut p = 0;
        while p < rule.patterns.len() {
            if let Some(beyond) = report.overruns[end]
                && !mount.optional
            {
                let message = Message::new().code(rule.patterns[p].text).text(" reaches beyond the array");
                return Some(no_element(&message, beyond));
            }
            // The parts are alike; what can differ is the kind that a field gives them.
            if report.matches[end] == 0 && !rule.optional {
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
            return Some(message);
        }
        r += 1;
    }
    if applies || mount.optional || mount.rules.is_empty() {
        return None;
    }
    let message = Message::new().code(mount.name).text(" can never apply here: earlier rules take every parameter of ");
    let message = message.code(mount.prefixes[0].text);
    Some(message.text("\nhelp: the first rule that matches wins; move this one up, or remove it"))
}

const fn prefix_fault<const A: usize>(subject: &Subject<A>, mount: &Mount<'_>, prefix: &Pattern) -> Option<Message> {
    let mut parts = Parts {
        prefix,
        wanted: mount.set.schema,
        trail: Trail::new(subject.schema),
        matched: false,
        wrong: None,
        beyond: None,
    };
    parts.visit(subject.schema);
    let Parts { matched, wrong, beyond, .. } = parts;
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

/// The parts that a prefix names.
struct Parts<'a> {
    prefix: &'a Pattern,
    wanted: &'static Schema,
    trail: Trail<'static>,
    matched: bool,
    /// The first that is not of the model that is wanted, and whether it is a list of such.
    wrong: Option<(Trail<'static>, bool)>,
    /// An index that the prefix names beyond an array of fixed length, and that length.
    beyond: Option<(usize, usize)>,
}

impl Parts<'_> {
    const fn visit(&mut self, schema: &'static Schema) {
        let states = self.prefix.states_at(&self.trail, 0);
        if states.is_dead() || self.wrong.is_some() {
            return;
        }
        if self.prefix.accepts(states) && !self.is_within_matched() {
            self.matched = true;
            if !alike(schema, self.wanted) {
                let list = matches!(
                    schema.node,
                    Node::Sequence { element, .. } | Node::Map(element) if alike(element, self.wanted)
                );
                self.wrong = Some((self.trail, list));
                return;
            }
        }
        match schema.node {
            Node::Leaf(_) => {}
            Node::Struct(fields) => {
                let mut i = 0;
                while i < fields.len() {
                    self.enter(Step::field(fields, i));
                    i += 1;
                }
            }
            Node::Sequence { element, len } => {
                let (field, siblings) = match self.trail.last() {
                    Some(step) => (step.field, step.siblings),
                    None => (None, &[] as &[Field]),
                };
                let end = match len {
                    Some(len) => len,
                    None => usize::MAX,
                };
                let mut index = 0;
                while index < end {
                    let mut next = end;
                    let mut k = 0;
                    while k < self.prefix.segments.len() {
                        let segment = &self.prefix.segments[k];
                        let cut = segment.cut(index, end);
                        if cut < next {
                            next = cut;
                        }
                        if states.awaits(k)
                            && let Some(len) = len
                            && segment.is_beyond(len)
                            && let Some(index) = segment.beyond(len)
                        {
                            self.beyond = Some((index, len));
                        }
                        k += 1;
                    }
                    let segment = Segment::Element { index, len: end };
                    self.enter(Step { segment, until: next, position: 0, field, siblings, schema: element });
                    index = next;
                }
            }
            Node::Enum(variants) => {
                let mut i = 0;
                while i < variants.len() {
                    self.enter(Step::variant(variants, i));
                    i += 1;
                }
            }
            Node::Map(element) => {
                let (field, siblings) = match self.trail.last() {
                    Some(step) => (step.field, step.siblings),
                    None => (None, &[] as &[Field]),
                };
                let mut k = 0;
                while k < self.prefix.segments.len() {
                    if let PatternSegment::Key(key) = self.prefix.segments[k]
                        && states.awaits(k)
                    {
                        let segment = Segment::Key(key);
                        self.enter(Step { segment, until: 0, position: 0, field, siblings, schema: element });
                    }
                    k += 1;
                }
                let segment = Segment::AnyKey;
                self.enter(Step { segment, until: 0, position: 0, field, siblings, schema: element });
            }
        }
    }

    /// Whether the way here adds no segment to a part that was judged: an enum that is wanted itself, or a variant that
    /// is to be judged by the model that it wraps.
    const fn is_within_matched(&self) -> bool {
        let depth = self.trail.depth();
        match self.trail.last() {
            Some(Step { segment: Segment::Variant(_), schema, .. }) => {
                let wraps = matches!(schema.node, Node::Struct([Field { name: FieldName::Wrapped, .. }]));
                wraps || alike(self.trail.schema(depth - 1), self.wanted)
            }
            Some(Step { segment: Segment::Inside, .. }) => {
                depth > 1 && alike(self.trail.schema(depth - 2), self.wanted)
            }
            _ => false,
        }
    }

    const fn enter(&mut self, step: Step<'static>) {
        if self.trail.push(step) {
            self.visit(step.schema);
            self.trail.pop();
        }
    }
}

/// Whether two schemas are of one type, as far as rules can tell: kinds, fields, parameters.
const fn alike(a: &Schema, b: &Schema) -> bool {
    if !same(a.kind, b.kind) {
        return false;
    }
    match (a.node, b.node) {
        (Node::Leaf(a), Node::Leaf(b)) => alike_leaves(a, b),
        (Node::Sequence { element, len }, Node::Sequence { element: other, len: other_len }) => {
            equal(len, other_len) && alike(element, other)
        }
        (Node::Struct(a), Node::Struct(b)) => {
            let mut i = 0;
            while i < a.len() && i < b.len() {
                if !alike_names(a[i].name, b[i].name)
                    || !same(a[i].kind(), b[i].kind())
                    || !alike(a[i].schema, b[i].schema)
                {
                    return false;
                }
                i += 1;
            }
            a.len() == b.len()
        }
        (Node::Enum(a), Node::Enum(b)) => {
            let mut i = 0;
            while i < a.len() && i < b.len() {
                if !same(a[i].name, b[i].name) || !alike(&a[i].schema, &b[i].schema) {
                    return false;
                }
                i += 1;
            }
            a.len() == b.len()
        }
        (Node::Map(a), Node::Map(b)) => alike(a, b),
        _ => false,
    }
}

const fn alike_names(a: FieldName, b: FieldName) -> bool {
    match (a, b) {
        (FieldName::Named(a), FieldName::Named(b)) => same(a, b),
        (FieldName::Position(a), FieldName::Position(b)) => a == b,
        (FieldName::Wrapped, FieldName::Wrapped) => true,
        _ => false,
    }
}

const fn alike_leaves(a: Leaf, b: Leaf) -> bool {
    let shapes = match (&a.shape, &b.shape) {
        (Some(a), Some(b)) => {
            let (a, b) = (a.as_slice(), b.as_slice());
            let mut i = 0;
            while i < a.len() && i < b.len() && a[i] == b[i] {
                i += 1;
            }
            i == a.len() && i == b.len()
        }
        (None, None) => true,
        _ => false,
    };
    shapes && equal(a.rank, b.rank) && a.element as usize == b.element as usize
}

const fn equal(a: Option<usize>, b: Option<usize>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    }
}
