//! Rules that are known at run time only.

use core::fmt;
use core::panic::Location;
use std::fmt::Write as _;

use super::error::{DynamicError, RuleFault, RulesError};
use super::pools::TABLES;
use super::right::Right;
use crate::check::run_time;
use crate::init::Source;
use crate::model::{Allocate, Initialize, NoDims, Sizes, UnknownParam};
use crate::observe::Observer;
use crate::plan::{self, Explanation, Plan};
use crate::pool;
use crate::printed::type_name;
use crate::rule::text::{self, TextFault, TextRule};
use crate::rule::{Action, Pattern, Rule, RulePlace, RuleSet};
use crate::run;
use crate::schema::Schema;
use crate::seed::IntoSeed;
use crate::summary::Summary;

/// Rules for any model, from text or made call by call. [The module](super) has an example.
///
/// The first rule that matches a parameter wins, as in [`init!`](crate::init!). Each use with a model first checks the rules
/// against it, as the compiler checks those of `init!`.
///
/// ```
/// use paraminit::dynamic::{DynamicRules, Right};
/// use paraminit::prelude::*;
///
/// let mut net = <[Dense<8, 8>; 3]>::init(1)?;
/// let rules = DynamicRules::new()
///     .rule("[last].weight", init::zeros())
///     .rule("**.weight", |p: &ParamInfo| init::normal(0.0, (1.0 / p.fan_in() as f64).sqrt()))
///     .rule("**", Right::Default);
/// rules.apply(&mut net, 42)?;
/// assert_eq!(net[2].weight()[[0, 0]], 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct DynamicRules<'r> {
    rules: Vec<TextRule>,
    sources: Vec<Source<'r>>,
    /// What was wrong with calls of [`rule`](Self::rule).
    faults: Vec<RuleFault>,
}

impl<'r> DynamicRules<'r> {
    /// No rules yet.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::new().rule("bias", init::zeros()).rule("weight", init::ones());
    /// assert_eq!(rules.build::<Dense<4, 8>>(42)?.bias()[0], 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { rules: Vec::new(), sources: Vec::new(), faults: Vec::new() }
    }

    /// Reads rules as [`init!`](crate::init!) has them, without the model: `pattern => initializer`, with commas or line ends
    /// between them, and comments. On the right stand initializers with plain numbers, `default` and `keep`; what takes code or
    /// data comes by [`rule`](Self::rule).
    ///
    /// # Errors
    /// [`RulesError`] with everything that is no rule, each with its line and column.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::parse(
    ///     "// The head starts at zero.
    ///      [1].weight => zeros
    ///      **.weight  => xavier_normal(gain = Relu), **.bias => zeros",
    /// )?;
    /// let net: (Dense<4, 8>, Dense<8, 2>) = rules.build(42)?;
    /// assert_eq!(net.1.weight()[[0, 0]], 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        Self::read(text::parse(text, "rules"))
    }

    /// Reads rules from pairs, such as a list in a configuration file has them: pattern and right side.
    ///
    /// # Errors
    /// As [`parse`](Self::parse). The line of a fault is the number of its pair, from 1.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let json = r#"[["bias", "zeros"], ["**", "normal(0, 0.02)"]]"#;
    /// let pairs: Vec<(String, String)> = serde_json::from_str(json)?;
    /// let layer: Dense<4, 8> = DynamicRules::from_pairs(&pairs)?.build(42)?;
    /// assert_eq!(layer.bias()[0], 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_pairs<'t, P: AsRef<str> + 't, R: AsRef<str> + 't>(
        pairs: impl IntoIterator<Item = &'t (P, R)>,
    ) -> Result<Self, RulesError> {
        let pairs = pairs.into_iter().map(|(pattern, right)| (pattern.as_ref(), right.as_ref()));
        Self::read(text::from_pairs(pairs, "rules"))
    }

    fn read(rules: Result<Vec<TextRule>, Vec<TextFault>>) -> Result<Self, RulesError> {
        match rules {
            Ok(rules) => Ok(Self { rules, ..Self::new() }),
            Err(faults) => Err(RulesError { faults: faults.into_iter().map(RuleFault::from).collect() }),
        }
    }

    /// Adds a rule: a pattern, or several with `|` between them, and an initializer, a closure, a [`Source`], or a [`Right`].
    /// What is wrong with the pattern is reported when the rules are checked.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let trained = Dense::<4, 8>::init(1)?;
    /// let rules = DynamicRules::new().rule("weight", init::from(&trained).allow_unused(["bias"])).rule("bias", init::zeros());
    /// assert_eq!(rules.build::<Dense<4, 8>>(42)?.weight(), trained.weight());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub fn rule(self, pattern: &str, right: impl Into<Right<'r>>) -> Self {
        self.add(pattern, right.into(), false)
    }

    /// Adds a rule that may match nothing, as `?=>` does.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::new().optional("**.gain", init::ones()).rule("**", init::zeros());
    /// assert!(rules.build::<Dense<4, 8>>(42).is_ok());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn optional(self, pattern: &str, right: impl Into<Right<'r>>) -> Self {
        self.add(pattern, right.into(), true)
    }

    #[track_caller]
    fn add(mut self, pattern: &str, right: Right<'r>, optional: bool) -> Self {
        let place = RulePlace::Code(Location::caller());
        let patterns = match text::patterns(pattern) {
            Ok(patterns) => patterns.into_iter().map(|pattern| (pattern, place)).collect(),
            Err(faults) => {
                self.faults.extend(faults.into_iter().map(|fault| RuleFault { place: Some(place), ..fault.into() }));
                return self;
            }
        };
        let text = pool::text(&right.written());
        let action = match right {
            Right::Init(init) => Action::Init(init),
            Right::Default => Action::Default,
            Right::Keep => Action::Keep,
            Right::Source(source) => {
                self.sources.push(source);
                Action::Slot(self.sources.len() - 1)
            }
        };
        self.rules.push(TextRule { patterns, optional, action, text, place, right: place });
        self
    }

    /// Checks the rules against the model as the compiler would: each pattern matches something and can apply, each
    /// initializer suits what it governs, and every parameter is covered.
    ///
    /// # Errors
    /// [`RulesError`] with everything that is wrong.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(1)?;
    /// let rules = DynamicRules::parse("** => zeros, weight => ones")?;
    /// let text = rules.check(&layer).unwrap_err().to_string();
    /// assert!(text.contains("`weight` can never apply: the earlier rule `**` takes its parameter"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check<M: Initialize>(&self, model: &M) -> Result<(), RulesError> {
        self.checked(model).map(|_| ())
    }

    /// Initializes the model in place, if the rules fit it.
    ///
    /// # Errors
    /// [`DynamicError`]; the model is then as it was, as far as [`Rules::apply`](crate::Rules::apply) can promise.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(1)?;
    /// DynamicRules::parse("bias => keep, weight => orthogonal")?.apply(&mut layer, 42)?;
    /// assert_eq!(layer.weight(), init! { <Dense<4, 8>> weight => orthogonal, bias => zeros }.build(42)?.weight());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply<M: Initialize>(&self, model: &mut M, seed: impl IntoSeed) -> Result<(), DynamicError> {
        Ok(run::apply(self.checked(model)?, model, seed.into(), None)?)
    }

    /// Does the same, with an observer.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let (mut layer, mut report) = (Dense::<4, 8>::init(1)?, Report::new());
    /// DynamicRules::parse("** => ones")?.apply_observed(&mut layer, 42, &mut report)?;
    /// assert_eq!(report.bytes(), 160);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply_observed<M: Initialize>(
        &self,
        model: &mut M,
        seed: impl IntoSeed,
        observer: &mut dyn Observer,
    ) -> Result<(), DynamicError> {
        Ok(run::apply(self.checked(model)?, model, seed.into(), Some(observer))?)
    }

    /// Builds a model of a type that knows its sizes, if the rules fit it.
    ///
    /// # Errors
    /// [`DynamicError`].
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let layer: Dense<4, 8> = DynamicRules::parse("** => constant(0.5)")?.build(42)?;
    /// assert_eq!(layer.bias()[0], 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn build<M: Allocate>(&self, seed: impl IntoSeed) -> Result<M, DynamicError>
    where
        M::Dims: NoDims,
    {
        Ok(run::build(self.fits::<M>(M::SCHEMA, false)?, &M::Dims::NONE, seed.into(), None)?)
    }

    /// Builds a model of these dimensions, or this config, if the rules fit it.
    ///
    /// # Errors
    /// [`DynamicError`].
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::parse("** => constant(0.5)")?;
    /// let layer: DynDense = rules.build_with(DynDenseDims { inputs: 4, outputs: 8 }, 42)?;
    /// assert_eq!(layer.weight().dim(), (8, 4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a struct of sizes is written in the call")]
    pub fn build_with<M: Allocate>(&self, dims: impl Sizes<M::Dims>, seed: impl IntoSeed) -> Result<M, DynamicError> {
        Ok(run::build(self.fits::<M>(M::SCHEMA, false)?, dims.sizes(), seed.into(), None)?)
    }

    /// Plans a run on the model, if the rules fit it. Reads and writes no values.
    ///
    /// # Errors
    /// [`RulesError`] if they do not. What else is wrong stands in the plan.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let plan = DynamicRules::parse("bias => zeros, weight => kaiming_normal")?.plan(&Dense::<4, 8>::init(1)?)?;
    /// assert_eq!(plan.entries()[0].initializer(), "kaiming_normal");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plan<M: Initialize>(&self, model: &M) -> Result<Plan, RulesError> {
        Ok(plan::plan(self.checked(model)?, model))
    }

    /// Explains the initializer of the parameter of that path. The rules need not fit the model.
    ///
    /// # Errors
    /// [`UnknownParam`] with the most similar path that exists.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::parse("bias => ones, ** => zeros")?;
    /// let text = rules.explain(&Dense::<4, 8>::init(1)?, "bias")?.to_string();
    /// assert!(text.starts_with("`bias` f32 [8] gets `ones`"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain<M: Initialize>(&self, model: &M, path: &str) -> Result<Explanation, UnknownParam> {
        plan::explain(self.set(), model, path)
    }

    /// Measures the values of every parameter, and marks differences from the expectations of these rules.
    ///
    /// # Errors
    /// [`RulesError`] if the rules do not fit the model.
    ///
    /// ```
    /// use paraminit::dynamic::DynamicRules;
    /// use paraminit::prelude::*;
    ///
    /// let rules = DynamicRules::parse("** => uniform(-0.1, 0.1)")?;
    /// let layer: Dense<64, 64> = rules.build(42)?;
    /// assert_eq!(rules.summary(&layer)?.anomalies().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn summary<M: Initialize>(&self, model: &M) -> Result<Summary, RulesError> {
        Ok(Summary::planned(self.checked(model)?, model))
    }

    pub(super) fn checked<M: Initialize>(&self, model: &M) -> Result<RuleSet<'_>, RulesError> {
        self.fits::<M>(model.__schema(), model.__hints().is_some())
    }

    /// Returns the rules, if they fit a model of this schema.
    fn fits<M>(&self, schema: &'static Schema, hinted: bool) -> Result<RuleSet<'_>, RulesError> {
        let set = self.set();
        let name = if schema.kind.is_empty() { type_name::<M>() } else { schema.kind };
        let faults = run_time::faults(name, schema, set.table, hinted).into_iter().map(|fault| {
            let rule = fault.rule.and_then(|rule| self.rules.get(rule));
            let place = rule.map(|rule| match fault.pattern {
                Some(pattern) => rule.patterns.get(pattern).map_or(rule.place, |(_, place)| *place),
                None => rule.right,
            });
            RuleFault { place, message: fault.message }
        });
        let faults: Vec<RuleFault> = self.faults.iter().cloned().chain(faults).collect();
        if faults.is_empty() { Ok(set) } else { Err(RulesError { faults }) }
    }

    fn set(&self) -> RuleSet<'_> {
        let mut key = String::new();
        for TextRule { patterns, optional, action, text, place, .. } in &self.rules {
            for (pattern, _) in patterns {
                // Two patterns of one text have the same segments.
                let _ = write!(key, "{}|", pattern.text);
            }
            let _ = writeln!(key, "{optional}{action:?}{text}{place}");
        }
        let table = TABLES.get(key, || self.rules.iter().map(constant).collect());
        RuleSet { table, sources: &self.sources }
    }
}

impl fmt::Debug for DynamicRules<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rules.iter().map(ToString::to_string)).finish()
    }
}

/// The rule as constant data, without the places of its parts.
fn constant(rule: &TextRule) -> Rule {
    let patterns: Box<[Pattern]> = rule.patterns.iter().map(|(pattern, _)| *pattern).collect();
    let TextRule { optional, action, text, place: location, .. } = *rule;
    Rule { patterns: Box::leak(patterns), optional, action, text, location }
}

impl From<TextFault> for RuleFault {
    fn from(fault: TextFault) -> Self {
        Self { place: Some(fault.place), message: fault.message }
    }
}
