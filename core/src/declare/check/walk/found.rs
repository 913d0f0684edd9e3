//! A parameter that a walk found, and the facts for the check of its initializer.

use crate::axes::{AxesError, Axis, fans};
use crate::info::Part;
use crate::init::{Init, Mismatch, ParamFacts, suits};
use crate::rule::{Action, Rule};
use crate::schema::{Field, Leaf, Origin};

/// A number that stands for no rule, no alternative, no parameter.
pub const NOBODY: usize = usize::MAX;

/// A parameter of the schema, and the alternative that governs it.
///
/// It has nothing of the field but what the checks read, and no reference to it: incremental compilation hashes a constant
/// with all that it refers to, and a reference into an array stands for the whole of it. A report of a thousand references
/// to fields cost a million fields.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The parameter.
    pub leaf: Leaf,
    /// The declaration of its field.
    pub declared: Declaration,
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
    pub attribute: Option<Attribute>,
}

/// What the attributes of a field declare.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// `axes = [..]`.
    pub axes: Option<&'static [Axis]>,
    /// True if `axes` takes numbers of blocks from fields of the model.
    pub blocks_kept: bool,
    /// True if `fans_of = ..` is declared.
    pub borrowed: bool,
    /// `shape = [..]`, if it is constant.
    pub shape: Option<&'static [usize]>,
    /// `part = ..`.
    pub part: Option<Part>,
}

/// An attribute that governs a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its right-hand side, as written.
    pub text: &'static str,
    /// The reason why its initializer does not suit the parameter, if any.
    pub unsuited: Option<Mismatch>,
}

impl Declaration {
    /// That of a parameter which stands in this field, or in none.
    pub(crate) const fn of(field: Option<&'static Field>) -> Self {
        match field {
            Some(&Field { axes, blocks_kept, fans_of, shape, part, .. }) => {
                Self { axes, blocks_kept, borrowed: fans_of.is_some(), shape, part }
            }
            None => Self { axes: None, blocks_kept: false, borrowed: false, shape: None, part: None },
        }
    }
}

impl Found {
    /// Returns the facts of the parameter, for a rule on its own field (`own`) or elsewhere.
    #[must_use]
    pub(crate) const fn facts(&self, own: bool) -> ParamFacts<'_> {
        let Declaration { axes, blocks_kept, borrowed, part, .. } = self.declared;
        ParamFacts {
            rank: self.leaf.rank,
            shape: self.shape(),
            axes: axes.is_some(),
            roles: if blocks_kept { None } else { axes },
            fault: self.axes_fault(),
            kind: self.kind,
            part,
            borrowed,
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

    /// The same parameter, governed by this attribute.
    pub(crate) const fn governed_by(self, attribute: Option<(&'static Rule, Origin)>) -> Self {
        let attribute = match attribute {
            Some((rule, origin)) => {
                let unsuited = match &rule.action {
                    Action::Init(init) => self.unsuited(init, matches!(origin, Origin::Own)),
                    _ => None,
                };
                Some(Attribute { text: rule.text, unsuited })
            }
            None => None,
        };
        Self { attribute, ..self }
    }

    /// The reason why the governing attribute's initializer does not suit the parameter, if any.
    #[must_use]
    pub const fn unsuited_default(&self) -> Option<Mismatch> {
        match self.attribute {
            Some(attribute) => attribute.unsuited,
            None => None,
        }
    }

    /// The reason why the declared axes do not fit the shape, if the type or an attribute fixes it.
    const fn axes_fault(&self) -> Option<AxesError> {
        if self.declared.blocks_kept {
            return None;
        }
        let Some(declared) = self.declared.axes else { return None };
        let Some(shape) = self.shape() else { return None };
        match fans(shape, declared) {
            Ok(_) => None,
            Err(fault) => Some(fault),
        }
    }

    /// The shape, if the type or an attribute fixes it.
    pub(crate) const fn shape(&self) -> Option<&[usize]> {
        match (self.declared.shape, &self.leaf.shape) {
            (Some(shape), _) => Some(shape),
            (_, Some(shape)) => Some(shape.as_slice()),
            _ => None,
        }
    }
}
