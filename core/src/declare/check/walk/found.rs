//! A parameter that a walk found, and the facts for the check of its initializer.

use crate::axes::{AxesError, fans};
use crate::init::{Init, Mismatch, ParamFacts, suits};
use crate::rule::{Action, Rule};
use crate::schema::{Field, Leaf, Origin};

/// A number that stands for no rule, no alternative, no parameter.
pub const NOBODY: usize = usize::MAX;

/// A parameter of the schema, and the alternative that governs it.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The parameter.
    pub leaf: Leaf,
    /// The field that declares it.
    pub field: Option<&'static Field>,
    /// The kind of the layer around the parameter.
    pub kind: Option<&'static str>,
    /// The position of the root's field that leads to the parameter.
    pub top: usize,
    /// True if only containers lie between the root and the parameter, so that no other struct is responsible for it.
    pub own: bool,
    /// True for a part of an array that is cut.
    pub cut: bool,
    /// True if the declaring struct was checked at its definition.
    pub judged: bool,
    /// The first alternative that matches the parameter, or [`NOBODY`].
    pub winner: usize,
    /// The attribute that governs the parameter, if the winner says `default`.
    pub attribute: Option<(&'static Rule, Origin)>,
}

impl Found {
    /// Returns the facts of the parameter, for a rule on its own field (`own`) or elsewhere.
    #[must_use]
    pub(crate) const fn facts(&self, own: bool) -> ParamFacts<'_> {
        let field = self.field;
        ParamFacts {
            rank: self.leaf.rank,
            shape: self.shape(),
            axes: matches!(field, Some(field) if field.axes.is_some()),
            roles: match field {
                Some(field) if !field.blocks_kept => field.axes,
                _ => None,
            },
            fault: self.axes_fault(),
            kind: self.kind,
            part: match field {
                Some(field) => field.part,
                None => None,
            },
            borrowed: matches!(field, Some(field) if field.fans_of.is_some()),
            cut: self.cut,
            own,
        }
    }

    /// The reason why the initializer does not suit it, if any. Blocks that do not divide an axis are left to the check of
    /// the declaration, where there was one.
    #[must_use]
    pub const fn unsuited(&self, init: &Init, own: bool) -> Option<Mismatch> {
        match self.axes_fault() {
            Some(AxesError::Blocks { .. }) if self.judged => None,
            _ => suits(init, self.facts(own)),
        }
    }

    /// Returns the reason why the governing attribute's initializer does not suit the parameter, if any.
    #[must_use]
    pub const fn unsuited_default(&self) -> Option<Mismatch> {
        match self.attribute {
            Some((rule, origin)) => match rule.action {
                Action::Init(ref init) => self.unsuited(init, matches!(origin, Origin::Own)),
                _ => None,
            },
            None => None,
        }
    }

    /// The reason why the declared axes do not fit the shape, if the type or an attribute fixes it.
    const fn axes_fault(&self) -> Option<AxesError> {
        let Some(field) = self.field else { return None };
        let Some(declared) = field.axes else { return None };
        if field.blocks_kept {
            return None;
        }
        let Some(shape) = self.shape() else { return None };
        match fans(shape, declared) {
            Ok(_) => None,
            Err(fault) => Some(fault),
        }
    }

    /// The shape, if the type or an attribute fixes it.
    pub(crate) const fn shape(&self) -> Option<&[usize]> {
        match (self.field, &self.leaf.shape) {
            (Some(Field { shape: Some(shape), .. }), _) => Some(shape),
            (_, Some(shape)) => Some(shape.as_slice()),
            _ => None,
        }
    }
}
