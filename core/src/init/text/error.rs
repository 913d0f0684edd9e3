//! The error for a text that is not an initializer.

use core::fmt;
use std::error::Error;

/// The reason why a text is not an initializer.
///
/// ```
/// use paraminit::init::Init;
///
/// let error = "xavier_unifrom".parse::<Init>().unwrap_err();
/// assert_eq!(error.at(), 0);
/// assert!(error.to_string().contains("help:"), "{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseInitError {
    at: usize,
    message: String,
}

impl ParseInitError {
    pub(super) fn new(at: usize, message: String) -> Self {
        Self { at, message }
    }

    /// The same error with more text at its end.
    pub(super) fn with(mut self, text: &str) -> Self {
        self.message += text;
        self
    }

    /// The mistake without its place, and the fix behind `help:` on a line of its own, if any.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The position of the mistake in the text, in bytes from its beginning.
    ///
    /// ```
    /// use paraminit::init::Init;
    ///
    /// assert_eq!("normal(0.0, x)".parse::<Init>().unwrap_err().at(), 12);
    /// ```
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }
}

/// Writes the mistake, its column (from 1), and the fix behind `help:`, if any.
impl fmt::Display for ParseInitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wrong, help) = self.message.split_once('\n').unwrap_or((&self.message, ""));
        write!(f, "{wrong} at column {}", self.at + 1)?;
        if help.is_empty() { Ok(()) } else { write!(f, "\n{help}") }
    }
}

impl Error for ParseInitError {}
