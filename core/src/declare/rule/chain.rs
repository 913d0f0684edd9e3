//! The text of a pattern, with that of the mounted set's pattern that stands behind it.

use core::fmt;

use super::{Pattern, PatternSegment};
use crate::message::Message;

impl Pattern {
    /// Adds all of the text to a message.
    pub(crate) const fn write(&self, message: Message) -> Message {
        let (mut message, mut pattern) = (message.text(self.text), self);
        while let Some(rest) = pattern.rest {
            message = message.text(rest.dot()).text(rest.text);
            pattern = rest;
        }
        message
    }

    /// Returns what stands between a prefix and the pattern: a dot, unless it begins in brackets.
    const fn dot(&self) -> &'static str {
        use PatternSegment::{BeforeLast, Index, Key, Last};
        if matches!(self.segments, [] | [Index { .. } | Last | BeforeLast { .. } | Key(_), ..]) { "" } else { "." }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)?;
        match self.rest {
            Some(rest) => write!(f, "{}{rest}", rest.dot()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PatternSegment::{Deep, Key, Last, Name};
    use super::*;

    #[test]
    fn messages_and_runs_print_the_same_text() {
        const WEIGHT: Pattern = Pattern { segments: &[Name("weight")], text: "weight", rest: None };
        const LAST: Pattern = Pattern { segments: &[Last, Name("weight")], text: "[last]", rest: Some(&WEIGHT) };
        const KEY: Pattern = Pattern { segments: &[Key("a"), Deep], text: "[\"a\"].**", rest: None };
        const ITSELF: Pattern = Pattern { segments: &[], text: "", rest: None };
        let behind = |rest| Pattern { segments: &[], text: "blocks", rest: Some(rest) };
        for (pattern, text) in [
            (WEIGHT, "weight"),
            (behind(&WEIGHT), "blocks.weight"),
            (behind(&LAST), "blocks[last].weight"),
            (behind(&KEY), "blocks[\"a\"].**"),
            (behind(&ITSELF), "blocks"),
        ] {
            assert_eq!(pattern.to_string(), text);
            assert_eq!(pattern.write(Message::new()).as_str(), text);
        }
    }
}
