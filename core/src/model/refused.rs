//! Types that look like parts of a model and cannot be, each with words of its own.
//!
//! An implementation behind a bound that nothing meets never applies. It is there for the bound's message, which the
//! compiler then shows in place of the general one.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use ndarray::{ArcArray, ArrayView, ArrayViewMut};

use super::{Initialize, Place, Visit, VisitMut};
use crate::schema::{Node, Schema};

/// Any of these types. The bounds are about it, and name the type: the compiler shows the general message where a bound is
/// about the type that has it.
#[derive(Debug)]
pub struct Refused;

/// A map whose keys have an order.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be a part of a model: its keys have no order",
    label = "its keys have no order",
    note = "use `BTreeMap<String, _>`"
)]
pub trait Ordered<T: ?Sized> {}

/// What owns its contents alone.
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

macro_rules! refused {
    ($bound:ident: $($type:ty, <$($lifetime:lifetime,)? $($parameter:ident $(: $sized:tt Sized)?),*>);+) => { $(
        #[doc(hidden)]
        impl<$($lifetime,)? $($parameter $(: $sized Sized)?),*> Initialize for $type
        where
            Refused: $bound<$type>,
        {
            const SCHEMA: &'static Schema = &Schema::anonymous(Node::Struct(&[]));

            fn visit_parameters<'m>(&'m self, _: &Place<'_>, _: &mut dyn Visit<'m>) {}

            fn visit_parameters_mut<'m>(&'m mut self, _: &Place<'_>, _: &mut dyn VisitMut<'m>) {}
        }
    )+ };
}

refused!(Ordered: HashMap<K, V, S>, <K, V, S>);
refused!(
    Unshared: Arc<T>, <T: ?Sized>;
    Rc<T>, <T: ?Sized>;
    Mutex<T>, <T: ?Sized>;
    RwLock<T>, <T: ?Sized>;
    RefCell<T>, <T: ?Sized>;
    Cell<T>, <T: ?Sized>
);
refused!(
    OwnedArray: ArcArray<T, D>, <T, D>;
    ArrayView<'a, T, D>, <'a, T, D>;
    ArrayViewMut<'a, T, D>, <'a, T, D>
);
