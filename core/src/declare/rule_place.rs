//! The place where a rule is written.

use core::fmt;
use core::panic::Location;

/// The place where a rule is written: in the program, or in a text that the program read.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::RulePlace;
///
/// let rules = init! { <Dense<4, 8>> ** => zeros };
/// let place = rules.plan_build()?.entries()[0].rule().expect("a rule governs it").location();
/// assert!(matches!(place, RulePlace::Code(_)));
/// assert_eq!(place.to_string(), format!("{}:{}:{}", place.file(), place.line(), place.column()));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RulePlace {
    /// In the program.
    Code(&'static Location<'static>),
    /// In a text.
    Text {
        /// What the text came from, such as the name of a file.
        origin: &'static str,
        /// The line, from 1; the number of the rule, from 1, where rules come one by one.
        line: u32,
        /// The column, from 1, in characters.
        column: u32,
    },
}

impl RulePlace {
    /// Returns the file of the program, or what the text came from.
    ///
    /// ```
    /// use paraminit::RulePlace;
    ///
    /// let place = RulePlace::Text { origin: "rules.txt", line: 3, column: 5 };
    /// assert_eq!(place.file(), "rules.txt");
    /// assert_eq!(place.to_string(), "rules.txt:3:5");
    /// ```
    #[must_use]
    pub const fn file(&self) -> &'static str {
        match *self {
            Self::Code(location) => location.file(),
            Self::Text { origin, .. } => origin,
        }
    }

    /// Returns the line, from 1.
    ///
    /// ```
    /// use core::panic::Location;
    /// use paraminit::RulePlace;
    ///
    /// assert_eq!(RulePlace::Code(Location::caller()).line(), line!());
    /// ```
    #[must_use]
    pub const fn line(&self) -> u32 {
        match *self {
            Self::Code(location) => location.line(),
            Self::Text { line, .. } => line,
        }
    }

    /// Returns the column, from 1.
    ///
    /// ```
    /// use paraminit::RulePlace;
    ///
    /// assert_eq!(RulePlace::Text { origin: "rules.txt", line: 3, column: 5 }.column(), 5);
    /// ```
    #[must_use]
    pub const fn column(&self) -> u32 {
        match *self {
            Self::Code(location) => location.column(),
            Self::Text { column, .. } => column,
        }
    }
}

/// Writes file, line and column, as the compiler does: `src/main.rs:3:5`.
impl fmt::Display for RulePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(location) => location.fmt(f),
            Self::Text { origin, line, column } => write!(f, "{origin}:{line}:{column}"),
        }
    }
}
