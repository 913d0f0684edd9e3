//! The decision on a parameter: the rule that governs it, and the action that follows.

use super::inform::borrows;
use crate::dtype::DTypeSet;
use crate::error::{Failure, RuleSite};
use crate::files::Inputs;
use crate::info::ParamInfo;
use crate::init::source::failure::{FailureKind, LoadErrorKind};
use crate::init::source::pretrained::Pretrained;
use crate::init::source::transform::Derived;
use crate::init::{DeferredSource, InitErrorKind, Prepared, Source, ask, check_fit};
use crate::model::{Deferred, Place};
use crate::rule::{Action, Hints, Rule, RuleSet};
use crate::schema::{Candidate, Candidates, Origin, SchemaPath, Verdict, first_match, governing};

/// The decision of a run on a parameter.
pub(crate) enum Decision<'a> {
    /// The values stay as they are.
    Keep,
    /// The values are filled.
    Fill(Prepared<'a>),
    /// The parameter does not exist yet and is filled once it does.
    Defer(Box<Deferred>),
    /// None, because of the failure with this number.
    Refused(usize),
}

impl<'a> Decision<'a> {
    /// The source of the parameter's values, if the run fills it now.
    pub(crate) fn task(&self) -> Option<&Prepared<'a>> {
        match self {
            Self::Fill(task) => Some(task),
            Self::Keep | Self::Defer(_) | Self::Refused(_) => None,
        }
    }

    /// The other parameter from which the values follow, if they do.
    pub(crate) fn derived(&self) -> Option<&Derived<'a>> {
        match self {
            Self::Fill(Prepared::Derived(derived)) => Some(derived),
            _ => None,
        }
    }

    /// Returns the initializer as a rule writes it. For a refusal, it returns the reason, from `failures`.
    pub(crate) fn text(&self, failures: &[Failure]) -> String {
        match self {
            Self::Keep => "keep".to_owned(),
            Self::Fill(task) => task.to_string(),
            Self::Defer(deferred) => deferred.gets.to_string(),
            Self::Refused(_) => {
                let cause = self.failure(failures).map(ToString::to_string).unwrap_or_default();
                format!("error: {}", cause.lines().next().unwrap_or_default())
            }
        }
    }

    /// Returns the reason why the parameter is refused.
    pub(crate) fn failure<'f>(&self, failures: &'f [Failure]) -> Option<&'f FailureKind> {
        match self {
            Self::Refused(at) => failures.get(*at).map(|failure| &failure.cause),
            _ => None,
        }
    }
}

/// The rule that governs the parameter at the end of the path, and where it stands.
fn governs(set: RuleSet<'_>, path: &SchemaPath<'_>) -> Option<(&'static Rule, Origin)> {
    if path.fixed_from(0).is_none() {
        return governing(set.table, path);
    }
    let mut candidates = Candidates::new(set.table, path);
    while let Some(candidate) = candidates.next() {
        if candidates.judge(&candidate, initializes(set, &candidate)) == Verdict::Wins {
            return Some((candidate.rule, candidate.origin));
        }
    }
    None
}

/// True if the rule says an initializer, and neither `keep` nor values from elsewhere. It is asked of general rules only: an
/// attribute makes its source to tell.
pub(crate) fn initializes(set: RuleSet<'_>, candidate: &Candidate) -> bool {
    match &candidate.rule.action {
        _ if !candidate.general => true,
        Action::Init(_) | Action::Each(_) => true,
        Action::Make(make) => make().pretrained().is_none(),
        Action::Slot(slot) => set.sources.get(*slot).is_none_or(|source| source.pretrained().is_none()),
        Action::Keep | Action::Default => false,
    }
}

/// Decides on the parameter at the end of `path`: the rule that governs it, and what that makes of it.
pub(super) fn decide<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    path: Option<&SchemaPath<'_>>,
    info: &ParamInfo,
) -> (Option<RuleSite>, Result<Decision<'a>, FailureKind>) {
    let Some(path) = path else { return (None, Err(FailureKind::TooDeep)) };
    let Some((rule, origin)) = governs(set, path) else { return (None, Err(FailureKind::NoInitializer)) };
    let mut decision = act(set, inputs, rule, origin, borrows(path), info);
    if let Ok(Decision::Keep) = decision
        && !rule.patterns.iter().any(|pattern| pattern.ends_in_name() && pattern.matches(path, 0))
        && let Some(derived) = derived(path)
    {
        // What leaves everything as it is does not name this parameter, which follows from another one's new values.
        decision = Ok(Decision::Fill(Prepared::Derived(Derived { or_keep: true, ..derived })));
    }
    if let (Ok(Decision::Fill(_)), Some(fault)) = (&decision, info.axes_fault()) {
        decision = Err(FailureKind::Declared { fault });
    }
    if let Ok(Decision::Fill(task)) = &decision
        && let Err(fault) = task.row_ranges(info, info.shape())
    {
        decision = Err(fault);
    }
    (Some(RuleSite::of(rule)), decision)
}

/// The rule of the set that leaves the parameter to the model, `default`.
pub(super) fn left_to_the_model(set: RuleSet<'_>, path: &SchemaPath<'_>) -> Option<RuleSite> {
    let rule = set.table.get(first_match(set.table, path)?)?;
    matches!(rule.action, Action::Default).then(|| RuleSite::of(rule))
}

/// Decides on a parameter that a rule leaves to the model's own default.
pub(super) fn hinted<'a>(hints: &Hints, info: &ParamInfo) -> Result<Decision<'a>, FailureKind> {
    match hints.0.get(&info.path().to_string()) {
        Some(Ok(init)) => {
            check_fit(init, info, false, true)?;
            Ok(Decision::Fill(Prepared::made(*init, info)?))
        }
        Some(Err(why)) => Err(FailureKind::NoDefault { why: why.clone() }),
        None => Err(FailureKind::NoInitializer),
    }
}

/// What the field at the end of the path says of another from which it follows.
fn derived(path: &SchemaPath<'_>) -> Option<Derived<'static>> {
    let own =
        path.field()?.rules.iter().find(|rule| rule.patterns.iter().all(|pattern| pattern.segments.is_empty()))?;
    match own.action {
        Action::Make(make) => make().into_derived(),
        _ => None,
    }
}

/// Decides as [`decide`] does, on a parameter that does not exist yet. Its initializer must outlive the run.
pub(super) fn decide_pending<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    path: &SchemaPath<'_>,
    place: &Place<'_>,
    info: &ParamInfo,
) -> (Option<RuleSite>, Result<Decision<'a>, FailureKind>) {
    let Some((rule, origin)) = governs(set, path) else { return (None, Err(FailureKind::NoInitializer)) };
    let borrows = borrows(path);
    let decision = match reserve(set, inputs, rule, info) {
        Ok(Reserved::Missing) => Ok(Decision::Keep),
        Ok(Reserved::Tensor { name, origin }) if matches!(rule.action, Action::Slot(_)) => {
            Err(LoadErrorKind::NotReady { name, origin }.into())
        }
        Ok(_) => defer(set, rule, origin, borrows, info).map(|gets| match gets {
            Some((gets, own)) => Decision::Defer(Box::new(Deferred::new(gets, own, borrows, place))),
            None => Decision::Keep,
        }),
        Err(cause) => Err(cause),
    };
    (Some(RuleSite::of(rule)), decision)
}

/// Notes that nobody else need take the tensor of an array that cannot be cut into its parts.
pub(super) fn pass_over<'a>(set: RuleSet<'a>, inputs: &mut Inputs<'a>, path: &SchemaPath<'_>, info: &ParamInfo) {
    if let Some((rule, _)) = governs(set, path) {
        // It is refused for its own reason.
        let _ = reserve(set, inputs, rule, info);
    }
}

/// What a rule has for a parameter that takes nothing yet.
enum Reserved {
    /// It does not read values that exist already.
    NotRead,
    /// A tensor, in a file or an object.
    Tensor { name: String, origin: String },
    /// No tensor, and it may be missing.
    Missing,
}

/// Looks for the tensor of the parameter, so that it is not left over. An error if it is not there.
fn reserve<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    rule: &'static Rule,
    info: &ParamInfo,
) -> Result<Reserved, FailureKind> {
    let mut from = |source: &Source<'a>| {
        let Some(pretrained) = source.pretrained() else { return Ok(Reserved::NotRead) };
        let name = inputs.reserve(pretrained, Some(RuleSite::of(rule)), info)?;
        let origin = || pretrained.origin.to_string();
        Ok(name.map_or(Reserved::Missing, |name| Reserved::Tensor { name, origin: origin() }))
    };
    match &rule.action {
        Action::Make(make) => from(&make()),
        Action::Slot(slot) => set.sources.get(*slot).map_or(Ok(Reserved::NotRead), from),
        Action::Keep | Action::Default | Action::Init(_) | Action::Each(_) => Ok(Reserved::NotRead),
    }
}

/// Returns the initializer that waits for the parameter, and true if it is meant for that parameter alone. `None` keeps
/// the decision of the run before.
fn defer(
    set: RuleSet<'_>,
    rule: &'static Rule,
    origin: Origin,
    borrows: bool,
    info: &ParamInfo,
) -> Result<Option<(DeferredSource, bool)>, FailureKind> {
    let (gets, own) = match &rule.action {
        Action::Keep => return Ok(None),
        Action::Default => return Err(FailureKind::NoInitializer),
        Action::Init(init) => (DeferredSource::Init(*init), origin == Origin::Own),
        Action::Each(each) => (DeferredSource::Each(*each), true),
        Action::Make(make) => match make().into_derived() {
            Some(derived) => return Err(derived.unreadable(info).into()),
            None => (DeferredSource::Make(*make), true),
        },
        Action::Slot(slot) => (set.sources.get(*slot).ok_or(FailureKind::NoInitializer)?.deferred(info)?, true),
    };
    if let Some(init) = gets.init() {
        if let Some(message) = init.any_fault(DTypeSet::NONE.with(info.dtype())) {
            return Err(InitErrorKind::from(message).into());
        }
        check_fit(init, info, borrows, own)?;
    }
    Ok(Some((gets, own)))
}

fn act<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    rule: &'static Rule,
    origin: Origin,
    borrows: bool,
    info: &ParamInfo,
) -> Result<Decision<'a>, FailureKind> {
    match &rule.action {
        Action::Keep => Ok(Decision::Keep),
        Action::Default => Err(FailureKind::NoInitializer),
        Action::Init(init) => {
            check_fit(init, info, borrows, origin == Origin::Own)?;
            Ok(Decision::Fill(Prepared::of(init, info)?))
        }
        Action::Each(each) => {
            let init = ask(each, info)?;
            check_fit(&init, info, borrows, true)?;
            Ok(Decision::Fill(Prepared::made(init, info)?))
        }
        Action::Make(make) => {
            let source = make();
            if let Some(pretrained) = source.pretrained() {
                return load(inputs, pretrained, rule, info);
            }
            let task = source.into_prepared(info)?;
            judge_task(&task, borrows, info)?;
            Ok(Decision::Fill(task))
        }
        Action::Slot(slot) => {
            let source = set.sources.get(*slot).ok_or(FailureKind::NoInitializer)?;
            if let Some(pretrained) = source.pretrained() {
                return load(inputs, pretrained, rule, info);
            }
            let task = source.resolve(info)?;
            judge_task(&task, borrows, info)?;
            Ok(Decision::Fill(task))
        }
    }
}

/// Takes values that exist already, from a file or an object.
fn load<'a>(
    inputs: &mut Inputs<'a>,
    pretrained: &Pretrained<'a>,
    rule: &'static Rule,
    info: &ParamInfo,
) -> Result<Decision<'a>, FailureKind> {
    let tensor = inputs.take(pretrained, Some(RuleSite::of(rule)), info)?;
    Ok(tensor.map_or(Decision::Keep, |tensor| Decision::Fill(Prepared::Pretrained(tensor))))
}

/// Checks an initializer that the user's code made for one parameter, as if it stood on the parameter's own field.
fn judge_task(task: &Prepared<'_>, borrows: bool, info: &ParamInfo) -> Result<(), FailureKind> {
    match task {
        Prepared::Init { init, .. } => check_fit(init, info, borrows, true)?,
        Prepared::Sample(_) | Prepared::Custom(_) | Prepared::Pretrained(_) | Prepared::Derived(_) => {}
    }
    Ok(())
}
