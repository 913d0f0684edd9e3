//! The tokens of a text, one after the other: names, numbers and signs.

use super::error::ParseInitError;
use crate::printed::Quoted;

/// A position in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Skips spaces, and returns the text that was not read yet.
    fn rest(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    /// The position of the next token, in bytes.
    pub(super) fn place(&mut self) -> usize {
        self.rest();
        self.at
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.rest().is_empty()
    }

    /// Takes `sign`, if it is next.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// Takes `sign`. Returns an error if something else is next.
    pub(super) fn expect(&mut self, sign: &str) -> Result<(), ParseInitError> {
        if self.take(sign) { Ok(()) } else { Err(self.expected(&format!("`{sign}`"))) }
    }

    /// Takes a name, and returns it with its position.
    pub(super) fn name(&mut self, what: &str) -> Result<(&'t str, usize), ParseInitError> {
        let rest = self.rest();
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name = rest.get(..len).unwrap_or_default();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(self.expected(what));
        }
        let place = self.at;
        self.at += len;
        Ok((name, place))
    }

    /// Takes the next name and `sign`, if `sign` follows the name.
    pub(super) fn name_before(&mut self, sign: &str) -> Option<(&'t str, usize)> {
        let start = self.at;
        let found = self.name("").ok().filter(|_| self.take(sign));
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// Takes a number: digits, a point, an exponent, underscores as in Rust; or `inf`, as it is printed.
    pub(super) fn number(&mut self) -> Result<f64, ParseInitError> {
        let numeral = self.numeral();
        let Ok(number) = numeral.replace('_', "").parse() else { return Err(self.expected("a number")) };
        self.at += numeral.len();
        Ok(number)
    }

    /// Takes a whole number, if its digits are next and nothing else: not every one of them is a `f64`.
    pub(super) fn whole(&mut self) -> Option<usize> {
        let numeral = self.numeral();
        let number = numeral.replace('_', "").parse().ok()?;
        self.at += numeral.len();
        Some(number)
    }

    /// What looks like a number, if it is next.
    fn numeral(&mut self) -> &'t str {
        let rest = self.rest();
        let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let belongs_to_name = |c: char| c.is_alphanumeric() || c == '_';
        let len = match unsigned.strip_prefix("inf") {
            Some(after) if !after.starts_with(belongs_to_name) => rest.len() - after.len(),
            _ => {
                let mut before = ' ';
                let belongs = |c: char| {
                    let sign = matches!(c, '+' | '-') && matches!(before, ' ' | 'e' | 'E');
                    before = c;
                    c.is_ascii_digit() || matches!(c, '.' | '_' | 'e' | 'E') || sign
                };
                rest.len() - rest.trim_start_matches(belongs).len()
            }
        };
        rest.get(..len).unwrap_or_default()
    }

    /// True if `sign` is next.
    pub(super) fn is_next(&mut self, sign: &str) -> bool {
        self.rest().starts_with(sign)
    }

    /// True if a name with `=` is next.
    pub(super) fn is_option(&mut self) -> bool {
        let start = self.at;
        let found = self.name_before("=").is_some();
        self.at = start;
        found
    }

    /// Returns the error that names what was expected and what was found.
    pub(super) fn expected(&mut self, what: &str) -> ParseInitError {
        let rest = self.rest();
        let len = match rest.find(|c: char| !(c.is_alphanumeric() || c == '_')) {
            None => rest.len(),
            Some(0) => rest.chars().next().map_or(0, char::len_utf8),
            Some(len) => len,
        };
        let found = match rest.get(..len).unwrap_or_default() {
            "" => "the end".to_owned(),
            found => format!("`{}`", Quoted(found)),
        };
        ParseInitError::new(self.at, format!("expected {what}, found {found}"))
    }
}
