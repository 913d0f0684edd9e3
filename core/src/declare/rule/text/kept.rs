//! Rules of a text as constant data, which a run reads. It stays until the program ends, and what is the same is kept once,
//! however often a program reads its files.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use paraminit_syntax::Segment;

use super::data::{Read, ReadPattern, ReadSide, TextRule};
use crate::rule::{Action, Pattern, PatternSegment};

/// Everything that is kept.
#[derive(Default)]
struct Kept {
    texts: HashSet<&'static str>,
    /// Patterns, by their text.
    patterns: HashMap<&'static str, &'static [PatternSegment]>,
}

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// A panic in between leaves it as it was.
fn all() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps rules.
pub(super) fn rules(read: Vec<Read>) -> Vec<TextRule> {
    let mut all = all();
    let rules = read.into_iter().map(|read| TextRule {
        patterns: read.patterns.iter().map(|pattern| (all.pattern(pattern), pattern.place)).collect(),
        optional: read.optional,
        action: match read.side {
            ReadSide::Init(init) => Action::Init(*init),
            ReadSide::Default => Action::Default,
            ReadSide::Keep => Action::Keep,
        },
        text: all.text(&read.text),
        place: read.place,
        right: read.right,
    });
    rules.collect()
}

/// Keeps patterns.
pub(super) fn patterns(read: &[ReadPattern]) -> Vec<Pattern> {
    let mut all = all();
    read.iter().map(|pattern| all.pattern(pattern)).collect()
}

/// Keeps a text.
pub(super) fn text(text: &str) -> &'static str {
    all().text(text)
}

impl Kept {
    fn text(&mut self, text: &str) -> &'static str {
        if let Some(text) = self.texts.get(text) {
            return text;
        }
        let text: &'static str = Box::leak(text.into());
        self.texts.insert(text);
        text
    }

    /// Patterns of one text have the same segments.
    fn pattern(&mut self, pattern: &ReadPattern) -> Pattern {
        let text = self.text(&pattern.text);
        if let Some(segments) = self.patterns.get(text) {
            return Pattern { segments, text, rest: None };
        }
        let segments = pattern.segments.iter().map(|segment| self.segment(segment));
        let segments: &'static [PatternSegment] = Box::leak(segments.collect());
        self.patterns.insert(text, segments);
        Pattern { segments, text, rest: None }
    }

    fn segment(&mut self, segment: &Segment) -> PatternSegment {
        match segment {
            Segment::Name(name) => PatternSegment::Name(self.text(name)),
            Segment::Index { from, to } => PatternSegment::Index { from: *from, to: *to },
            Segment::Last => PatternSegment::Last,
            Segment::BeforeLast { from } => PatternSegment::BeforeLast { from: *from },
            Segment::Any => PatternSegment::Any,
            Segment::Deep => PatternSegment::Deep,
            Segment::Kind(kind) => PatternSegment::Kind(self.text(kind)),
            Segment::Key(key) => PatternSegment::Key(self.text(key)),
        }
    }
}
