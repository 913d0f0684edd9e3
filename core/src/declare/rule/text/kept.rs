//! Rules of a text as constant data, which a run reads. It stays until the program ends, and what is the same is kept once,
//! however often a program reads its files.

use paraminit_syntax::Segment;

use super::data::{Read, ReadPattern, ReadSide, TextRule};
use crate::pool::{Pool, text};
use crate::rule::{Action, Pattern, PatternSegment};

/// Segments of patterns, by the patterns' text. Two patterns of one text have the same segments.
static SEGMENTS: Pool<&'static str, [PatternSegment]> = Pool::new();

/// The rules as constant data.
pub(super) fn rules(read: Vec<Read>) -> Vec<TextRule> {
    let rules = read.into_iter().map(|read| TextRule {
        patterns: read.patterns.iter().map(|read| (pattern(read), read.place)).collect(),
        optional: read.optional,
        action: match read.side {
            ReadSide::Init(init) => Action::Init(*init),
            ReadSide::Default => Action::Default,
            ReadSide::Keep => Action::Keep,
        },
        text: text(&read.text),
        place: read.place,
        right: read.right,
    });
    rules.collect()
}

/// The pattern as constant data.
pub(super) fn pattern(pattern: &ReadPattern) -> Pattern {
    let text = text(&pattern.text);
    let segments = SEGMENTS.get(text, || pattern.segments.iter().map(segment).collect());
    Pattern { segments, text, rest: None }
}

fn segment(segment: &Segment) -> PatternSegment {
    match segment {
        Segment::Name(name) => PatternSegment::Name(text(name)),
        Segment::Index { from, to } => PatternSegment::Index { from: *from, to: *to },
        Segment::Last => PatternSegment::Last,
        Segment::BeforeLast { from } => PatternSegment::BeforeLast { from: *from },
        Segment::Any => PatternSegment::Any,
        Segment::Deep => PatternSegment::Deep,
        Segment::Kind(kind) => PatternSegment::Kind(text(kind)),
        Segment::Key(key) => PatternSegment::Key(text(key)),
    }
}
