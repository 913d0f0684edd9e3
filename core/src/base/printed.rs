//! Texts as they are printed: names come from maps and files, and a terminal obeys control characters.

use core::fmt::{self, Write as _};

/// A name, with an escape in place of each control character: `heads.\u{1b}[2J.weight`.
pub(crate) struct Name<'t>(pub(crate) &'t str);

/// What someone wrote and we do not know, as an error quotes it: escaped, and cut after [`QUOTED`] characters.
pub(crate) struct Quoted<'t>(pub(crate) &'t str);

/// The number of characters of an unknown text that an error quotes.
const QUOTED: usize = 200;

/// A text of several lines, in which other control characters are escaped.
pub(crate) struct Lines<T>(pub(crate) T);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaping { f, lines: false }.write_str(self.0)
    }
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(QUOTED).and_then(|(end, _)| self.0.get(..end)) {
            Some(start) => write!(f, "{}..", Name(start)),
            None => Name(self.0).fmt(f),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping { f, lines: true }, "{}", self.0)
    }
}

/// A name as a text.
pub(crate) fn name(text: &str) -> String {
    Name(text).to_string()
}

struct Escaping<'f, 'b> {
    f: &'f mut fmt::Formatter<'b>,
    /// Line breaks stay.
    lines: bool,
}

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !text.contains(obeyed) {
            return self.f.write_str(text);
        }
        text.chars().try_for_each(|c| match c {
            '\n' if self.lines => self.f.write_char(c),
            c if obeyed(c) => write!(self.f, "{}", c.escape_unicode()),
            c => self.f.write_char(c),
        })
    }
}

/// True of control characters, of separators of lines, and of those that turn the direction of text.
fn obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Lines, Name, QUOTED, Quoted};

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        for (text, name, lines) in [
            ("blocks.0.weight", "blocks.0.weight", "blocks.0.weight"),
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\nb\r\t", "a\\u{a}b\\u{d}\\u{9}", "a\nb\\u{d}\\u{9}"),
            ("kopf\u{202e}ä", "kopf\\u{202e}ä", "kopf\\u{202e}ä"),
            ("\u{9b}31m", "\\u{9b}31m", "\\u{9b}31m"),
            ("e\u{301}\\\"", "e\u{301}\\\"", "e\u{301}\\\""),
        ] {
            assert_eq!((Name(text).to_string().as_str(), Lines(text).to_string().as_str()), (name, lines));
            assert_eq!(Quoted(text).to_string(), name);
        }
    }

    #[test]
    fn a_quotation_is_cut_at_a_character() {
        let whole = "ä".repeat(QUOTED);
        assert_eq!(Quoted(&whole).to_string(), whole);
        assert_eq!(Quoted(&"ä".repeat(15_000_000)).to_string(), format!("{whole}.."));
    }
}
