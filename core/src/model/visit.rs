//! Visitors: they read or write the parameters of a model, one after another.

use super::{Pending, Place};
use crate::dtype::DType;
use crate::view::{Lend, Moment, View, ViewMut};

/// A visitor that reads the parameters of a model.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::model::{Pending, Place, Visit};
/// use paraminit::prelude::*;
/// use paraminit::seed::PathKey;
/// use paraminit::view::Lend;
///
/// /// Counts of a model, without a list of its parameters.
/// #[derive(Debug, Default, PartialEq)]
/// struct Census {
///     scalars: usize,
///     pending: usize,
///     layers: usize,
/// }
///
/// impl<'m> Visit<'m> for Census {
///     fn leaf(&mut self, _: &Place<'_>, values: View<'m>) {
///         self.scalars += values.count();
///     }
///
///     fn lent(&mut self, _: &Place<'_>, values: Box<dyn Lend + 'm>) {
///         self.scalars += values.shape().iter().product::<usize>();
///     }
///
///     fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m Pending) {
///         self.pending += 1;
///     }
///
///     fn sequence(&mut self, _: &Place<'_>, len: usize) {
///         self.layers += len;
///     }
/// }
///
/// #[derive(Initialize)]
/// struct Net {
///     blocks: [Dense<4, 4>; 3],
///     #[init(dims { outputs: 2 })]
///     head: LazyDense,
/// }
///
/// let mut census = Census::default();
/// Net::init(42)?.visit_parameters(&Place::root(Net::SCHEMA, PathKey::ROOT), &mut census);
/// assert_eq!(census, Census { scalars: 60, pending: 2, layers: 3 });
/// # Ok::<(), InitError>(())
/// ```
pub trait Visit<'m> {
    /// Called for a parameter.
    ///
    #[doc = include_str!("../../docs/model/tensor.md")]
    fn leaf(&mut self, place: &Place<'_>, values: View<'m>);

    /// Called for a parameter whose values live elsewhere, such as another framework's tensor.
    ///
    #[doc = include_str!("../../docs/model/lend.md")]
    fn lent(&mut self, place: &Place<'_>, values: Box<dyn Lend + 'm>);

    /// Called for a parameter that does not exist yet. `shape` has the known lengths.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'m Pending);

    /// Called before the elements of a container, `len` in number.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn sequence(&mut self, place: &Place<'_>, len: usize);

    /// Called before the entries of a map with these keys.
    ///
    #[doc = include_str!("../../docs/model/map.md")]
    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        let _ = (place, keys);
    }
}

/// A visitor that writes the parameters of a model.
///
/// ```
/// use paraminit::dtype::DType;
/// use paraminit::model::{Lent, Pending, Place, VisitMut};
/// use paraminit::prelude::*;
/// use paraminit::seed::PathKey;
///
/// struct Set(f64);
///
/// impl<'m> VisitMut<'m> for Set {
///     fn leaf(&mut self, _: &Place<'_>, mut values: ViewMut<'m>) {
///         values.fill_with(|| self.0);
///     }
///
///     fn pending(&mut self, _: &Place<'_>, _: &[Option<usize>], _: DType, _: &'m mut Pending) {}
///
///     fn sequence(&mut self, _: &Place<'_>, _: usize) {}
///
///     fn lent(&mut self, _: &Place<'_>, lent: Lent<'_>) {
///         if let Lent::Values(values) = lent {
///             values.write(&mut |mut values| values.fill_with(|| self.0)).expect("it can be written");
///         }
///     }
/// }
///
/// let mut layer = Dense::<4, 8>::init(42)?;
/// layer.visit_parameters_mut(&Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT), &mut Set(0.5));
/// assert_eq!((layer.weight()[[0, 0]], layer.bias()[0]), (0.5, 0.5));
/// # Ok::<(), InitError>(())
/// ```
pub trait VisitMut<'m> {
    /// Called for a parameter.
    ///
    #[doc = include_str!("../../docs/model/tensor.md")]
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'m>);

    /// Called for a parameter that does not exist yet. `shape` has the known lengths.
    ///
    #[doc = include_str!("../../docs/model/lazy.md")]
    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'m mut Pending);

    /// Called before the elements of a container, `len` in number.
    ///
    #[doc = include_str!("../../docs/model/container.md")]
    fn sequence(&mut self, place: &Place<'_>, len: usize);

    /// Called before the entries of a map with these keys.
    ///
    #[doc = include_str!("../../docs/model/map.md")]
    fn map(&mut self, place: &Place<'_>, keys: &[&str]) {
        let _ = (place, keys);
    }

    /// Called for a parameter that cannot be borrowed for `'m`: its values live elsewhere, or an accessor of a type of
    /// another crate gives it (`get_mut = ..`).
    ///
    #[doc = include_str!("../../docs/model/lent.md")]
    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>);
}

/// A parameter that is lent to a visitor that writes, for one call only.
///
#[doc = include_str!("../../docs/model/lent.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Lent<'a> {
    /// The values of the parameter.
    Values(&'a mut (dyn Lend + 'a)),
    /// A parameter that does not exist yet: its known lengths, and its type.
    Pending(&'a [Option<usize>], DType, &'a mut Pending),
}

/// A visitor of a field that a method gives. It passes the field's parameters on as [`Lent`].
// The derive names it.
#[doc(hidden)]
pub struct Lender<'v, 'm>(pub &'v mut (dyn VisitMut<'m> + 'v));

impl core::fmt::Debug for Lender<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Lender")
    }
}

impl<'x> VisitMut<'x> for Lender<'_, '_> {
    fn leaf(&mut self, place: &Place<'_>, values: ViewMut<'x>) {
        self.0.lent(place, Lent::Values(&mut Moment(values)));
    }

    fn pending(&mut self, place: &Place<'_>, shape: &[Option<usize>], element: DType, pending: &'x mut Pending) {
        self.0.lent(place, Lent::Pending(shape, element, pending));
    }

    fn sequence(&mut self, place: &Place<'_>, len: usize) {
        self.0.sequence(place, len);
    }

    fn lent(&mut self, place: &Place<'_>, lent: Lent<'_>) {
        self.0.lent(place, lent);
    }
}
