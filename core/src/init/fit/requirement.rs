//! The requirements of initializers: fans, a matrix, or a rank with roles of axes and lengths.

use crate::axes::{Axis, Role, fans};
use crate::init::{Mismatch, ParamFacts};

/// A requirement of an initializer on a parameter.
#[derive(Clone, Copy)]
pub(crate) enum Requirement {
    /// None: any parameter will do.
    Nothing,
    /// A fan-in and a fan-out.
    Fans,
    /// Two or more axes, some of which are rows.
    Matrix,
    /// A rank, roles of axes, lengths.
    Shape(ShapeRequirement),
}

/// A rank, roles of axes, lengths.
#[derive(Clone, Copy)]
pub(crate) struct ShapeRequirement {
    /// The lowest rank.
    pub(crate) least: usize,
    /// The highest rank.
    pub(crate) most: usize,
    pub(crate) roles: Roles,
    /// Advice about a parameter of another rank.
    pub(crate) help: &'static str,
    pub(crate) lengths: Lengths,
    /// True if the initializer fills all gates of a layer, so that it cannot fill a part of an array that is cut.
    pub(crate) whole: bool,
    /// The number of groups by an option, which excludes blocks in the axes; 1 for none.
    pub(crate) groups: usize,
}

/// The roles that the axes must have.
#[derive(Clone, Copy)]
pub(crate) enum Roles {
    /// Any roles.
    Any,
    /// Any roles, but blocks must divide the axes.
    Blocks,
    /// One `out` axis, one `in` axis, and `kernel` axes for the rest.
    Layer,
    /// Two `kernel` axes.
    Plane,
    /// One `out` axis.
    Outputs,
}

/// The lengths that the axes must have.
#[derive(Clone, Copy)]
pub(crate) enum Lengths {
    Any,
    /// This many elements.
    Count(usize),
    /// A number of elements that is a multiple of `of`.
    Elements {
        of: usize,
        help: &'static str,
    },
    /// A number of outputs in each block that is a multiple of `of`.
    Outputs {
        of: usize,
        help: &'static str,
    },
    /// At least as many outputs as inputs, in each block.
    Tall,
    /// As many outputs as inputs, in each block.
    Square,
}

impl ShapeRequirement {
    /// A requirement of this rank, and of nothing else.
    pub(crate) const fn rank(least: usize, most: usize, help: &'static str) -> Self {
        Self { least, most, roles: Roles::Any, help, lengths: Lengths::Any, whole: false, groups: 1 }
    }

    /// The requirement of the biases of all four gates of an LSTM.
    pub(crate) const GATES: Self = Self {
        lengths: Lengths::Elements { of: 4, help: "it has four gates of the hidden size" },
        whole: true,
        ..Self::rank(1, 1, "it is for biases of LSTMs, which have one axis")
    };

    pub(crate) const fn with_roles(self, roles: Roles) -> Self {
        Self { roles, ..self }
    }

    pub(crate) const fn with_lengths(self, lengths: Lengths) -> Self {
        Self { lengths, ..self }
    }

    /// Returns the part of the requirement that a parameter does not meet, if any.
    pub(crate) const fn unmet(self, initializer: &'static str, facts: &ParamFacts<'_>) -> Option<Mismatch> {
        let Self { least, most, roles, help, lengths, whole, groups } = self;
        if facts.cut && whole {
            return Some(Mismatch::Whole { initializer });
        }
        if let Some(rank) = facts.rank
            && (rank < least || rank > most)
        {
            return Some(Mismatch::Rank { initializer, rank, least, most, help });
        }
        let wanted = roles.wanted();
        if !facts.axes && !wanted.is_empty() {
            return Some(Mismatch::NoRoles { initializer, wanted, rank: facts.rank });
        }
        if let (Some(axes), Some(shape)) = (facts.roles, facts.shape)
            && !matches!(roles, Roles::Any)
            && let Err(fault) = fans(shape, axes)
        {
            return Some(Mismatch::Axes { initializer, fault });
        }
        if let Some(axes) = facts.roles
            && !roles.are_in(axes)
        {
            return Some(Mismatch::Roles { initializer, wanted });
        }
        if let Some(axes) = facts.roles
            && groups > 1
            && has_blocks(axes)
        {
            return Some(Mismatch::Grouped { initializer, groups });
        }
        match facts.shape {
            Some(shape) => lengths.unmet(initializer, shape, facts.roles),
            None => None,
        }
    }
}

impl Lengths {
    const fn unmet(self, initializer: &'static str, shape: &[usize], roles: Option<&[Axis]>) -> Option<Mismatch> {
        let (of, found, unit, help) = match self {
            Self::Any => return None,
            Self::Count(expected) => {
                let found = elements(shape);
                return if expected == found { None } else { Some(Mismatch::Count { initializer, expected, found }) };
            }
            Self::Elements { of, help } => (of, elements(shape), "elements", help),
            Self::Outputs { of, help } => (of, block(shape, roles, Role::Out), "outputs", help),
            Self::Tall | Self::Square => {
                let (outputs, inputs) = (block(shape, roles, Role::Out), block(shape, roles, Role::In));
                return if matches!(self, Self::Square) && outputs != inputs {
                    Some(Mismatch::Rectangular { initializer, outputs, inputs })
                } else if outputs < inputs {
                    Some(Mismatch::Wide { initializer, outputs, inputs })
                } else {
                    None
                };
            }
        };
        // A multiple of 0 is a fault of the argument.
        if of == 0 || found.is_multiple_of(of) {
            return None;
        }
        Some(Mismatch::Multiple { initializer, of, found, unit, help })
    }
}

impl Roles {
    /// The roles in words; empty if any will do.
    const fn wanted(self) -> &'static str {
        match self {
            Self::Any | Self::Blocks => "",
            Self::Layer => "one `out` axis, one `in` axis, and `kernel` axes for the rest",
            Self::Plane => "two `kernel` axes",
            Self::Outputs => "one `out` axis",
        }
    }

    const fn are_in(self, axes: &[Axis]) -> bool {
        let (outputs, inputs, kernel) = (count(axes, Role::Out), count(axes, Role::In), count(axes, Role::Kernel));
        match self {
            Self::Any | Self::Blocks => true,
            Self::Layer => outputs == 1 && inputs == 1 && kernel + 2 == axes.len(),
            Self::Plane => kernel == 2,
            Self::Outputs => outputs == 1,
        }
    }
}

const fn elements(shape: &[usize]) -> usize {
    let (mut product, mut i) = (1_usize, 0);
    while i < shape.len() {
        product = product.saturating_mul(shape[i]);
        i += 1;
    }
    product
}

const fn count(axes: &[Axis], role: Role) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < axes.len() {
        if axes[i].role as u8 == role as u8 {
            count += 1;
        }
        i += 1;
    }
    count
}

const fn has_blocks(axes: &[Axis]) -> bool {
    let mut i = 0;
    while i < axes.len() {
        if axes[i].blocks > 1 {
            return true;
        }
        i += 1;
    }
    false
}

/// The length of one block of the axis with this role; 0, which every number divides, if there is no such axis.
const fn block(shape: &[usize], roles: Option<&[Axis]>, role: Role) -> usize {
    let Some(axes) = roles else { return 0 };
    let mut i = 0;
    while i < axes.len() && i < shape.len() {
        if axes[i].role as u8 == role as u8 && axes[i].blocks > 0 {
            return shape[i] / axes[i].blocks;
        }
        i += 1;
    }
    0
}
