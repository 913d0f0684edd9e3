//! Plans under version control: a file with the initialization of every parameter, and a test that compares a model
//! with it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use thiserror::Error;

use super::Plan;
use super::diff::{PlanDiff, Row, Rows, diff};
use super::fold::parts_of_text;
use crate::files::{ReplaceError, replace_file};
use crate::printed::{FileName, Quoted, unseen};

/// The environment variable that makes [`assert_plan!`](crate::assert_plan) write the file: `PARAMINIT_LOCK=update`.
pub const LOCK_VARIABLE: &str = "PARAMINIT_LOCK";

const HELP: &str = "help: `PARAMINIT_LOCK=update cargo test` writes it";
const TITLE: &str = "# paraminit lock 2: path, element and shape, axes, fan_in -> fan_out, stream, initializer.";
const CONTRACT: &str = "contract ";
/// The separator of the columns, which no path contains.
const GAP: &str = "  ";

/// Fails if the initialization of a parameter differs from the file.
///
/// The file stands beside the caller's `Cargo.toml`, or where a path relative to that folder leads, and belongs under
/// version control: a line a parameter, with its path, element type, shape, axes, fans, stream number and initializer, and the
/// version of the stream contract. So no upgrade, refactoring or reordered rule changes an initialization unnoticed. Where
/// a rule stands makes no difference. What a function, a custom initializer, a file or another model gives is not seen, only
/// its name; the line says so, `(values not compared)`.
///
/// `PARAMINIT_LOCK=update cargo test` writes the file again. [`Plan::check_lock`] and [`Plan::write_lock`] do the same
/// without panics.
///
/// # Panics
/// Like an assertion: if the plan differs from the file, with the [difference](PlanDiff); if there is no such file,
/// or if it is not a lock file; if the plan itself has failures.
///
/// ```
/// use paraminit::assert_plan;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let file = folder.path().join("init.lock");
/// # let file = file.to_str().ok_or("no text")?;
/// let plan = init! { <Dense<4, 8>> weight => normal(0.0, 0.01), bias => zeros }.plan_build()?;
/// plan.write_lock(file)?;
/// assert_plan!(plan, file);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In a test:
///
/// ```no_run
/// # use paraminit::assert_plan;
/// # use paraminit::prelude::*;
/// # type Net = Dense<4, 8>;
/// #[test]
/// fn initialization_is_locked() {
///     assert_plan!(Net::plan_init().expect("fits in memory"), "init.lock");
/// }
/// ```
#[macro_export]
macro_rules! assert_plan {
    ($plan:expr, $file:expr $(,)?) => {
        $crate::plan::assert_locked(&$plan, ::core::env!("CARGO_MANIFEST_DIR"), $file)
    };
}

/// The reason why a plan does not agree with a lock file.
///
/// ```
/// use paraminit::plan::LockError;
/// use paraminit::prelude::*;
///
/// # let folder = tempfile::tempdir()?;
/// # let file = folder.path().join("init.lock");
/// let plan = Dense::<4, 8>::plan_init()?;
/// assert!(matches!(plan.check_lock(&file), Err(LockError::Missing { .. })));
///
/// plan.write_lock(&file)?;
/// match Dense::<4, 9>::plan_init()?.check_lock(&file) {
///     Err(LockError::Differs { diff, .. }) => assert_eq!(diff.changes().len(), 2),
///     other => unreachable!("{other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LockError {
    /// A file that does not exist.
    #[error("there is no lock file `{}`\n{HELP}", FileName(path))]
    Missing {
        /// The path of the file.
        path: PathBuf,
    },
    /// The file cannot be read.
    #[error("cannot read the lock file `{}`: {error}", FileName(path))]
    Io {
        /// The file.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// The file cannot be written.
    #[error("the lock file `{}` {error}", FileName(path))]
    Write {
        /// The file.
        path: PathBuf,
        /// The reason.
        #[source]
        error: ReplaceError,
    },
    /// The file is not a lock file of this version.
    #[error("`{}` is no lock file of this version: line {line}\n{HELP} anew", FileName(path))]
    Format {
        /// The file.
        path: PathBuf,
        /// The line that cannot be parsed, from 1.
        line: usize,
    },
    /// A plan that differs from the file.
    #[error("parameters are initialized differently than `{}` says:\n{diff}\n{HELP} anew", FileName(path))]
    Differs {
        /// The file.
        path: PathBuf,
        /// The differences, from the file to the plan.
        diff: PlanDiff,
    },
    /// A plan of a run that would fail.
    #[error("the plan fails:\n{}", failures.join("\n"))]
    Fails {
        /// The plan's failures, as text.
        failures: Vec<String>,
    },
    /// A value of [`LOCK_VARIABLE`] other than `update`.
    #[error("`{LOCK_VARIABLE}` is `{}`\nhelp: `update` writes lock files; leave it out to check them", Quoted(value))]
    Variable {
        /// The value of the variable.
        value: String,
    },
}

impl Plan {
    /// Compares the plan with the one that [`write_lock`](Self::write_lock) wrote to this file.
    ///
    /// # Errors
    /// A [`LockError`] with the difference, or with the reason why no comparison is possible.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("init.lock");
    /// Dense::<4, 8>::plan_init()?.write_lock(&file)?;
    /// let other = init! { <Dense<4, 8>> ** => zeros }.plan_build()?;
    /// assert!(Dense::<4, 8>::plan_init()?.check_lock(&file).is_ok() && other.check_lock(&file).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_lock(&self, path: impl AsRef<Path>) -> Result<(), LockError> {
        let path = path.as_ref();
        self.can_be_locked()?;
        let text = read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => LockError::Missing { path: path.to_owned() },
            _ => LockError::Io { path: path.to_owned(), error },
        })?;
        let locked = parse(&text).map_err(|line| LockError::Format { path: path.to_owned(), line })?;
        let diff = diff(&locked, &self.locked());
        if diff.is_empty() { Ok(()) } else { Err(LockError::Differs { path: path.to_owned(), diff }) }
    }

    /// Writes the initialization of every parameter to a file.
    ///
    /// It is written beside `path`, and then takes its place: whatever happens, there is the whole new file or what was
    /// there before. [The guide](crate::guide::files#how-a-file-is-replaced) says what it keeps and what is not replaced.
    ///
    /// # Errors
    /// [`LockError::Fails`] if a run would fail, [`LockError::Write`] if the file cannot be written.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("init.lock");
    /// init! { <Dense<4, 8>> ** => zeros }.plan_build()?.write_lock(&file)?;
    /// let text = std::fs::read_to_string(&file)?;
    /// assert!(text.lines().any(|line| line.starts_with("weight  f32 [8, 4]  [out, in]  4 -> 8  ") && line.ends_with("  zeros")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_lock(&self, path: impl AsRef<Path>) -> Result<(), LockError> {
        self.can_be_locked()?;
        let path = path.as_ref();
        let text = print(&self.locked());
        replace_file(path, |out| out.write_all(text.as_bytes()))
            .map_err(|error| LockError::Write { path: path.to_owned(), error })
    }

    fn can_be_locked(&self) -> Result<(), LockError> {
        if self.failures.is_empty() {
            return Ok(());
        }
        Err(LockError::Fails { failures: self.failures.iter().map(ToString::to_string).collect() })
    }

    /// Returns the content of the file, with each text escaped for its line and column.
    fn locked(&self) -> Rows {
        let Rows { contract, rows } = Rows::of(self);
        let tame = |Row { path, parts, columns: [shape, axes, fans, stream, initializer] }: Row| Row {
            path: in_column(&path),
            parts,
            columns: [shape, axes, fans, stream, in_line(&initializer)],
        };
        Rows { contract, rows: rows.into_iter().map(tame).collect() }
    }
}

/// The expansion of `assert_plan!`.
///
/// # Panics
/// As [`assert_plan!`](crate::assert_plan).
#[doc(hidden)]
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_locked(plan: &Plan, folder: &str, file: impl AsRef<Path>) {
    let path = Path::new(folder).join(file);
    let result = match env::var(LOCK_VARIABLE) {
        Err(env::VarError::NotPresent) => plan.check_lock(path),
        Ok(value) if value == "update" => plan.write_lock(path),
        Ok(value) => Err(LockError::Variable { value }),
        Err(env::VarError::NotUnicode(value)) => Err(LockError::Variable { value: value.display().to_string() }),
    };
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The text of a file. To open a pipe could wait forever, and a device may never end.
fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.is_file() { fs::read_to_string(path) } else { Err(io::Error::other("it is no file")) }
}

fn print(Rows { contract, rows }: &Rows) -> String {
    let mut text = format!("{TITLE}\n{CONTRACT}{contract}\n");
    for Row { path, columns, .. } in rows {
        text.extend([path, GAP, &columns.join(GAP), "\n"]);
    }
    text
}

/// Reads a file. The error is the number of the line that cannot be parsed.
fn parse(text: &str) -> Result<Rows, usize> {
    let mut lines = (1..).zip(text.lines());
    let mut line = || lines.next().ok_or(text.lines().count() + 1);
    let (at, title) = line()?;
    if title != TITLE {
        return Err(at);
    }
    let (at, contract) = line()?;
    let contract = contract.strip_prefix(CONTRACT).ok_or(at)?.to_owned();
    let mut rows = Vec::new();
    let mut paths = HashSet::new();
    for (at, line) in lines {
        // A merge may leave two lines for one parameter. Neither is reliable then.
        if !paths.insert(line.split(GAP).next()) {
            return Err(at);
        }
        let columns: Vec<&str> = line.splitn(6, GAP).collect();
        let [path, columns @ ..] = <[&str; 6]>::try_from(columns).map_err(|_| at)?.map(str::to_owned);
        rows.push(Row { parts: parts_of_text(&path), path, columns });
    }
    Ok(Rows { contract, rows })
}

/// Escapes line breaks in a text.
fn in_line(text: &str) -> String {
    text.chars().flat_map(|c| escaped(c, unseen(c) || c == '\\')).collect()
}

/// Escapes line breaks and blanks in a text.
fn in_column(text: &str) -> String {
    text.chars().flat_map(|c| escaped(c, unseen(c) || c.is_whitespace() || c == '\\')).collect()
}

fn escaped(c: char, escape: bool) -> Vec<char> {
    if !escape {
        vec![c]
    } else if c == '\\' {
        vec!['\\', '\\']
    } else {
        c.escape_unicode().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTRACT, Row, Rows, TITLE, in_column, in_line, parse, parts_of_text, print};

    #[test]
    fn a_file_gives_what_was_written() {
        let row = |path: &str, initializer: &str| Row {
            path: path.to_owned(),
            parts: parts_of_text(path),
            columns: ["f32 [8, 4]", "[out, in]", "4 -> 8", "00ff", initializer].map(str::to_owned),
        };
        let rows = vec![row("a.0.b", "mixture { 0.5 => zeros,  0.5 => ones }"), row("", "zeros")];
        let rows = Rows { contract: "1".to_owned(), rows };
        assert_eq!(parse(&print(&rows)), Ok(rows));
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(parse(""), Err(1));
        assert_eq!(parse("something"), Err(1));
        assert_eq!(parse(TITLE), Err(2));
        assert_eq!(parse(&format!("{TITLE}\n{CONTRACT}1\n")).map(|rows| rows.rows.len()), Ok(0));
        assert_eq!(parse(&format!("{TITLE}\n{CONTRACT}1\na  f32 []  -  -  0  zeros\nb")), Err(4));
    }

    #[test]
    fn a_parameter_has_one_line() {
        let line = "a  f32 []  -  -  0  zeros";
        assert_eq!(parse(&format!("{TITLE}\n{CONTRACT}1\n{line}\nb{line}\n{line}\n")), Err(5));
    }

    #[test]
    fn every_text_stays_in_its_place() {
        assert_eq!(in_line("a  b\n\\"), "a  b\\u{a}\\\\");
        assert_eq!(in_column("heads.a b.weight"), "heads.a\\u{20}b.weight");
        assert_eq!(
            (in_column("a\u{202e}"), in_line("a\u{202e} ")),
            ("a\\u{202e}".to_owned(), "a\\u{202e} ".to_owned())
        );
    }
}
