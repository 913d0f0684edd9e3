//! Types that look like parts of a model but cannot be, each with a message of its own.
//!
//! An implementation behind a bound that no type meets never applies. It exists for the bound's message, which the
//! compiler then shows instead of the general one.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use ndarray::{ArcArray, ArrayView, ArrayViewMut};

use crate::model::{Initialize, Place, Visit, VisitMut};
use crate::schema::{Node, Schema};

/// The subject of the bounds, which name the refused type as their parameter. If the refused type were the subject, the
/// compiler would show the general message.
#[derive(Debug)]
pub struct Refused;

/// A map whose keys have an order.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be a part of a model: its keys have no order",
    label = "its keys have no order",
    note = "use `BTreeMap<String, _>`"
)]
pub trait Ordered<T: ?Sized> {}

/// A type that owns its contents alone.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be a part of a model: others may hold what is inside",
    label = "a model owns its parameters, each of them once",
    note = "hold the parameters themselves, once, and use them as often as needed: \"Tied weights\" in the recipes of the guide",
    note = "what holds no parameters is marked `#[init(skip)]`"
)]
pub trait Unshared<T: ?Sized> {}

/// An array that owns its elements alone.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be a parameter: it does not own its elements alone",
    label = "a parameter owns its elements",
    note = "use an owned array, such as `ndarray::Array2`"
)]
pub trait OwnedArray<T: ?Sized> {}

/// Defines the items that every implementation needs, and that never run. Messages show the headers, so those are not
/// in the macro.
macro_rules! no_parameters {
    () => {
        const SCHEMA: &'static Schema = &Schema::anonymous(Node::Struct(&[]));

        fn visit_parameters<'m>(&'m self, _: &Place<'_>, _: &mut dyn Visit<'m>) {}

        fn visit_parameters_mut<'m>(&'m mut self, _: &Place<'_>, _: &mut dyn VisitMut<'m>) {}
    };
}

#[doc(hidden)]
impl<K, V, S> Initialize for HashMap<K, V, S>
where
    Refused: Ordered<HashMap<K, V, S>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for Arc<T>
where
    Refused: Unshared<Arc<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for Rc<T>
where
    Refused: Unshared<Rc<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for Mutex<T>
where
    Refused: Unshared<Mutex<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for RwLock<T>
where
    Refused: Unshared<RwLock<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for RefCell<T>
where
    Refused: Unshared<RefCell<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T: ?Sized> Initialize for Cell<T>
where
    Refused: Unshared<Cell<T>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<T, D> Initialize for ArcArray<T, D>
where
    Refused: OwnedArray<ArcArray<T, D>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<'a, T, D> Initialize for ArrayView<'a, T, D>
where
    Refused: OwnedArray<ArrayView<'a, T, D>>,
{
    no_parameters!();
}

#[doc(hidden)]
impl<'a, T, D> Initialize for ArrayViewMut<'a, T, D>
where
    Refused: OwnedArray<ArrayViewMut<'a, T, D>>,
{
    no_parameters!();
}
