//! A text with its lines, for places that are counted as people count them.

use std::borrow::Cow;

use paraminit_syntax::{Bytes, Fault};

use super::fault::TextFault;
use crate::declare::rule_place::RulePlace;

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Site {
    /// A whole text of rules.
    Text,
    /// A part of the rule with this number, which counts as one line, behind so many characters.
    Line { number: u32, before: usize },
}

/// A text.
pub(super) struct Source<'t> {
    text: &'t str,
    /// The same bytes with spaces for comments.
    plain: Cow<'t, str>,
    origin: &'static str,
    site: Site,
    /// Where lines begin.
    lines: Vec<usize>,
    /// The number of characters before each [`STEP`] of bytes, so that a place takes the same time wherever it is.
    chars: Vec<usize>,
}

const STEP: usize = 64;

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str, comments: &[Bytes], origin: &'static str, site: Site) -> Self {
        let lines = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut before = 0;
        let chars = text.as_bytes().chunks(STEP).map(|bytes| {
            let here = before;
            before += begin(bytes);
            here
        });
        let chars = chars.collect();
        Self { text, plain: without(text, comments), origin, site, lines, chars }
    }

    /// The text without comments. Places in it are the same.
    pub(super) fn slice(&self, at: Bytes) -> &str {
        self.plain.get(at.start..at.end).unwrap_or_default()
    }

    /// True if a line ends between two tokens.
    pub(super) fn ends_line(&self, before: Bytes, after: Bytes) -> bool {
        self.slice(Bytes { start: before.end, end: after.start }).contains('\n')
    }

    /// The length of the text.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the place of this byte.
    pub(super) fn place(&self, at: usize) -> RulePlace {
        let before = self.chars_before(at);
        let (line, column) = match self.site {
            Site::Text => {
                let line = self.lines.partition_point(|start| *start <= at);
                let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
                (to_u32(line), before - self.chars_before(start))
            }
            Site::Line { number, before: left } => (number, left + before),
        };
        RulePlace::Text { origin: self.origin, line, column: to_u32(column + 1) }
    }

    fn chars_before(&self, at: usize) -> usize {
        let step = (at / STEP).min(self.chars.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..at).unwrap_or_default();
        self.chars.get(step).copied().unwrap_or(0) + begin(rest)
    }
}

/// The number of characters that begin in these bytes.
fn begin(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// No text that is read is that long.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The text with spaces for comments. Their line breaks stay.
fn without<'t>(text: &'t str, comments: &[Bytes]) -> Cow<'t, str> {
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for comment in comments {
        out += text.get(at..comment.start).unwrap_or_default();
        let comment = text.get(comment.start..comment.end).unwrap_or_default();
        out.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at = out.len();
    }
    out += text.get(at..).unwrap_or_default();
    Cow::Owned(out)
}

/// The mistakes in a text that were found so far.
pub(super) struct Found<'s, 't> {
    source: &'s Source<'t>,
    faults: Vec<(usize, TextFault)>,
}

impl<'s, 't> Found<'s, 't> {
    pub(super) fn new(source: &'s Source<'t>, faults: Vec<Fault<Bytes>>) -> Self {
        let mut found = Self { source, faults: Vec::new() };
        for fault in faults {
            found.add(fault);
        }
        found
    }

    /// True if nothing was wrong so far.
    pub(super) const fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    pub(super) fn add(&mut self, fault: Fault<Bytes>) {
        let at = fault.at.first.start;
        self.faults.push((at, TextFault::new(fault.message, self.source.place(at))));
    }

    /// Returns the value, or adds the fault.
    pub(super) fn take<T>(&mut self, result: Result<T, Fault<Bytes>>) -> Option<T> {
        result.map_err(|fault| self.add(fault)).ok()
    }

    /// The mistakes in the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<TextFault> {
        self.faults.sort_by_key(|(at, _)| *at);
        self.faults.into_iter().map(|(_, fault)| fault).collect()
    }
}
