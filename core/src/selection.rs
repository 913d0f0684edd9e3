//! Values chosen by pattern: what `select!` gives.

use core::fmt;
use core::marker::PhantomData;

use crate::axes::AxesFault;
use crate::error::RuleSite;
use crate::model::{Initialize, UnknownParam, find};
use crate::path::ParamPath;
use crate::rule::Rule;
use crate::run;
use crate::view::{View, ViewMut};

/// A value for every parameter of the model `M`, checked against it by the compiler. [`select!`](crate::select!) makes one.
///
/// It is constant data and may be a `const` or a `static`.
///
/// Each part of an array that is cut by `parts(..)` is a parameter of its own here too: `attn.qkv.k`, with a view of that
/// part.
pub struct Selection<M, V: 'static> {
    table: &'static [Rule],
    values: &'static [V],
    model: PhantomData<fn(&M)>,
}

/// The parameters that one value was chosen for.
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
    /// them.
    ///
    /// # Errors
    /// [`SelectError`] where a rule names an element that a `Vec` of this model does not have, where only the length
    /// of a `Vec` could tell that no rule covers an element, or where parts are not as long together as their array.
    pub fn of(&self, model: &M) -> Result<Vec<(ParamPath, &'static V)>, SelectError> {
        let selected = self.selected(model)?;
        Ok(selected.into_iter().map(|(path, value, _)| (path, value)).collect())
    }

    /// The parameters of each value: of equal values together, in the order of their first parameters.
    ///
    /// # Errors
    /// As [`of`](Self::of).
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
    pub fn get(&self, model: &M, path: &str) -> Result<&'static V, SelectError> {
        find(self.of(model)?, &[], path).map_err(|unknown| SelectError { faults: vec![SelectFault::Unknown(unknown)] })
    }

    /// Hands every parameter to `f` with its value, in order of declaration. Those that do not exist yet are left out.
    ///
    /// # Errors
    /// As [`of`](Self::of); `f` was not called then.
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
                None => faults.push(SelectFault::NotCovered { path }),
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
/// `Debug` prints what `Display` prints.
#[derive(Clone)]
pub struct SelectError {
    faults: Vec<SelectFault>,
}

/// What is wrong with a selection.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SelectFault {
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
    /// No rule covers a parameter.
    NotCovered {
        /// Its path.
        path: ParamPath,
    },
    /// An array cannot be cut into its parts.
    NotCut {
        /// Its path.
        path: ParamPath,
        /// Why not.
        fault: AxesFault,
    },
    /// No parameter has the path that was asked for.
    Unknown(UnknownParam),
    /// A parameter is nested too deeply.
    TooDeep,
}

impl SelectError {
    /// What is wrong.
    #[must_use]
    pub fn faults(&self) -> &[SelectFault] {
        &self.faults
    }
}

impl fmt::Display for SelectFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoElement { path, index, len, rule } => {
                let (text, at) = (rule.text(), rule.location());
                write!(f, "the rule `{text}` ({at}) of the selection does not fit `{path}`: ")?;
                write!(f, "there is no element {index}: the length is {len}")
            }
            Self::NotCovered { path } => {
                write!(f, "no rule of the selection covers `{path}`\nhelp: add one for the rest, `** => ..`")
            }
            Self::NotCut { path, fault } => write!(f, "`{path}` cannot be cut into its parts: {fault}"),
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

impl fmt::Debug for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for SelectError {}
