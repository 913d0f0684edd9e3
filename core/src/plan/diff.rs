//! Differences between two plans.

use std::collections::HashMap;
use std::fmt;

use super::entry::NOT_COMPARED;
use super::fold::{Part, fold, parts};
use super::table::{axes, fans, shape};
use super::{Plan, PlanEntry};
use crate::number::parameters;
use crate::printed::Name;
use crate::stream::CONTRACT_VERSION;

/// The facts that decide the values of a parameter, as text: a line of a lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) path: String,
    /// The segments of the path, for folding elements.
    pub(super) parts: Vec<Part>,
    /// A text for each of [`What`].
    pub(super) columns: [String; 5],
}

impl Row {
    fn of(entry: &PlanEntry) -> Self {
        let PlanEntry { info, number, .. } = entry;
        Self {
            path: info.path.to_string(),
            parts: parts(&info.path),
            columns: [shape(info), axes(info), fans(info), format!("{number:016x}"), entry.locked()],
        }
    }
}

/// The version of the stream contract, and the rows of the parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) contract: String,
    pub(super) rows: Vec<Row>,
}

impl Rows {
    pub(super) fn of(plan: &Plan) -> Self {
        Self { contract: CONTRACT_VERSION.to_string(), rows: plan.entries.iter().map(Row::of).collect() }
    }
}

/// The differences between two plans, made by [`Plan::diff`].
///
/// `Display` prints one entry for each parameter. Equal changes of the elements of a container are one entry. If there
/// is no difference, it says so.
///
/// ```
/// use paraminit::prelude::*;
///
/// let before = init! { <Dense<4, 8>> ** => zeros }.plan_build()?;
/// let after = init! { <Dense<4, 8>> weight => ones, bias => zeros }.plan_build()?;
/// let diff = before.diff(&after);
/// assert_eq!(diff.changes().len(), 1);
/// assert_eq!(diff.to_string(), "changed weight\n  initializer  zeros\n            -> ones\n1 parameter differs");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDiff {
    changes: Vec<Change>,
    /// The segments of the path of each change, for folding elements.
    parts: Vec<Vec<Part>>,
    /// The paths of parameters that look the same, and whose values nobody can compare.
    not_compared: Vec<String>,
}

/// A difference between two plans.
///
/// ```
/// use paraminit::plan::Change;
/// use paraminit::prelude::*;
///
/// let before = <(Dense<4, 8>, Relu)>::plan_init()?;
/// let after = <(Dense<4, 8>, Dense<8, 1>)>::plan_init()?;
/// let added = |change: &Change| matches!(change, Change::Added { path, .. } if path.starts_with("1."));
/// assert!(before.diff(&after).changes().iter().all(added));
/// assert_eq!(before.diff(&after).changes().len(), 2);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A change of the stream contract's version, after which every random value may differ.
    Contract {
        /// The version before.
        before: String,
        /// The version after.
        after: String,
    },
    /// A parameter that is new.
    Added {
        /// The path of the parameter.
        path: String,
        /// The dtype and the shape.
        shape: String,
        /// The initializer.
        initializer: String,
    },
    /// A parameter that no longer exists.
    Gone {
        /// The path of the parameter.
        path: String,
        /// The dtype and the shape.
        shape: String,
        /// The initializer before.
        initializer: String,
    },
    /// A parameter with a new path and no other change. Its stream is the same (`#[init(key = "..")]`).
    Renamed {
        /// The path before.
        before: String,
        /// The path after.
        after: String,
    },
    /// A parameter with other values.
    Changed {
        /// The path of the parameter.
        path: String,
        /// The differences.
        differences: Vec<Difference>,
    },
}

/// A difference in one property of a parameter that both plans have.
///
/// ```
/// use paraminit::plan::{Change, What};
/// use paraminit::prelude::*;
///
/// let diff = Dense::<4, 8>::plan_init()?.diff(&Dense::<6, 8>::plan_init()?);
/// let Change::Changed { path, differences } = &diff.changes()[0] else { unreachable!("{diff}") };
/// assert_eq!((&**path, differences[0].what), ("weight", What::Shape));
/// assert_eq!((&*differences[0].before, &*differences[0].after), ("f32 [8, 4]", "f32 [8, 6]"));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The property.
    pub what: What,
    /// The property before.
    pub before: String,
    /// The property after.
    pub after: String,
}

/// A property of a parameter that decides its values.
///
/// ```
/// use paraminit::plan::{Change, What};
/// use paraminit::prelude::*;
///
/// // Another input size: another shape and other fans, the same stream and initializer.
/// let diff = Dense::<4, 8>::plan_init()?.diff(&Dense::<6, 8>::plan_init()?);
/// let Change::Changed { differences, .. } = &diff.changes()[0] else { unreachable!("{diff}") };
/// let what: Vec<_> = differences.iter().map(|difference| difference.what).collect();
/// assert_eq!(what, [What::Shape, What::Fans]);
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The dtype and the shape.
    Shape,
    /// The declared roles of the axes, by which some initializers place their values.
    Axes,
    /// The fans, which scale some initializers.
    Fans,
    /// The stream number: the hash of the path.
    Stream,
    /// The initializer.
    Initializer,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "shape",
            Self::Axes => "axes",
            Self::Fans => "fans",
            Self::Stream => "stream",
            Self::Initializer => "initializer",
        })
    }
}

impl Plan {
    /// Compares with `after`: parameters added, gone, renamed, of another shape, element type, axes, stream,
    /// fans or initializer. Where the rules stand makes no difference. If nothing differs, the same seed gives the same bits,
    /// except for what [`not_compared`](PlanDiff::not_compared) lists.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let before = init! { <Dense<4, 8>> weight => normal(0.0, 0.01), bias => zeros }.plan_build()?;
    /// let after = init! { <Dense<4, 8>> weight => normal(0.0, 0.02), bias => zeros }.plan_build()?;
    /// assert_eq!(
    ///     before.diff(&after).to_string(),
    ///     "changed weight\n  initializer  normal(0, 0.01)\n            -> normal(0, 0.02)\n1 parameter differs",
    /// );
    /// assert_eq!(before.diff(&before).to_string(), "nothing is initialized differently");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn diff(&self, after: &Self) -> PlanDiff {
        diff(&Rows::of(self), &Rows::of(after))
    }
}

pub(super) fn diff(before: &Rows, after: &Rows) -> PlanDiff {
    let mut changes = Vec::new();
    if before.contract != after.contract {
        let (before, after) = (before.contract.clone(), after.contract.clone());
        changes.push((Change::Contract { before, after }, Vec::new()));
    }
    let old: HashMap<&str, &Row> = before.rows.iter().map(|row| (&*row.path, row)).collect();
    let new: HashMap<&str, &Row> = after.rows.iter().map(|row| (&*row.path, row)).collect();
    let gone: Vec<&Row> = before.rows.iter().filter(|row| !new.contains_key(&*row.path)).collect();
    let (mut renamed, mut not_compared) = (Vec::new(), Vec::new());
    for row in &after.rows {
        let Row { path, parts, columns } = row.clone();
        if let Some(old) = old.get(&*path) {
            if old.columns != columns {
                changes.push((Change::Changed { path, differences: differences(old, row) }, parts));
            } else if columns.last().is_some_and(|initializer| initializer.ends_with(NOT_COMPARED)) {
                not_compared.push(path);
            }
        } else if let Some(old) = gone.iter().find(|old| old.columns == columns) {
            renamed.push(&*old.path);
            changes.push((Change::Renamed { before: old.path.clone(), after: path }, Vec::new()));
        } else {
            let [shape, .., initializer] = columns;
            changes.push((Change::Added { path, shape, initializer }, parts));
        }
    }
    for row in gone.into_iter().filter(|row| !renamed.contains(&&*row.path)) {
        let Row { path, parts, columns: [shape, .., initializer] } = row.clone();
        changes.push((Change::Gone { path, shape, initializer }, parts));
    }
    let (changes, parts) = changes.into_iter().unzip();
    PlanDiff { changes, parts, not_compared }
}

fn differences(old: &Row, new: &Row) -> Vec<Difference> {
    let all = [What::Shape, What::Axes, What::Fans, What::Stream, What::Initializer];
    let columns = all.into_iter().zip(old.columns.iter().zip(&new.columns));
    columns
        .filter(|(_, (old, new))| old != new)
        .map(|(what, (before, after))| Difference { what, before: before.clone(), after: after.clone() })
        .collect()
}

impl PlanDiff {
    /// True if nothing differs.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // A refactoring that may not change what a model begins with.
    /// let long = init! { <Dense<4, 8>> weight => normal(0.0, 0.02), bias => zeros }.plan_build()?;
    /// let short = init! { <Dense<4, 8>> bias => zeros, ** => normal(0.0, 0.02) }.plan_build()?;
    /// assert!(long.diff(&short).is_empty());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The differences: first the parameters of the plan after, in order of declaration, then those that are gone.
    ///
    /// ```
    /// use paraminit::plan::Change;
    /// use paraminit::prelude::*;
    ///
    /// let diff = Dense::<4, 8>::plan_init()?.diff(&Dense::<4, 8, f32, NoBias>::plan_init()?);
    /// assert!(matches!(diff.changes(), [Change::Gone { path, .. }] if path == "bias"));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The parameters that look the same in both plans, and whose values cannot be compared: code or data gives them, the
    /// function of a `map`, a `custom` initializer, a `sample`, a file, another model. Names are all that is known of those.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> weight => { init::sample(rand_distr::Exp1) }, bias => zeros }.plan_build()?;
    /// let diff = plan.diff(&plan);
    /// assert!(diff.is_empty());
    /// assert_eq!(diff.not_compared(), ["weight"]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn not_compared(&self) -> &[String] {
        &self.not_compared
    }
}

impl Change {
    /// The parts of the printed entry: the head, the path, and the text after it.
    fn parts(&self) -> (&str, &str, String) {
        match self {
            Self::Contract { before, after } => {
                let means = "the same seed gives other random values, even where nothing else differs";
                ("contract", "", format!("{} -> {}: {means}", Name(before), Name(after)))
            }
            Self::Added { path, shape, initializer } => {
                ("added  ", path, format!("  {}  {}", Name(shape), Name(initializer)))
            }
            Self::Gone { path, shape, initializer } => {
                ("gone   ", path, format!("  {}  {}", Name(shape), Name(initializer)))
            }
            Self::Renamed { before, after } => {
                ("renamed", "", format!("{} -> {}, the same values", Name(before), Name(after)))
            }
            Self::Changed { path, differences } => {
                let lines = differences.iter().map(|Difference { what, before, after }| {
                    let [before, after] = [before, after].map(|text| Name(text));
                    format!("\n  {:<11}  {before}\n            -> {after}", what.to_string())
                });
                ("changed", path, lines.collect())
            }
        }
    }
}

impl fmt::Display for PlanDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_changes(f)?;
        match self.not_compared.len() {
            0 => Ok(()),
            1 => f.write_str("\n1 parameter is not compared: code or data gives its values"),
            n => write!(f, "\n{n} parameters are not compared: code or data gives their values"),
        }
    }
}

impl PlanDiff {
    fn fmt_changes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return f.write_str("nothing is initialized differently");
        }
        let rows: Vec<_> = self.changes.iter().map(Change::parts).collect();
        let texts = rows.iter().map(|(head, _, tail)| format!("{head}{tail}"));
        for fold in fold(self.parts.iter().cloned().zip(texts).collect()) {
            match rows.get(fold.first) {
                Some((head, _, tail)) if fold.is_folded() => writeln!(f, "{head} {fold}{tail}")?,
                Some((head, path, tail)) => writeln!(f, "{head} {}{tail}", Name(path))?,
                None => {}
            }
        }
        let count = self.changes.iter().filter(|change| !matches!(change, Change::Contract { .. })).count();
        if count == 0 {
            return f.write_str("nothing else differs");
        }
        write!(f, "{} differ{}", parameters(count), if count == 1 { "s" } else { "" })
    }
}
