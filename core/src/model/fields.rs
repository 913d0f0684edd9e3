//! A step into a field of a struct, in a visit.
//!
//! The derive writes a call for each field, and the compiler takes as long for it as for all that stands in it. So the place and
//! the visitor stand in one value, and the step to the field is made here.

use super::Place;

/// The struct or enum whose fields are visited, and the visitor: `V` is `dyn Visit` or `dyn VisitMut`.
// What the derive expands to names it.
#[doc(hidden)]
pub struct Fields<'a, V: ?Sized> {
    /// The place of the struct or enum.
    place: &'a Place<'a>,
    /// The number of the variant that the fields belong to, in an enum.
    pub variant: Option<usize>,
    /// The visitor.
    pub visitor: &'a mut V,
}

impl<'a, V: ?Sized> Fields<'a, V> {
    /// Those of the struct or enum at this place.
    pub fn new(place: &'a Place<'a>, visitor: &'a mut V) -> Self {
        Self { place, variant: None, visitor }
    }

    /// Goes to field number `index`.
    pub(super) fn enter(&mut self, index: usize, visit: impl FnOnce(&Place<'_>, &mut V)) {
        match self.variant {
            None => visit(&self.place.field(index), self.visitor),
            Some(variant) => visit(&self.place.variant(variant).field(index), self.visitor),
        }
    }
}

impl<V: ?Sized> core::fmt::Debug for Fields<'_, V> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Fields").field("place", self.place).field("variant", &self.variant).finish_non_exhaustive()
    }
}
