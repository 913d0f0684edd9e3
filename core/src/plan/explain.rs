//! Explanations of a parameter's initializer: every rule that matches it, and the reason why the others lost.

use std::{fmt, iter};

use super::PlanEntry;
use super::table::{place, shape};
use crate::error::RuleSite;
use crate::info::ParamInfo;
use crate::model::{Initialize, UnknownParam, find};
use crate::path::{ParamPath, Segment};
use crate::printed::{self, Name};
use crate::rule::RuleSet;
pub use crate::schema::precedence::{Reason, Verdict};
use crate::schema::{self, Candidates, Origin, SchemaPath, Step};
use crate::survey::{self, Survey};

/// An explanation of a parameter's initializer, made by [`Rules::explain`](crate::Rules::explain).
///
/// `Display` prints one line for each rule, in order of precedence.
///
/// ```
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> bias => zeros, ** => normal(0.0, 0.02) };
/// let text = rules.explain(&Dense::init(42)?, "bias")?.to_string();
/// assert!(text.starts_with("`bias` f32 [8] gets `zeros`"), "{text}");
/// assert!(text.contains("loses: an earlier rule matches"), "{text}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Explanation {
    entry: PlanEntry,
    candidates: Vec<Candidate>,
}

/// A rule or attribute that matches the parameter.
///
/// ```
/// use paraminit::plan::Verdict;
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> bias => zeros, ** => ones };
/// let why = rules.explain(&Dense::init(42)?, "bias")?;
/// let [first, second, ..] = why.candidates() else { unreachable!("{why}") };
/// assert_eq!((&*first.rule.text(), &first.verdict), ("bias => zeros", &Verdict::Wins));
/// assert!(second.rule.location().line() == first.rule.location().line());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Candidate {
    /// The rule, and its place in the source.
    pub rule: RuleSite,
    /// The place of the rule: in the run, or on a part of the model.
    pub place: Place,
    /// The verdict on the rule.
    pub verdict: Verdict,
}

/// The place of a rule.
///
/// ```
/// use paraminit::plan::Place;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     #[init(weight => zeros)]
///     head: Dense<8, 1>,
/// }
///
/// let rules = init! { <Net> ** => default };
/// let why = rules.explain(&Net::init(42)?, "head.weight")?;
/// let places: Vec<_> = why.candidates().iter().map(|candidate| candidate.place.clone()).collect();
/// assert_eq!(places, [Place::Run, Place::Field { path: "head".into() }, Place::Struct { kind: "Dense" }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The rule set of the run.
    Run,
    /// A field.
    Field {
        /// The path of the field in the model.
        path: String,
    },
    /// A variant of an enum.
    Variant {
        /// The name of the variant.
        name: &'static str,
    },
    /// A struct or an enum.
    Struct {
        /// The kind: its name, unless an attribute gives another.
        kind: &'static str,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => f.write_str("rule of the run"),
            Self::Field { path } if path.is_empty() => f.write_str("attribute on what the variant holds"),
            Self::Field { path } => write!(f, "attribute on `{}`", Name(path)),
            Self::Variant { name } => write!(f, "attribute on the variant `{name}`"),
            Self::Struct { kind: "" } => f.write_str("attribute on the struct"),
            Self::Struct { kind } => write!(f, "attribute on `{kind}`"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Earlier => "an earlier rule matches",
            Self::Run => "rules of the run come before attributes",
            Self::Field => "a field's attribute comes before the struct's",
            Self::Variant => "a variant's attribute comes before the enum's",
            Self::Outer => "outer attributes come before inner ones",
            Self::Required => "the field is `required`: only attributes of its users count",
            Self::Fixed => "the field is fixed: an initializer reaches it only by a rule that has its place and name",
            Self::Buffer => "the field is a buffer: a wildcard's initializer is not for it",
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wins => f.write_str("wins"),
            Self::Defers => f.write_str("leaves it to the attributes"),
            Self::Loses(reason) => write!(f, "loses: {reason}"),
        }
    }
}

impl Explanation {
    /// The entry of the parameter in a plan.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => zeros };
    /// let why = rules.explain(&Dense::init(42)?, "weight")?;
    /// assert_eq!(why.entry().initializer(), "zeros");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn entry(&self) -> &PlanEntry {
        &self.entry
    }

    /// The rules and attributes that match the parameter, in order of precedence.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> bias => ones, ** => zeros };
    /// let why = rules.explain(&Dense::init(42)?, "weight")?;
    /// assert_eq!(why.candidates()[0].rule.text(), "** => zeros"); // `bias` does not match
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let info = self.entry.info();
        let [path, gets] = [info.path().to_string(), self.entry.gets()].map(|text| printed::name(&text));
        write!(f, "`{path}` {} gets `{gets}`", shape(info))?;
        if self.candidates.is_empty() {
            f.write_str("\n  no rule or attribute matches")?;
        }
        for Candidate { rule, place: standing, verdict } in &self.candidates {
            write!(f, "\n  {}  `{}`, {standing}\n    {verdict}", place(*rule), rule.text())?;
        }
        Ok(())
    }
}

/// Explains the initializer of the parameter of that path.
pub(crate) fn explain<M: Initialize>(set: RuleSet<'_>, model: &M, path: &str) -> Result<Explanation, UnknownParam> {
    let mut found = Vec::new();
    let mut watch = |info: &ParamInfo, at: &SchemaPath<'_>| {
        if info.path == path {
            found = candidates(set, at);
        }
    };
    let Survey { entries, failures } = survey::read(set, model, false, Some(&mut watch));
    let entries = entries.into_iter().map(|entry| (entry.info.path.clone(), entry)).collect();
    let entry = find(entries, &[], path)?;
    Ok(Explanation { entry: PlanEntry::of(entry, &failures), candidates: found })
}

/// Returns the rules and attributes that match the parameter at the end of `path`, in order of precedence.
fn candidates(set: RuleSet<'_>, path: &SchemaPath<'_>) -> Vec<Candidate> {
    let mut found = Candidates::new(set.table, path);
    let judged = iter::from_fn(|| {
        let candidate = found.next()?;
        let verdict = found.judge(&candidate, survey::initializes(set, &candidate));
        Some((candidate, verdict))
    });
    judged
        .map(|(schema::Candidate { rule, origin, .. }, verdict)| Candidate {
            rule: RuleSite::of(rule),
            place: Place::of(origin, path),
            verdict,
        })
        .collect()
}

impl Place {
    fn of(origin: Origin, path: &SchemaPath<'_>) -> Self {
        match origin {
            Origin::Run => Self::Run,
            Origin::Own => Self::Field { path: text(path.segments()) },
            Origin::Field { step } => {
                let steps = (0..=step).filter_map(|i| path.step(i)).map(|step| step.segment);
                Self::Field { path: text(steps.filter(Segment::has_width)) }
            }
            Origin::Variant { step } => match path.step(step) {
                Some(Step { segment: Segment::Variant(name), .. }) => Self::Variant { name },
                _ => Self::Variant { name: "" },
            },
            Origin::Type { depth } => Self::Struct { kind: path.schema(depth).kind },
        }
    }
}

fn text<'k>(segments: impl Iterator<Item = Segment<'k>>) -> String {
    ParamPath::new(segments).to_string()
}
