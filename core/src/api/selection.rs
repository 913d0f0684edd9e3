//! Values chosen by pattern: what `select!` gives.

use core::fmt;
use core::marker::PhantomData;

use crate::axes::AxesError;
use crate::error::RuleSite;
use crate::failure::FailureKind;
use crate::model::{Initialize, UnknownParam, find};
use crate::path::ParamPath;
use crate::rule::Rule;
use crate::run;
use crate::view::{View, ViewMut};

/// A value for every parameter of the model `M`, checked against it by the compiler. [`select!`](crate::select!) makes one.
///
/// It is constant data and may be a `const` or a `static`.
///
/// ```
/// use paraminit::prelude::*;
///
/// // AdamW: weights decay, biases do not.
/// const DECAY: Selection<Dense<4, 8>, f64> = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
///
/// let layer = Dense::init(42)?;
/// assert_eq!(DECAY.get(&layer, "weight")?, &0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Selection<M, V: 'static> {
    table: &'static [Rule],
    values: &'static [V],
    model: PhantomData<fn(&M)>,
}

/// The parameters that one value was chosen for.
///
/// ```
/// use paraminit::prelude::*;
///
/// // The parameter groups of an optimizer.
/// let decay = select! { <[Dense<4, 4>; 2]> **.bias => 0.0, ** => 0.1 };
/// let groups = decay.groups(&<[Dense<4, 4>; 2]>::init(42)?)?;
/// assert_eq!((groups[0].value, groups[0].paths.len()), (&0.1, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Group<V: 'static> {
    /// The value.
    pub value: &'static V,
    /// The parameters, in order of declaration.
    pub paths: Vec<ParamPath>,
}

impl<M, V> Selection<M, V> {
    /// What `select!` expands to: the rules, and the value of each.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static [Rule], values: &'static [V]) -> Self {
        Self { table, values, model: PhantomData }
    }
}

impl<M: Initialize, V> Selection<M, V> {
    /// Every parameter with its value, in order of declaration. Parameters of lazy layers that do not exist yet are among
    /// them, and an array that is cut, `parts(..)`, is a parameter for each part.
    ///
    /// # Errors
    /// [`SelectError`] where a rule names an element or entry that a container of this model does not have, where only
    /// the length of a `Vec` could tell that no rule covers an element, or where an array cannot be cut into its parts.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rate = select! { <Dense<4, 8>> weight => 1e-3, bias => 1e-2 };
    /// let rates: Vec<_> = rate.of(&Dense::init(42)?)?.into_iter().map(|(path, rate)| (path.to_string(), *rate)).collect();
    /// assert_eq!(rates, [("weight".into(), 1e-3), ("bias".into(), 1e-2)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(&self, model: &M) -> Result<Vec<(ParamPath, &'static V)>, SelectError> {
        let selected = self.selected(model)?;
        Ok(selected.into_iter().map(|(path, value, _)| (path, value)).collect())
    }

    /// The parameters of each value: of equal values together, in the order of their first parameters.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let frozen = select! { <[Dense<4, 4>; 3]> [last].** => false, ** => true };
    /// let groups = frozen.groups(&<[Dense<4, 4>; 3]>::init(42)?)?;
    /// let paths: Vec<_> = groups[1].paths.iter().map(ToString::to_string).collect();
    /// assert_eq!((groups[1].value, paths), (&false, vec!["2.weight".into(), "2.bias".into()]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn groups(&self, model: &M) -> Result<Vec<Group<V>>, SelectError>
    where
        V: PartialEq,
    {
        let mut groups: Vec<Group<V>> = Vec::new();
        for (path, value) in self.of(model)? {
            match groups.iter_mut().find(|group| group.value == value) {
                Some(group) => group.paths.push(path),
                None => groups.push(Group { value, paths: vec![path] }),
            }
        }
        Ok(groups)
    }

    /// The value of the parameter of that path, such as `blocks.3.up.weight`.
    ///
    /// # Errors
    /// As [`of`](Self::of), and if no parameter has that path; the error names the most similar one.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
    /// let layer = Dense::init(42)?;
    /// assert_eq!(decay.get(&layer, "bias")?, &0.0);
    /// assert!(decay.get(&layer, "wieght").unwrap_err().to_string().contains("`weight`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get(&self, model: &M, path: &str) -> Result<&'static V, SelectError> {
        find(self.of(model)?, &[], path)
            .map_err(|unknown| SelectError { faults: vec![SelectErrorKind::Unknown(unknown)] })
    }

    /// Hands every parameter to `f` with its value, in order of declaration. Those that do not exist yet are left out.
    ///
    /// # Errors
    /// As [`of`](Self::of); `f` was not called then.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // The penalty of weight decay.
    /// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
    /// let layer = init! { <Dense<4, 8>> ** => ones }.build(42)?;
    /// let mut penalty = 0.0;
    /// decay.visit(&layer, |_, decay, values| penalty += decay * values.values().map(|x| x * x).sum::<f64>())?;
    /// assert!((penalty - 3.2).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn visit(&self, model: &M, mut f: impl FnMut(&ParamPath, &'static V, View<'_>)) -> Result<(), SelectError> {
        let mut selected = self.selected(model)?.into_iter().filter(|(.., exists)| *exists);
        run::each(model, |view| {
            if let Some((path, value, _)) = selected.next() {
                f(&path, value, view);
            }
        });
        Ok(())
    }

    /// Hands every parameter to `f` with its value, to write, in order of declaration. Those that do not exist yet are
    /// left out.
    ///
    /// # Errors
    /// As [`of`](Self::of); `f` was not called then.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Restart what trains, and leave the rest.
    /// let trains = select! { <Dense<4, 8>> bias => true, ** => false };
    /// let mut layer = Dense::init(42)?;
    /// trains.visit_mut(&mut layer, |_, trains, mut values| {
    ///     if *trains {
    ///         values.fill_with(|| 0.0);
    ///     }
    /// })?;
    /// assert!(layer.bias().iter().all(|b| *b == 0.0) && layer.weight().iter().all(|w| *w != 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn visit_mut(
        &self,
        model: &mut M,
        mut f: impl FnMut(&ParamPath, &'static V, ViewMut<'_>),
    ) -> Result<(), SelectError> {
        let mut selected = self.selected(model)?.into_iter().filter(|(.., exists)| *exists);
        run::each_mut(model, |view| {
            if let Some((path, value, _)) = selected.next() {
                f(&path, value, view);
            }
        });
        Ok(())
    }

    /// Every parameter with its value, and whether it exists.
    fn selected(&self, model: &M) -> Result<Vec<(ParamPath, &'static V, bool)>, SelectError> {
        let mut faults = Vec::new();
        let (found, failures) = run::select(self.table, model);
        let mut out = Vec::with_capacity(found.len());
        for run::Selected { path, rule, exists } in found {
            match rule.and_then(|rule| self.values.get(rule)) {
                Some(value) => out.push((path, value, exists)),
                None => faults.push(SelectErrorKind::NotCovered { path }),
            }
        }
        faults.extend(failures);
        if faults.is_empty() { Ok(out) } else { Err(SelectError { faults }) }
    }
}

impl<M, V> Clone for Selection<M, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, V> Copy for Selection<M, V> {}

impl<M, V> fmt::Debug for Selection<M, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for rule in self.table {
            list.entry(&format_args!("{rule}"));
        }
        list.finish()
    }
}

/// Why a selection does not fit a model, or has no such parameter. It lists all faults.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::selection::SelectErrorKind;
///
/// #[derive(Initialize)]
/// #[init(dims(layers))]
/// struct Net {
///     #[init(len = layers)]
///     blocks: Vec<Dense<4, 4>>,
/// }
///
/// // How long the `Vec` is, only the model knows.
/// let decay = select! { <Net> blocks[7].** => 0.0, ** => 0.1 };
/// let net = Net::init_with(NetDims { layers: 2 }, 42)?;
/// let error = decay.of(&net).unwrap_err();
/// assert!(matches!(error.kinds(), [SelectErrorKind::NoElement { index: 7, len: 2, .. }]), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SelectError {
    faults: Vec<SelectErrorKind>,
}

/// What is wrong with a selection.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::selection::SelectErrorKind;
///
/// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
/// let error = decay.get(&Dense::init(42)?, "wieght").unwrap_err();
/// let SelectErrorKind::Unknown(unknown) = &error.kinds()[0] else { panic!("{error}") };
/// assert_eq!(unknown.nearest(), Some("weight"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SelectErrorKind {
    /// A rule names an element that is not there.
    NoElement {
        /// The path of the container.
        path: String,
        /// The element.
        index: usize,
        /// The container's length.
        len: usize,
        /// The rule.
        rule: RuleSite,
    },
    /// A rule names an entry that is not there.
    NoKey {
        /// The path of the map.
        path: String,
        /// The key.
        key: &'static str,
        /// The most similar key of the map.
        nearest: Option<String>,
        /// The rule.
        rule: RuleSite,
    },
    /// An array does not have the length of its parts.
    NotCut {
        /// Its path.
        path: ParamPath,
        /// What does not fit.
        fault: AxesError,
    },
    /// No rule covers a parameter.
    NotCovered {
        /// Its path.
        path: ParamPath,
    },
    /// No parameter has the path that was asked for.
    Unknown(UnknownParam),
    /// A parameter is nested too deeply.
    TooDeep,
}

impl SelectError {
    /// What is wrong.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let decay = select! { <Dense<4, 8>> bias => 0.0, ** => 0.1 };
    /// assert_eq!(decay.get(&Dense::init(42)?, "gain").unwrap_err().kinds().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn kinds(&self) -> &[SelectErrorKind] {
        &self.faults
    }
}

/// What is wrong with a rule at a container.
fn misfit(f: &mut fmt::Formatter<'_>, rule: RuleSite, path: &str, cause: &FailureKind) -> fmt::Result {
    let (text, at) = (rule.text(), rule.location());
    write!(f, "the rule `{text}` ({at}) of the selection does not fit `{path}`: {cause}")
}

impl fmt::Display for SelectErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoElement { path, index, len, rule } => {
                misfit(f, *rule, path, &FailureKind::NoElement { index: *index, len: *len })
            }
            Self::NoKey { path, key, nearest, rule } => {
                misfit(f, *rule, path, &FailureKind::NoKey { key, nearest: nearest.clone() })
            }
            Self::NotCut { path, fault } => write!(f, "`{path}` cannot be cut into its parts: {fault}"),
            Self::NotCovered { path } => {
                write!(f, "no rule of the selection covers `{path}`\nhelp: add one for the rest, `** => ..`")
            }
            Self::Unknown(unknown) => unknown.fmt(f),
            Self::TooDeep => f.write_str("a parameter is nested too deeply"),
        }
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.faults.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl core::error::Error for SelectError {}
