//! What a run would do, to read before it happens.

use core::fmt;

use comfy_table::{ContentArrangement, LineStyle, Table, presets};

use crate::error::{Failure, InitError, RuleSite};
use crate::info::{NoFans, ParamInfo};
use crate::stream::CONTRACT_VERSION;

/// Every parameter of a model, with the rule that governs it and what that rule makes of it.
///
/// `Display` prints it as a table.
#[derive(Debug)]
pub struct Plan {
    entries: Vec<PlanEntry>,
    failures: Vec<Failure>,
}

/// One parameter of a plan.
#[derive(Clone, Debug)]
pub struct PlanEntry {
    pub(crate) info: ParamInfo,
    pub(crate) number: u64,
    pub(crate) initializer: String,
    pub(crate) moments: Option<(f64, f64)>,
    pub(crate) rule: Option<RuleSite>,
}

impl PlanEntry {
    /// The parameter: path, shape, fans, kind, part.
    #[must_use]
    pub fn info(&self) -> &ParamInfo {
        &self.info
    }

    /// The initializer as it would be written in a rule, `keep`, or what is wrong.
    #[must_use]
    pub fn initializer(&self) -> &str {
        &self.initializer
    }

    /// The mean and standard deviation that the initializer promises, where they are known in closed form.
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.moments
    }

    /// The rule that governs the parameter.
    #[must_use]
    pub fn rule(&self) -> Option<RuleSite> {
        self.rule
    }

    /// The stream number: the hash of the path.
    #[must_use]
    pub fn stream_number(&self) -> u64 {
        self.number
    }
}

impl Plan {
    pub(crate) fn new(entries: Vec<PlanEntry>, failures: Vec<Failure>) -> Self {
        Self { entries, failures }
    }

    /// The parameters, in order of declaration.
    #[must_use]
    pub fn entries(&self) -> &[PlanEntry] {
        &self.entries
    }

    /// Whether a run would succeed, as far as can be known before it runs.
    ///
    /// # Errors
    /// The [`InitError`] that the run would give.
    pub fn check(self) -> Result<(), InitError> {
        if self.failures.is_empty() { Ok(()) } else { Err(InitError::new(self.failures)) }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
            .set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(["parameter", "shape", "fans", "initializer", "std", "rule"]);
        for entry in &self.entries {
            let fans = match entry.info.fans() {
                Ok(fans) => format!("{} -> {}", fans.fan_in, fans.fan_out),
                Err(NoFans::Unknown) => "?".to_owned(),
                Err(_) => "-".to_owned(),
            };
            let std = entry.moments.map_or_else(|| "-".to_owned(), |(_, std)| format!("{std:.4}"));
            let rule = entry.rule.map_or_else(|| "-".to_owned(), place);
            table.add_row([
                entry.info.path().to_string(),
                entry.info.outline(),
                fans,
                entry.initializer.clone(),
                std,
                rule,
            ]);
        }
        writeln!(f, "{table}")?;
        write!(f, "{} parameters, stream contract {CONTRACT_VERSION}", self.entries.len())?;
        for failure in &self.failures {
            write!(f, "\nerror: {failure}")?;
        }
        Ok(())
    }
}

/// `net.rs:12`: the file's name alone, so that a plan reads the same wherever the project lies.
fn place(rule: RuleSite) -> String {
    let file = rule.location().file();
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("{name}:{}", rule.location().line())
}
