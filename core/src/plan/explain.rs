//! Why a parameter gets what it gets: every rule that matches it, and why the others lost.

use std::fmt;

use super::PlanEntry;
use super::table::{place, shape};
use crate::dtype::DType;
use crate::error::RuleSite;
use crate::model::{self, Initialize, Pending, Visit, each_part};
use crate::path::{ParamPath, Segment};
use crate::rule::{Action, Rule};
use crate::rules::RuleSet;
use crate::schema::{Step, Trail};
use crate::seed::PathKey;
use crate::view::View;

/// Why a parameter gets what it gets: [`Rules::explain`](crate::Rules::explain).
///
/// `Display` prints a line a rule, the ones that come first above.
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
    /// Where it stands.
    pub place: Place,
    /// Whether it governs the parameter.
    pub verdict: Verdict,
}

/// Where a rule stands.
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
    /// In the rule set of the run.
    Run,
    /// On a field.
    Field {
        /// The field's path in the model.
        path: String,
    },
    /// On a variant of an enum.
    Variant {
        /// The variant's name.
        name: &'static str,
    },
    /// On a struct or an enum.
    Struct {
        /// Its kind: its name, if it gives no other.
        kind: &'static str,
    },
}

/// Whether a rule governs the parameter.
///
/// ```
/// use paraminit::plan::Verdict;
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => default };
/// let why = rules.explain(&Dense::init(42)?, "weight")?;
/// let verdicts: Vec<_> = why.candidates().iter().map(|candidate| &candidate.verdict).collect();
/// assert_eq!(verdicts, [&Verdict::Defers, &Verdict::Wins]); // the rule, the layer's own attribute
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It does.
    Wins,
    /// It says `default`: the attributes decide.
    Defers,
    /// Another one does.
    Loses(Reason),
}

/// Why a rule does not govern the parameter.
///
/// ```
/// use paraminit::plan::{Reason, Verdict};
/// use paraminit::prelude::*;
///
/// let rules = init! { <Dense<4, 8>> ** => zeros };
/// let why = rules.explain(&Dense::init(42)?, "weight")?;
/// let last = why.candidates().last().map(|candidate| &candidate.verdict);
/// assert_eq!(last, Some(&Verdict::Loses(Reason::Run))); // the layer's own default
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// One that stands before it, in the same list, matches too.
    Earlier,
    /// The rules of a run come before all attributes.
    Run,
    /// The attribute on a field comes before that on the struct.
    Field,
    /// The attribute on a variant comes before that on the enum.
    Variant,
    /// The attributes of an outer struct come before those of an inner one.
    Outer,
    /// The field is `required`: only attributes of those who use the struct count.
    Required,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => f.write_str("rule of the run"),
            Self::Field { path } if path.is_empty() => f.write_str("attribute on what the variant holds"),
            Self::Field { path } => write!(f, "attribute on `{path}`"),
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
    /// What a plan says of the parameter.
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

    /// Every rule and attribute that matches the parameter, in the order in which they are asked.
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
        write!(f, "`{}` {} gets `{}`", info.path(), shape(info), self.entry.gets())?;
        if self.candidates.is_empty() {
            f.write_str("\n  no rule or attribute matches")?;
        }
        for Candidate { rule, place: standing, verdict } in &self.candidates {
            write!(f, "\n  {}  `{}`, {standing}\n    {verdict}", place(*rule), rule.text())?;
        }
        Ok(())
    }
}

/// Why the parameter of `entry` gets what it gets.
pub(crate) fn explain<M: Initialize>(set: RuleSet<'_>, model: &M, entry: PlanEntry) -> Explanation {
    let mut search = Search { set, path: &entry.info.path, candidates: Vec::new() };
    model.visit_parameters(&model::Place::root(M::SCHEMA, PathKey::ROOT), &mut search);
    let candidates = search.candidates;
    Explanation { entry, candidates }
}

/// Looks for the parameter of one path.
struct Search<'a> {
    set: RuleSet<'a>,
    path: &'a ParamPath,
    candidates: Vec<Candidate>,
}

impl Search<'_> {
    fn look(&mut self, place: &model::Place<'_>) {
        if let Some(trail) = place.trail()
            && ParamPath::new(trail.segments()) == *self.path
        {
            self.candidates = candidates(self.set, &trail);
        }
    }
}

impl<'m> Visit<'m> for Search<'_> {
    fn leaf(&mut self, place: &model::Place<'_>, values: View<'m>) {
        // An array that cannot be cut is an entry of the plan itself.
        if each_part(place, values, |place, _| self.look(place)).is_err() {
            self.look(place);
        }
    }

    fn pending(&mut self, place: &model::Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {
        self.look(place);
    }

    fn sequence(&mut self, _: &model::Place<'_>, _: usize) {}
}

/// Every rule that matches the parameter at the end of `trail`, in the order in which a run asks them.
fn candidates(set: RuleSet<'_>, trail: &Trail) -> Vec<Candidate> {
    let mut list = List::default();
    for rule in set.table.iter().filter(|rule| rule.matches(trail, 0)) {
        let defers = matches!(rule.action, Action::Default);
        let verdict = match &list.winner {
            Some(_) => Verdict::Loses(Reason::Earlier),
            None if defers => Verdict::Defers,
            None => Verdict::Wins,
        };
        list.winner.get_or_insert(if defers { Winner::Deferred } else { Winner::Run });
        list.push(rule, Place::Run, verdict);
    }
    // A run with rules asks the attributes only where a rule says so.
    if matches!(list.winner, Some(Winner::Deferred)) || set.table.is_empty() {
        list.winner = None;
    } else {
        list.winner = Some(Winner::Run);
    }
    let end = trail.required_at().unwrap_or_else(|| trail.depth());
    let mut depth = 0;
    while depth < trail.depth() {
        // An enum with its variants is one declaration: field, variant, enum.
        let held = if trail.enters_variant(depth) { depth + 1 } else { depth };
        let counts = depth < end;
        if let Some(field) = trail.step(held).and_then(Step::entered) {
            let steps = (0..=held).filter_map(|depth| trail.step(depth)).map(|step| step.segment);
            let path =
                steps.filter(Segment::has_width).map(|segment| segment.to_string()).collect::<Vec<_>>().join(".");
            list.attributes(field.rules, trail, held + 1, &Place::Field { path }, (depth, Level::Field), counts);
        }
        if let Some(Step { segment: Segment::Variant(name), schema, .. }) = trail.step(depth) {
            list.attributes(schema.rules, trail, held, &Place::Variant { name }, (depth, Level::Variant), counts);
        }
        let schema = trail.schema(depth);
        let place = Place::Struct { kind: schema.kind };
        list.attributes(schema.rules, trail, depth, &place, (depth, Level::Type), counts);
        depth = held + 1;
    }
    list.candidates
}

/// What governs the parameter, as far as the list goes.
#[derive(Clone, Copy)]
enum Winner {
    Run,
    Deferred,
    /// The attribute at that depth.
    Attribute(usize, Level),
}

/// What an attribute stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Field,
    Variant,
    Type,
}

#[derive(Default)]
struct List {
    candidates: Vec<Candidate>,
    winner: Option<Winner>,
}

impl List {
    fn push(&mut self, rule: &'static Rule, place: Place, verdict: Verdict) {
        self.candidates.push(Candidate { rule: RuleSite::of(rule), place, verdict });
    }

    /// Adds the attributes of one field or struct. `counts`: not those of the author of a `required` field.
    fn attributes(
        &mut self,
        rules: &'static [Rule],
        trail: &Trail,
        from: usize,
        place: &Place,
        (depth, level): (usize, Level),
        counts: bool,
    ) {
        for rule in rules.iter().filter(|rule| rule.matches(trail, from)) {
            let verdict = match self.winner {
                None if !counts => Verdict::Loses(Reason::Required),
                None => {
                    self.winner = Some(Winner::Attribute(depth, level));
                    Verdict::Wins
                }
                Some(Winner::Run | Winner::Deferred) => Verdict::Loses(Reason::Run),
                Some(Winner::Attribute(at, _)) if at != depth => Verdict::Loses(Reason::Outer),
                Some(Winner::Attribute(_, other)) if other == level => Verdict::Loses(Reason::Earlier),
                Some(Winner::Attribute(_, Level::Field)) => Verdict::Loses(Reason::Field),
                Some(Winner::Attribute(..)) => Verdict::Loses(Reason::Variant),
            };
            self.push(rule, place.clone(), verdict);
        }
    }
}
