//! Which rule governs a parameter, and what that rule makes of it.

use std::sync::OnceLock;

use crate::axes::fans;
use crate::dtype::{DType, DTypeSet};
use crate::error::RuleSite;
use crate::failure::FailureKind;
use crate::files::Inputs;
use crate::info::{NoFans, ParamInfo};
use crate::init::source::pretrained::Pretrained;
use crate::init::{InitErrorKind, Lasting, Source, Task, Written, ask, judge};
use crate::model::Place;
use crate::path::ParamPath;
use crate::rule::{Action, Rule, RuleSet};
use crate::schema::{Origin, Trail, governing as governing_of};

/// What a rule makes of a parameter.
pub(super) enum Deed<'a> {
    /// The values stay.
    Keep,
    /// Ready to fill.
    Fill(Task<'a>),
    /// A source that an attribute made for this run. In a box: it is ten times as large as the others, and deeds move.
    Made(Box<Source<'static>>),
}

/// Decides on the parameter at the end of `trail`: the rule that governs it, and what that makes of it.
pub(super) fn decide<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    trail: Option<&Trail<'_>>,
    info: &ParamInfo,
) -> (Option<RuleSite>, Result<Deed<'a>, FailureKind>) {
    let Some(trail) = trail else {
        return (None, Err(FailureKind::TooDeep));
    };
    match governing(set, trail) {
        None => (None, Err(FailureKind::NoInitializer)),
        Some((rule, origin)) => {
            let mut deed = act(set, inputs, rule, origin, trail, info);
            if let (Ok(Deed::Fill(_) | Deed::Made(_)), Some(fault)) = (&deed, info.axes_fault()) {
                deed = Err(FailureKind::Declared { fault });
            }
            (Some(RuleSite::of(rule)), deed)
        }
    }
}

/// The rule of the run that governs the parameter, or the attribute if that rule says `default` or there is none.
fn governing(set: RuleSet<'_>, trail: &Trail<'_>) -> Option<(&'static Rule, Origin)> {
    governing_of(set.table, trail)
}

/// What is known of the parameter at `place`, at the end of `trail`.
pub(super) fn inform(trail: Option<&Trail<'_>>, place: &Place<'_>, shape: &[usize], element: DType) -> ParamInfo {
    let Some(trail) = trail else {
        return ParamInfo::bare(shape, None, element);
    };
    let field = trail.field();
    let axes = place.axes();
    // What `fans_of` says counts alone: the axes of the borrower would give other fans in silence.
    let fans = match field.and_then(|field| field.fans_of) {
        Some(_) => match (place.lent_axes(), place.fans_shape()) {
            (Some(axes), Some(lent)) => fans(lent, axes).map_err(NoFans::Fault),
            _ => Err(NoFans::NotLent),
        },
        None => axes.map_or(Err(NoFans::Undeclared), |axes| fans(shape, axes).map_err(NoFans::Fault)),
    };
    ParamInfo {
        path: ParamPath::new(trail.segments()),
        shape: shape.into(),
        outline: None,
        element,
        axes: axes.map(Into::into),
        fans,
        kind: trail.layer_kind(),
        part: field.and_then(|field| field.part),
        slice: place.slice().map(Box::new),
        missing: OnceLock::new(),
    }
}

/// What a run decides for a parameter that does not exist yet.
pub(super) enum Later {
    /// What the run before decided.
    Keep,
    /// An initializer, and whether it is meant for this parameter alone.
    Fill(Lasting, bool),
}

/// Decides on the parameter at the end of `trail` as [`decide`] does, by what outlives the run.
pub(super) fn decide_later(
    set: RuleSet<'_>,
    trail: &Trail<'_>,
    info: &ParamInfo,
) -> (Option<RuleSite>, Result<Later, FailureKind>) {
    let Some((rule, origin)) = governing(set, trail) else { return (None, Err(FailureKind::NoInitializer)) };
    (Some(RuleSite::of(rule)), act_later(set, rule, origin, trail, info))
}

fn act_later(
    set: RuleSet<'_>,
    rule: &'static Rule,
    origin: Origin,
    trail: &Trail<'_>,
    info: &ParamInfo,
) -> Result<Later, FailureKind> {
    let (lasting, own) = match &rule.action {
        Action::Keep => return Ok(Later::Keep),
        Action::Default => return Err(FailureKind::NoInitializer),
        Action::Init(init) => (Lasting::Init(*init), origin == Origin::Own),
        Action::Each(each) => (Lasting::Each(*each), true),
        Action::Make(make) => (Lasting::Make(*make), true),
        Action::Slot(slot) => (set.sources.get(*slot).ok_or(FailureKind::NoInitializer)?.lasting(info)?, true),
    };
    if let Some(init) = lasting.init() {
        if let Some(message) = init.any_fault(DTypeSet::NONE.with(info.dtype())) {
            return Err(InitErrorKind::from(message).into());
        }
        judge(init, info, borrows(trail), own)?;
    }
    Ok(Later::Fill(lasting, own))
}

/// Whether the parameter takes the fans of another.
pub(super) fn borrows(trail: &Trail<'_>) -> bool {
    trail.field().is_some_and(|field| field.fans_of.is_some())
}

fn act<'a>(
    set: RuleSet<'a>,
    inputs: &mut Inputs<'a>,
    rule: &'static Rule,
    origin: Origin,
    trail: &Trail<'_>,
    info: &ParamInfo,
) -> Result<Deed<'a>, FailureKind> {
    match &rule.action {
        Action::Keep => Ok(Deed::Keep),
        Action::Default => Err(FailureKind::NoInitializer),
        Action::Init(init) => {
            judge(init, info, borrows(trail), origin == Origin::Own)?;
            Ok(Deed::Fill(Task::of(init, info)?))
        }
        Action::Each(each) => {
            let init = Box::new(ask(each, info)?);
            judge(&init, info, borrows(trail), true)?;
            Ok(Deed::Fill(Task::Init { resolved: init.resolve(info)?, init: Written::Here(init) }))
        }
        Action::Make(make) => {
            let source = Box::new(make());
            if let Some(pretrained) = source.pretrained() {
                return read(inputs, pretrained, rule, info);
            }
            own(&source.resolve(info)?, trail, info)?;
            Ok(Deed::Made(source))
        }
        Action::Slot(slot) => {
            let source = set.sources.get(*slot).ok_or(FailureKind::NoInitializer)?;
            if let Some(pretrained) = source.pretrained() {
                return read(inputs, pretrained, rule, info);
            }
            let task = source.resolve(info)?;
            own(&task, trail, info)?;
            Ok(Deed::Fill(task))
        }
    }
}

/// What the parameter takes of values that exist already.
fn read<'a>(
    inputs: &mut Inputs<'a>,
    pretrained: &Pretrained<'a>,
    rule: &'static Rule,
    info: &ParamInfo,
) -> Result<Deed<'a>, FailureKind> {
    let tensor = inputs.take(pretrained, Some(RuleSite::of(rule)), info)?;
    Ok(tensor.map_or(Deed::Keep, |tensor| Deed::Fill(Task::Pretrained(tensor))))
}

/// What code of the user's makes of one parameter is meant for that parameter, as if it stood on its field.
fn own(task: &Task<'_>, trail: &Trail<'_>, info: &ParamInfo) -> Result<(), FailureKind> {
    match task {
        Task::Init { init, .. } => judge(init, info, borrows(trail), true)?,
        Task::Sample(_) | Task::Custom(_) | Task::Pretrained(_) => {}
    }
    Ok(())
}
