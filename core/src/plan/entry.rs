//! The parameters of a plan.

use crate::error::{Failure, RuleSite};
use crate::info::{ParamInfo, rows_text};
use crate::init::{Expected, Init, Prepared};
use crate::survey::{Decision, Entry};

/// What is written behind an initializer whose values text cannot tell.
pub(super) const NOT_COMPARED: &str = " (values not compared)";

/// Parameter of a plan.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<4, 8>> bias => zeros, ** => normal(0.0, 0.02) }.plan_build()?;
/// let weight = &plan.entries()[0];
/// assert_eq!((weight.info().shape(), weight.initializer()), (&[8, 4][..], "normal(0, 0.02)"));
/// assert_eq!(weight.moments(), Some((0.0, 0.02)));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PlanEntry {
    pub(crate) info: ParamInfo,
    pub(crate) number: u64,
    pub(crate) initializer: String,
    pub(crate) preset: Option<String>,
    /// The rows that have values of their own: `rows([0] => zeros)`.
    pub(crate) rows: Option<String>,
    /// Of values that exist already: where they are.
    pub(crate) taken: Option<String>,
    /// `true` if code or data gives the values, of which text says no more than a name.
    pub(crate) not_compared: bool,
    pub(crate) expected: Option<Expected>,
    pub(crate) rule: Option<RuleSite>,
}

impl PlanEntry {
    /// Makes the entry of a parameter in a survey with these failures.
    pub(crate) fn of<V>(entry: Entry<'_, V>, failures: &[Failure]) -> Self {
        let Entry { info, number, rule, decision, .. } = entry;
        let preset = |init: &Init| init.rows(&info);
        let filled = decision.task().map(|task| {
            (task.init().and_then(preset), task.expected_of(&info), task.place(&info), !task.is_text(&info))
        });
        let (preset, expected, taken, not_compared) = match &decision {
            Decision::Defer(deferred) => {
                let init = deferred.gets.init();
                let text = init.is_some_and(Init::is_text);
                // How large a share of it rows have, nobody knows yet.
                let expected = if info.rows.is_empty() { deferred.gets.expected(&info) } else { None };
                (init.and_then(preset), expected, None, !text)
            }
            _ => filled.unwrap_or_default(),
        };
        let fills = decision.task().is_some_and(|task| !matches!(task, Prepared::Pretrained(_)));
        let rows =
            (!info.rows.is_empty() && (fills || matches!(decision, Decision::Defer(_)))).then(|| rows_text(&info.rows));
        let initializer = decision.text(failures);
        Self { info, number, initializer, preset, rows, taken, not_compared, expected, rule }
    }

    /// The description of the parameter: path, shape, element type, fans, kind, part.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// let weight = plan.entries()[0].info();
    /// assert_eq!((weight.path().to_string(), weight.shape()), ("weight".into(), &[8, 4][..]));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn info(&self) -> &ParamInfo {
        &self.info
    }

    /// The initializer as a rule writes it, `keep`, or an error.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, ** => xavier_normal(gain = Relu) }.plan_build()?;
    /// assert_eq!(plan.entries()[0].initializer(), "xavier_normal(gain = Relu)");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn initializer(&self) -> &str {
        &self.initializer
    }

    /// The initializer that a preset chooses for this parameter, from the row of its table.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> ** => keras }.plan_build()?;
    /// let gets: Vec<_> = plan.entries().iter().map(|entry| entry.preset_gives()).collect();
    /// assert_eq!(gets, [Some("glorot_uniform"), Some("zeros")]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn preset_gives(&self) -> Option<&str> {
        self.preset.as_deref()
    }

    /// The initializer, the choice of a preset if it is one, and rows: `keras: glorot_uniform, rows([0] => zeros)`.
    pub(crate) fn gets(&self) -> String {
        let preset = self.preset.iter().map(|row| format!(": {row}"));
        let rows = self.rows.iter().map(|rows| format!(", {rows}"));
        [self.initializer.clone()].into_iter().chain(preset).chain(rows).collect()
    }

    /// All that text can say of what the parameter gets, and whether that is not all of it.
    pub(super) fn locked(&self) -> String {
        let taken = self.taken.as_ref().map_or_else(String::new, |place| format!(": {place}"));
        format!("{}{taken}{}", self.gets(), if self.not_compared { NOT_COMPARED } else { "" })
    }

    /// The rows that have values of their own, as an attribute writes them.
    ///
    /// ```
    /// use paraminit::layers::{Embedding, EmbeddingDims};
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Net {
    ///     #[init(dims { tokens: 100, features: 8 }, rows(weight[0] => zeros))]
    ///     tokens: Embedding,
    /// }
    ///
    /// let plan = init! { <Net> **.weight => normal(0.0, 0.02) }.plan_build()?;
    /// assert_eq!(plan.entries()[0].rows(), Some("rows([0] => zeros)"));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn rows(&self) -> Option<&str> {
        self.rows.as_deref()
    }

    /// The mean and standard deviation that the initializer promises, where they are known in closed form.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> weight => uniform(0.0, 12.0), bias => zeros }.plan_build()?;
    /// let (mean, std) = plan.entries()[0].moments().expect("a uniform distribution");
    /// assert!(mean == 6.0 && (std - 12.0_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.expected.map(|expected| (expected.mean, expected.std))
    }

    /// The expected mean and standard deviation, with their standard errors.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, weight => orthogonal }.plan_build()?;
    /// let expected = plan.entries()[0].expected().expect("an orthogonal matrix");
    /// assert!(expected.mean_error.is_some() && expected.std_error.is_none()); // its elements are not independent
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn expected(&self) -> Option<Expected> {
        self.expected
    }

    /// The rule that governs the parameter.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = init! { <Dense<4, 8>> bias => zeros, ** => ones }.plan_build()?;
    /// let rule = plan.entries()[0].rule().expect("a rule of the set");
    /// assert_eq!(rule.text(), "** => ones");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn rule(&self) -> Option<RuleSite> {
        self.rule
    }

    /// The stream number: the hash of the path.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Renamed {
    ///     #[init(key = "weight", shape = [8, 4], normal(0.0, 1.0))]
    ///     kernel: ndarray::Array2<f32>,
    /// }
    ///
    /// let (old, new) = (Dense::<4, 8>::plan_init()?, Renamed::plan_init()?);
    /// assert_eq!(old.entries()[0].stream_number(), new.entries()[0].stream_number()); // the same random bits
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn stream_number(&self) -> u64 {
        self.number
    }
}
