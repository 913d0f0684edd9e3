//! The descent through a schema: one walk for all patterns at once.
//!
//! The walk carries the states of the patterns that can still match. Matching each rule in a walk of its own took four
//! times as long, for 2000 parameters and 50 rules.

use super::alike::{alike, is_judged_above};
use super::context::WalkContext;
use super::live::{Live, LivePattern, Room};
use super::report::{Alternative, Report, Search};
use crate::check::words::brackets;
use crate::const_for::const_for;
use crate::init::Mismatch;
use crate::message::Message;
use crate::path::Segment;
use crate::rule::PatternSegment;
use crate::schema::{MAX_DEPTH, Node, Packed, Schema, SchemaPath, Step};

/// A walk in progress, and its results.
pub(crate) struct Walk<'a, const L: usize, const A: usize> {
    pub(crate) alternatives: &'a [Alternative; A],
    pub(crate) report: Report<L, A>,
    pub(crate) path: SchemaPath<'static>,
    pub(crate) context: WalkContext,
    /// The cut of the arrays, if the walk begins at the field that holds them.
    root_packed: Option<&'static Packed>,
    /// True if no pattern tells elements apart.
    pub(super) plain: bool,
    /// True if something is fixed.
    pub(super) fixed: bool,
    pub(crate) search: Search<'a>,
    /// The path that the search found.
    pub(crate) caught: Option<SchemaPath<'static>>,
    /// The reason why the attribute's initializer does not suit the parameter at that path.
    pub(crate) caught_for: Option<Mismatch>,
    /// What is wrong with the rows that the search is about.
    pub(crate) caught_rows: Option<Message>,
    /// The distance of that path from the text of the search.
    pub(crate) apart: usize,
}

/// Counts the parameters in a walk.
#[must_use]
pub const fn count<const A: usize>(root: &'static Schema, alternatives: &[Alternative; A]) -> usize {
    walk::<0, A>(root, alternatives, Search::Count).report.count
}

/// Walks the model. `L` is what [`count`] gave.
#[must_use]
pub const fn report<const L: usize, const A: usize>(
    root: &'static Schema,
    alternatives: &[Alternative; A],
) -> Report<L, A> {
    walk(root, alternatives, Search::Nothing).report
}

/// Walks the model with a search.
pub(crate) const fn walk<'a, const L: usize, const A: usize>(
    root: &'static Schema,
    alternatives: &'a [Alternative; A],
    search: Search<'a>,
) -> Walk<'a, L, A> {
    walk_field(root, None, alternatives, search)
}

/// Walks the content of a field, whose arrays may be cut into parts, with a search.
pub(crate) const fn walk_field<'a, const L: usize, const A: usize>(
    root: &'static Schema,
    root_packed: Option<&'static Packed>,
    alternatives: &'a [Alternative; A],
    search: Search<'a>,
) -> Walk<'a, L, A> {
    let mut places: Room<A> = Live::ROOM;
    let mut walk = Walk {
        alternatives,
        report: Report::EMPTY,
        path: SchemaPath::new(root),
        context: WalkContext::root(root),
        root_packed,
        plain: root.summary().parameters == L,
        fixed: root.summary().fixed,
        search,
        caught: None,
        caught_for: None,
        caught_rows: None,
        apart: usize::MAX,
    };
    if root.summary().height + root_packed.is_some() as usize > MAX_DEPTH {
        // Some path would be too long.
        walk.report.too_deep = true;
    } else {
        let [live, below @ ..] = &mut places;
        if search.judges() {
            live.at_root(alternatives, root.kind);
        } else {
            live.telling_apart(alternatives, root.kind);
        }
        walk.visit(root, live, below);
    }
    walk
}

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    /// Visits what stands at the end of the path, where these patterns are live. `room` is for those further down.
    const fn visit(&mut self, schema: &'static Schema, live: &mut Live<A>, room: &mut [Live<A>]) {
        if matches!(self.search, Search::Count) && live.count == 0 {
            self.report.count += self.parameters(schema);
            return;
        }
        if matches!(self.search, Search::Nothing) && self.is_known(schema, live) {
            let set = if live.count == 0 { None } else { Some(live.all[0].number) };
            self.report.pass(set, self.parameters(schema), self.path.is_buffer());
            return;
        }
        if live.groups {
            self.note_sets(live);
            live.expand(self.alternatives, self.path.kind(self.path.depth()));
        }
        if let Search::Unlike(wanted) = self.search {
            if live.count == 0 {
                return;
            }
            if live.all[0].accepts && !is_judged_above(&self.path, wanted) {
                self.report.ends_at_part[0] = true;
                if !alike(schema, wanted) {
                    self.caught = Some(self.path);
                }
            }
            if let Node::Leaf(_) = schema.node {
                return;
            }
        }
        if matches!(self.search, Search::Brackets)
            && live.count > 0
            && brackets::that_miss(&self.alternatives[0].pattern, live.all[0].states, schema).is_some()
        {
            self.caught = Some(self.path);
            return;
        }
        // A struct without fields has no parameters to point at.
        if !matches!(schema.node, Node::Leaf(_) | Node::Struct([])) {
            const_for!(0..live.count, |i| {
                if live.all[i].accepts {
                    self.report.ends_at_part[live.all[i].number] = true;
                }
            });
        }
        if let (Node::Leaf(leaf), None) = (&schema.node, self.packed()) {
            return self.leaf(leaf, live);
        }
        live.sort(schema);
        match schema.node {
            Node::Leaf(_) => self.array(live, room),
            Node::Struct(fields) => {
                const_for!(0..fields.len(), |i| {
                    self.enter(Step::field(fields, i), live, room);
                });
            }
            Node::Enum(variants) => {
                let mut position = 0;
                const_for!(0..variants.len(), |i| {
                    self.enter(Step::variant(&variants[i], position), live, room);
                    position += variants[i].fields().len();
                });
            }
            Node::Map(element) => self.entries(element, live, room),
            Node::Sequence { element, len } => {
                if let Some(len) = len {
                    self.note_indices_beyond(live, len);
                }
                let end = match len {
                    Some(len) => len,
                    None => usize::MAX,
                };
                let mut index = 0;
                while index < end {
                    let next = live.next_cut(self.alternatives, index, end);
                    let until = if next < end { next } else { end };
                    let segment = Segment::Element { index, len: end };
                    self.enter(self.path.element_step(segment, until, element), live, room);
                    if next >= end {
                        break;
                    }
                    index = next;
                }
            }
        }
    }

    /// Enters a map once for each key that a pattern names here, and once for all other keys.
    const fn entries(&mut self, element: &'static Schema, live: &Live<A>, room: &mut [Live<A>]) {
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, states, .. } = live.all[i];
            let segments = self.alternatives[a].pattern.segments;
            const_for!(0..segments.len(), |k| {
                if let PatternSegment::Key(key) = segments[k]
                    && states.awaits(k)
                    && !live.names_before(self.alternatives, key, (i, k))
                {
                    let segment = Segment::Key(key);
                    self.enter(self.path.element_step(segment, 0, element), live, room);
                }
            });
        });
        let segment = Segment::AnyKey;
        self.enter(self.path.element_step(segment, 0, element), live, room);
    }

    const fn enter(&mut self, step: Step<'static>, live: &Live<A>, room: &mut [Live<A>]) {
        // There is room for as many steps as a path has.
        let [next, below @ ..] = room else { return };
        let reports = matches!(self.search, Search::Nothing);
        if !reports && self.is_done() || !self.path.push(step) {
            return;
        }
        let (here, kind) = (self.context, step.kind());
        self.context = here.after(&step, kind);
        match &step.schema.node {
            Node::Leaf(leaf) if self.packed().is_none() => {
                next.after(live, self.alternatives, (&step, kind), true);
                // The end of most ways down: for the report, what else a visit looks for is not here.
                if reports && !next.groups {
                    self.leaf(leaf, next);
                } else {
                    self.visit(step.schema, next, below);
                }
            }
            _ => {
                next.after(live, self.alternatives, (&step, kind), false);
                self.visit(step.schema, next, below);
            }
        }
        self.context = here;
        self.path.pop();
    }

    /// The cut of the array at the end of the path.
    pub(super) const fn packed(&self) -> Option<&'static Packed> {
        match self.context.field {
            Some(field) => field.packed,
            None => self.root_packed,
        }
    }

    /// Enters the parts of an array that is cut.
    const fn array(&mut self, live: &Live<A>, room: &mut [Live<A>]) {
        let Some(packed) = self.packed() else { return };
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, accepts, .. } = live.all[i];
            if accepts && self.alternatives[a].pattern.ends_in_name() {
                self.report.names_array[a] = true;
                if let Search::Array(wanted) = self.search
                    && wanted == a
                {
                    self.caught = Some(self.path);
                }
            }
        });
        const_for!(0..packed.parts.len(), |i| {
            self.enter(Step::field(packed.parts, i), live, room);
        });
    }

    /// Records the patterns that name a missing element of an array of `len` elements.
    const fn note_indices_beyond(&mut self, live: &Live<A>, len: usize) {
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, states, .. } = live.all[i];
            let segments = self.alternatives[a].pattern.segments;
            const_for!(0..segments.len(), |k| {
                if states.awaits(k) {
                    match segments[k] {
                        PatternSegment::Index { from, .. } | PatternSegment::BeforeLast { from }
                            if segments[k].is_beyond(len) =>
                        {
                            self.report.beyond[a] = Some((from, len));
                        }
                        PatternSegment::Last if len == 0 => self.report.beyond[a] = Some((0, 0)),
                        PatternSegment::Index { .. }
                            if segments[k].beyond(len).is_some()
                                && self.alternatives[a].pattern.names_all_before(k) =>
                        {
                            self.report.overruns[a] = Some((len, len));
                        }
                        _ => {}
                    }
                }
            });
        });
    }
}
