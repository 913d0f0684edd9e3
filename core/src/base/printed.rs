//! Texts as they are printed: names come from maps and files, a terminal obeys control characters, and nobody sees marks of
//! writing direction.

use core::fmt::{self, Write as _};
use std::path::Path;

/// A name as it is shown to people, with an escape in place of each character that is not to be seen:
/// `heads.\u{1b}[2J.weight`.
pub(crate) struct Name<'t>(pub(crate) &'t str);

/// The path of a file, as a [`Name`].
pub(crate) struct FileName<'t>(pub(crate) &'t Path);

/// What someone wrote and we do not know, as an error quotes it: escaped, and cut after [`QUOTED`] characters.
pub(crate) struct Quoted<'t>(pub(crate) &'t str);

/// The number of characters of an unknown text that an error quotes.
const QUOTED: usize = 200;

/// A text of several lines, in which other such characters are escaped.
pub(crate) struct Lines<T>(pub(crate) T);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaping { f, lines: false }.write_str(self.0)
    }
}

impl fmt::Display for FileName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping { f, lines: false }, "{}", self.0.display())
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

/// The last name of a type, without its module and its parameters.
pub(crate) fn type_name<T: ?Sized>() -> &'static str {
    let path = core::any::type_name::<T>();
    let path = path.split_once('<').map_or(path, |(path, _)| path);
    path.rsplit("::").next().unwrap_or(path)
}

struct Escaping<'f, 'b> {
    f: &'f mut fmt::Formatter<'b>,
    /// Line breaks stay.
    lines: bool,
}

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !text.contains(unseen) {
            return self.f.write_str(text);
        }
        text.chars().try_for_each(|c| match c {
            '\n' if self.lines => self.f.write_char(c),
            c if unseen(c) => write!(self.f, "{}", c.escape_unicode()),
            c => self.f.write_char(c),
        })
    }
}

/// True of control characters, of separators of lines, and of the format characters of Unicode: of those that turn the
/// direction of text, and of those without a width, by which names differ that look the same.
pub(crate) fn unseen(c: char) -> bool {
    let format = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}'
    );
    format || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FileName, Lines, Name, QUOTED, Quoted};

    #[test]
    fn what_nobody_sees_is_escaped() {
        for (text, name, lines) in [
            ("blocks.0.weight", "blocks.0.weight", "blocks.0.weight"),
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\nb\r\t", "a\\u{a}b\\u{d}\\u{9}", "a\nb\\u{d}\\u{9}"),
            ("kopf\u{202e}ä", "kopf\\u{202e}ä", "kopf\\u{202e}ä"),
            ("\u{9b}31m", "\\u{9b}31m", "\\u{9b}31m"),
            ("a\u{200f}b\u{feff}\u{2067}", "a\\u{200f}b\\u{feff}\\u{2067}", "a\\u{200f}b\\u{feff}\\u{2067}"),
            ("w\u{200b}", "w\\u{200b}", "w\\u{200b}"),
            ("e\u{301}\\\"", "e\u{301}\\\"", "e\u{301}\\\""),
        ] {
            assert_eq!((Name(text).to_string().as_str(), Lines(text).to_string().as_str()), (name, lines));
            assert_eq!(FileName(Path::new(text)).to_string(), name);
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
