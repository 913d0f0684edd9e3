//! The descent through a schema: one walk for all patterns at once.
//!
//! The walk carries the states of the patterns that can still match. Matching each rule in a walk of its own took four
//! times as long, for 2000 parameters and 50 rules.

use super::alike::{alike, is_judged_above};
use super::context::WalkContext;
use super::live::{Cuts, Live, LivePattern};
use super::report::{Alternative, Report, Search};
use crate::const_for::const_for;
use crate::init::Mismatch;
use crate::path::Segment;
use crate::rule::PatternSegment;
use crate::schema::{Child, MAX_DEPTH, Node, Packed, Schema, SchemaPath, Step};

/// A walk in progress, and its results.
pub(crate) struct Walk<'a, const L: usize, const A: usize> {
    pub(crate) alternatives: &'a [Alternative; A],
    pub(crate) report: Report<L, A>,
    pub(crate) path: SchemaPath<'static>,
    pub(crate) context: WalkContext,
    /// The cut of the arrays, if the walk begins at the field that holds them.
    root_packed: Option<&'static Packed>,
    pub(crate) search: Search<'a>,
    /// The path that the search found.
    pub(crate) caught: Option<SchemaPath<'static>>,
    /// The reason why the attribute's initializer does not suit the parameter at that path.
    pub(crate) caught_for: Option<Mismatch>,
    /// The distance of that path from the text of the search.
    pub(crate) apart: usize,
}

/// Counts the parameters in a walk.
#[must_use]
pub const fn count<const A: usize>(root: &'static Schema, alternatives: &[Alternative; A]) -> usize {
    walk::<0, A>(root, alternatives, Search::Count).report.count
}

/// Counts the parameters below a schema at this depth, if no pattern distinguishes elements.
const fn below(schema: &Schema, packed: Option<&Packed>, depth: usize) -> usize {
    match (schema.node, packed) {
        (Node::Leaf(_), None) => return 1,
        // A walk cannot go deeper.
        _ if depth == MAX_DEPTH => return 0,
        (Node::Leaf(_), Some(packed)) => return packed.parts.len(),
        (Node::Sequence { len: Some(0), .. }, _) => return 0,
        _ => {}
    }
    let (mut count, mut i) = (0, 0);
    while let Some(child) = schema.child(i) {
        let packed = match child {
            Child { field: Some(field), .. } => field.packed,
            Child { variant: Some(_), .. } => None,
            Child { .. } => packed,
        };
        count += below(child.schema, packed, depth + 1);
        i += 1;
    }
    count
}

/// Walks the model. `L` is the result of [`count`].
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
    let live = if search.judges() {
        Live::at_root(alternatives, root.kind)
    } else {
        Live::telling_apart(alternatives, root.kind)
    };
    let mut walk = Walk {
        alternatives,
        report: Report::EMPTY,
        path: SchemaPath::new(root),
        context: WalkContext::root(root),
        root_packed,
        search,
        caught: None,
        caught_for: None,
        apart: usize::MAX,
    };
    walk.visit(root, &live);
    walk
}

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    const fn visit(&mut self, schema: &'static Schema, live: &Live<A>) {
        // No pattern distinguishes elements below, so the parameters are counted without a walk.
        if live.count == 0 && matches!(self.search, Search::Count) {
            self.report.count += below(schema, self.packed(), self.path.depth());
            return;
        }
        if let Search::Unlike(wanted) = self.search {
            if live.count == 0 {
                return;
            }
            if live.get(0).accepts && !is_judged_above(&self.path, wanted) {
                self.report.ends_at_part[0] = true;
                if !alike(schema, wanted) {
                    self.caught = Some(self.path);
                }
            }
            if let Node::Leaf(_) = schema.node {
                return;
            }
        }
        // A struct without fields has no parameters to point at.
        if !matches!(schema.node, Node::Leaf(_) | Node::Struct([])) {
            const_for!(0..live.count, |i| {
                if live.get(i).accepts {
                    self.report.ends_at_part[live.get(i).number] = true;
                }
            });
        }
        match schema.node {
            Node::Leaf(leaf) => match self.packed() {
                Some(packed) => self.array(packed, live),
                None => self.leaf(leaf, live),
            },
            Node::Struct(fields) => {
                const_for!(0..fields.len(), |i| {
                    self.enter(Step::field(fields, i), live);
                });
            }
            Node::Enum(variants) => {
                const_for!(0..variants.len(), |i| {
                    self.enter(Step::variant(variants, i), live);
                });
            }
            Node::Map(element) => self.entries(element, live),
            Node::Sequence { element, len } => {
                if let Some(len) = len {
                    self.note_indices_beyond(live, len);
                }
                let end = match len {
                    Some(len) => len,
                    None => usize::MAX,
                };
                let mut cuts = Cuts::new(self.alternatives, live, end);
                let mut index = 0;
                while index < end {
                    let next = cuts.next(index);
                    let until = if next < end { next } else { end };
                    let segment = Segment::Element { index, len: end };
                    self.enter(self.path.element_step(segment, until, element), live);
                    if next >= end {
                        break;
                    }
                    index = next;
                }
            }
        }
    }

    /// Enters a map once for each key that a pattern names here, and once for all other keys.
    const fn entries(&mut self, element: &'static Schema, live: &Live<A>) {
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, states, .. } = *live.get(i);
            let segments = self.alternatives[a].pattern.segments;
            const_for!(0..segments.len(), |k| {
                if let PatternSegment::Key(key) = segments[k]
                    && states.awaits(k)
                    && !live.names_before(self.alternatives, key, (i, k))
                {
                    let segment = Segment::Key(key);
                    self.enter(self.path.element_step(segment, 0, element), live);
                }
            });
        });
        let segment = Segment::AnyKey;
        self.enter(self.path.element_step(segment, 0, element), live);
    }

    const fn enter(&mut self, step: Step<'static>, live: &Live<A>) {
        if self.is_done() {
            return;
        }
        if !self.path.push(step) {
            self.report.too_deep = true;
            return;
        }
        let (here, kind) = (self.context, step.kind());
        self.context = here.after(&step, kind);
        let next = live.after(self.alternatives, &step, kind);
        self.visit(step.schema, &next);
        self.context = here;
        self.path.pop();
    }

    /// The cut of the array at the end of the path, if it is cut.
    const fn packed(&self) -> Option<&'static Packed> {
        match self.context.field {
            Some(field) => field.packed,
            None => self.root_packed,
        }
    }

    /// Enters the parts of an array that is cut.
    const fn array(&mut self, packed: &'static Packed, live: &Live<A>) {
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, accepts, .. } = *live.get(i);
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
            self.enter(Step::field(packed.parts, i), live);
        });
    }

    /// Records the patterns that name a missing element of an array of `len` elements.
    const fn note_indices_beyond(&mut self, live: &Live<A>, len: usize) {
        const_for!(0..live.count, |i| {
            let LivePattern { number: a, states, .. } = *live.get(i);
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
