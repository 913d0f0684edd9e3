//! Selections: values chosen by pattern, made by `select!`.

mod error;

use core::fmt;
use core::marker::PhantomData;

use crate::info::ParamInfo;
use crate::model::{Initialize, Item, Lent, Place, each_mut, each_part, find};
use crate::path::ParamPath;
use crate::rule::{Rule, RuleSet};
use crate::schema::{SchemaPath, first_match};
use crate::seed::PathKey;
use crate::survey::{self, Held, Survey};
use crate::view::{View, ViewMut};
pub use error::{SelectError, SelectErrorKind};

/// A value for every parameter of the model `M`, checked against it by the compiler and made by
/// [`select!`](crate::select!).
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

/// The parameters with one value.
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

/// What a selection says of the parameters of a model.
struct Selected<'m, V: 'static> {
    /// The parameters with their values, and with the contents of the model for each.
    chosen: Vec<(ParamPath, &'static V, Held<'m>)>,
    /// The buffers that no rule names.
    left_out: Vec<ParamPath>,
}

impl<M, V> Selection<M, V> {
    /// The expansion of `select!`: the rules, and the value of each.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static [Rule], values: &'static [V]) -> Self {
        Self { table, values, model: PhantomData }
    }
}

impl<M: Initialize, V> Selection<M, V> {
    /// Lists the parameters with their values, in order of declaration. Parameters of lazy layers that do not exist yet are among
    /// them, and an array that is cut, `parts(..)`, is a parameter for each part. A `buffer` is there only if the rule that
    /// comes first has its name: what a wildcard selects is for what is trained.
    ///
    /// # Errors
    /// [`SelectError`] if a rule names an element or entry that a container of this model does not have, if no rule
    /// covers an element of a `Vec` (whose length the compiler does not know), or if an array cannot be cut into its
    /// parts.
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
        let Selected { chosen, .. } = self.selected(model)?;
        Ok(chosen.into_iter().map(|(path, value, _)| (path, value)).collect())
    }

    /// Groups the parameters by value. The groups are in the order of their first parameters.
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

    /// Returns the value of the parameter of that path, such as `blocks.3.up.weight`.
    ///
    /// # Errors
    /// As [`of`](Self::of), and an error if no parameter has that path, which names the most similar one, or if it is that of
    /// a buffer that no rule names.
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
        let Selected { chosen, left_out } = self.selected(model)?;
        let chosen = chosen.into_iter().map(|(path, value, _)| (path, value)).collect();
        find(chosen, &[], path).map_err(|unknown| {
            let buffer = left_out.into_iter().find(|buffer| *buffer == path);
            let fault = buffer.map_or(SelectErrorKind::Unknown(unknown), |path| SelectErrorKind::Buffer { path });
            SelectError { faults: vec![fault] }
        })
    }

    /// Calls `f` with every parameter and its value, in order of declaration. It leaves out those that do not exist
    /// yet.
    ///
    /// # Errors
    /// As [`of`](Self::of). `f` is not called then. Values that [live elsewhere](crate::view::Lend) may fail to be lent; `f` was
    /// called with what stands before them, and with nothing behind.
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
        for (path, value, held) in self.selected(model)?.chosen {
            if let Held::Values(values) = held {
                let read = values.read(|view| f(&path, value, view));
                read.map_err(|error| SelectError { faults: vec![SelectErrorKind::Lent { path, error }] })?;
            }
        }
        Ok(())
    }

    /// Calls `f` with every parameter and its value, to write, in order of declaration. It leaves out those that do not
    /// exist yet.
    ///
    /// # Errors
    /// As [`of`](Self::of). `f` is not called then. Values that [live elsewhere](crate::view::Lend) may fail to be lent; `f` was
    /// called with what stands before them, and with nothing behind.
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
        let selected = self.selected(model)?.chosen.into_iter().filter(|(.., held)| matches!(held, Held::Values(_)));
        let selected: Vec<_> = selected.map(|(path, value, _)| (path, value)).collect();
        let mut selected = selected.into_iter().peekable();
        let mut parts = |place: &Place<'_>, values: ViewMut<'_>| {
            // What cannot be cut was refused before.
            let _ = each_part(place, values, |place, values| {
                // Both in order of declaration; buffers that no rule names are not selected.
                let path = place.is_buffer().then(|| ParamPath::new(place.segments()));
                let next = selected.next_if(|(next, _)| path.is_none_or(|path| path == *next));
                if let Some((path, value)) = next {
                    f(&path, value, values);
                }
            });
        };
        let mut failed = None;
        each_mut(model, PathKey::ROOT, &mut |place, item| match item {
            // What could not be lent was not counted off, so that the values behind it would meet another one's.
            _ if failed.is_some() => {}
            Item::Values(values) => parts(place, values),
            Item::Lent(Lent::Values(lend)) => {
                let written = lend.write(&mut |values| parts(place, values));
                let path = || ParamPath::new(place.segments());
                failed = written.err().map(|error| SelectErrorKind::Lent { path: path(), error });
            }
            _ => {}
        });
        failed.map_or(Ok(()), |fault| Err(SelectError { faults: vec![fault] }))
    }

    fn selected<'m>(&self, model: &'m M) -> Result<Selected<'m, V>, SelectError> {
        let set = RuleSet { table: self.table, sources: &[] };
        let mut left_out = Vec::new();
        let mut watch = |info: &ParamInfo, path: &SchemaPath<'_>| {
            let general = || first_match(self.table, path).is_none_or(|number| self.table[number].is_general(path, 0));
            if info.is_buffer() && general() {
                left_out.push(info.path.clone());
            }
        };
        let Survey { entries, failures } = survey::read(set, model, false, Some(&mut watch));
        let mut passed = left_out.iter().peekable();
        let (mut chosen, mut faults) = (Vec::with_capacity(entries.len()), Vec::new());
        for entry in entries {
            if passed.next_if(|path| **path == entry.info.path).is_some() {
                continue;
            }
            // Attributes choose no values: of an empty table they decide.
            let number = self.table.iter().position(|rule| entry.rule.is_some_and(|site| site.is(rule)));
            match number.and_then(|number| self.values.get(number)) {
                Some(value) => chosen.push((entry.info.path, value, entry.values)),
                None => faults.extend(error::of_entry(entry, &failures)),
            }
        }
        faults.extend(failures.into_iter().filter_map(|failure| error::of_failure(self.table, failure)));
        faults.dedup_by(|a, b| matches!((a, b), (SelectErrorKind::TooDeep, SelectErrorKind::TooDeep)));
        if faults.is_empty() { Ok(Selected { chosen, left_out }) } else { Err(SelectError { faults }) }
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
