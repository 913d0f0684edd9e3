//! Tuples, as structs with fields called `0`, `1`, .., and types without parameters: `()`, `PhantomData`.

use core::marker::PhantomData;

use crate::error::InitError;
use crate::model::{DeclaredBy, Dimensioned, Initialize, Make, NoDims, NoLen, NoShape, Own, Place, Visit, VisitMut};
use crate::schema::{Field, FieldName, Node, Schema};

macro_rules! tuple {
    ($($name:ident $index:tt),*) => {
        #[allow(unused_variables, reason = "the empty tuple has no fields")]
        impl<$($name: Initialize),*> Initialize for ($($name,)*) {
            const SCHEMA: &'static Schema = &Schema::anonymous(Node::Struct(&[
                $(Field::plain(FieldName::Position($index), $name::SCHEMA)),*
            ]));

            fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                $(self.$index.visit_parameters(&place.field($index), visitor);)*
            }

            fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                $(self.$index.visit_parameters_mut(&place.field($index), visitor);)*
            }
        }

        impl<Family, $($name: Initialize),*> DeclaredBy<Family> for ($($name,)*) {
            type By = Own<Self>;
        }

        impl<$($name: Dimensioned),*> Dimensioned for ($($name,)*) {
            type Dims = ($($name::Dims,)*);
        }

        impl<$($name: NoDims),*> NoDims for ($($name,)*) {
            const NONE: Self = ($($name::NONE,)*);
        }

        #[allow(unused_variables, reason = "the empty tuple has no fields")]
        impl<$($name: Make<NoShape, NoLen>),*> Make<NoShape, NoLen> for ($($name,)*) {
            fn make(dims: &Self::Dims, _: NoShape, _: NoLen) -> Result<Self, InitError> {
                Ok(($($name::make(&dims.$index, NoShape, NoLen).map_err(|e| e.below(stringify!($index)))?,)*))
            }
        }
    };
}

tuple!();
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

impl<T: ?Sized> Initialize for PhantomData<T> {
    const SCHEMA: &'static Schema = <()>::SCHEMA;

    fn visit_parameters<'m>(&'m self, _: &Place<'_>, _: &mut dyn Visit<'m>) {}

    fn visit_parameters_mut<'m>(&'m mut self, _: &Place<'_>, _: &mut dyn VisitMut<'m>) {}
}

impl<T: ?Sized> Dimensioned for PhantomData<T> {
    type Dims = ();
}

impl<T: ?Sized> Make<NoShape, NoLen> for PhantomData<T> {
    fn make((): &(), _: NoShape, _: NoLen) -> Result<Self, InitError> {
        Ok(Self)
    }
}
