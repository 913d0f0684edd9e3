//! What breaks a rule today, in `exceptions.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

const ABOUT: &str = "\
# What breaks the order of the modules today. It may only shrink: a line that is no longer needed fails the test.
# `BLESS=1 cargo test -p paraminit-house` writes it anew.
";

/// The exceptions of one rule, a part of the file.
#[derive(Debug)]
pub struct Exceptions {
    rule: &'static str,
    /// Its lines.
    pub lines: BTreeSet<String>,
}

/// Tests run side by side, and each writes its part of the file.
static WRITER: Mutex<()> = Mutex::new(());

/// The rules, in the order of the file.
const RULES: [&str; 3] = ["up", "circle", "folder"];

impl Exceptions {
    /// The exceptions of a rule: `up`, `circle` or `folder`.
    ///
    /// # Panics
    ///
    /// Where the file cannot be read.
    #[must_use]
    pub fn read(rule: &'static str) -> Self {
        Self { rule, lines: lines(&text(), rule) }
    }

    /// Compares the violations with the exceptions and describes the differences; with `BLESS=1`, writes them.
    ///
    /// # Errors
    ///
    /// What is new and what is no longer needed, a line each. `new` says more about a new one.
    ///
    /// # Panics
    ///
    /// Where the file cannot be written.
    pub fn compare(&self, now: &BTreeSet<String>, new: impl Fn(&str) -> String) -> Result<(), String> {
        if std::env::var_os("BLESS").is_some() {
            return self.bless(now);
        }
        let mut report = String::new();
        for line in now.difference(&self.lines) {
            let _ = writeln!(report, "{}", new(line));
        }
        for line in self.lines.difference(now) {
            let _ = writeln!(report, "no longer needed in tests/house/exceptions.txt: {}: {line}", self.rule);
        }
        if report.is_empty() { Ok(()) } else { Err(report) }
    }

    fn bless(&self, now: &BTreeSet<String>) -> Result<(), String> {
        for line in now.difference(&self.lines) {
            eprintln!("a new exception: {}: {line}", self.rule);
        }
        let _writer = WRITER.lock().unwrap_or_else(PoisonError::into_inner);
        let old = text();
        let mut new = ABOUT.to_string();
        for rule in RULES {
            let lines = if rule == self.rule { now.clone() } else { lines(&old, rule) };
            let _ = writeln!(new, "\n# {rule}: {}", lines.len());
            for line in lines {
                let _ = writeln!(new, "{rule}: {line}");
            }
        }
        fs::write(file(), new).map_err(|error| error.to_string())
    }
}

fn file() -> PathBuf {
    crate::root().join("tests/house/exceptions.txt")
}

fn text() -> String {
    fs::read_to_string(file()).unwrap_or_else(|error| panic!("{}: {error}", file().display()))
}

fn lines(text: &str, rule: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(rule)?.strip_prefix(": "));
    lines.map(str::to_string).collect()
}
