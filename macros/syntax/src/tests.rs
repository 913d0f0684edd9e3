//! What is written reads as itself, and what is wrong is said in one sentence.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::{Bytes, Pattern, Segment, alternatives, lex, text};

/// Reads patterns from a text without faults of tokens.
fn read(source: &str) -> Vec<Result<Pattern<Bytes>, String>> {
    let lexed = lex(source);
    assert_eq!(lexed.faults, [], "{source}");
    let read = alternatives(&lexed.tokens, Bytes::default());
    read.into_iter().map(|read| read.map_err(|fault| fault.message.into_owned())).collect()
}

#[test]
fn places_are_those_of_tokens() {
    let source = "a.b | layers.0.x y | <A::B>.c |";
    let read = alternatives(&lex(source).tokens, Bytes::default());
    let places = read.iter().map(|read| match read {
        Ok(pattern) => &source[pattern.at.bytes().start..pattern.at.bytes().end],
        Err(fault) => &source[fault.at.bytes().start..fault.at.bytes().end],
    });
    assert_eq!(places.collect::<Vec<_>>(), ["a.b", "y", ":", "a"]);
    assert_eq!(alternatives(&[], Bytes { start: 3, end: 4 })[0].as_ref().unwrap_err().at.first.start, 3);
}

#[test]
fn what_a_message_quotes_is_cut() {
    let long = "1".repeat(10_000);
    for source in
        [format!("a.{long}"), format!("<{}::B>", "A".repeat(10_000)), format!("\"{long}\""), format!("a[9..{long}]")]
    {
        assert!(read(&source)[0].as_ref().is_err_and(|message| message.len() < 500), "{source:.10}");
    }
}

fn segment() -> impl Strategy<Value = Segment> {
    let name = "[a-z_é][a-z0-9_]{0,3}".prop_filter("`_` is no name", |name| name != "_");
    let kind = name.clone();
    let at = 0..u32::MAX as usize - 1;
    prop_oneof![
        name.prop_map(Segment::Name),
        at.clone().prop_map(Segment::at),
        (at.clone(), 1..9_usize).prop_map(|(from, len)| Segment::Index { from: from / 2, to: from / 2 + len }),
        at.clone().prop_map(|from| Segment::Index { from, to: usize::MAX }),
        Just(Segment::Last),
        at.prop_map(|from| Segment::BeforeLast { from: from / 3 }),
        Just(Segment::BeforeLast { from: 0 }),
        Just(Segment::Any),
        Just(Segment::Deep),
        kind.prop_map(Segment::Kind),
        any::<String>().prop_map(Segment::Key),
    ]
}

proptest! {
    #[test]
    fn a_pattern_that_is_printed_reads_as_itself(patterns in vec(vec(segment(), 1..8), 1..4)) {
        let source = patterns.iter().map(text).collect::<Vec<_>>().join(" | ");
        let read: Result<Vec<_>, _> = read(&source).into_iter().map(|read| read.map(|pattern| pattern.segments)).collect();
        prop_assert_eq!(read, Ok(patterns), "{}", source);
    }

    /// Any text has tokens in order, faults at places in it, and patterns or sentences.
    #[test]
    fn any_text_is_read(source in "[a-z0-9.*|<>\\[\\]\"'(){}/_ =\\\\é#\n-]{0,40}") {
        let lexed = lex(&source);
        for token in lexed.tokens.windows(2) {
            prop_assert!(token[0].at.end <= token[1].at.start);
        }
        for fault in &lexed.faults {
            prop_assert!(source.get(fault.at.bytes().start..fault.at.bytes().end).is_some());
        }
        for read in alternatives(&lexed.tokens, Bytes::default()) {
            match read {
                Ok(pattern) => prop_assert!(!pattern.segments.is_empty()),
                Err(fault) => prop_assert!(!fault.message.is_empty()),
            }
        }
    }
}
