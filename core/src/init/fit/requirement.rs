//! What initializers of a fixed form ask of a parameter: its rank, the roles of its axes, their lengths.

use crate::axes::{Axis, Role, fans};
use crate::init::combine::gates;
use crate::init::fit::ParamFacts;
use crate::init::fit::mismatch::Mismatch;
use crate::init::tree::Node;

/// What an initializer asks for.
struct ShapeRequirement {
    least: usize,
    most: usize,
    roles: Roles,
    /// What to do about a parameter of another rank.
    help: &'static str,
}

/// Which axes it must be able to tell apart.
#[derive(Clone, Copy)]
enum Roles {
    /// None.
    Any,
    /// None, but blocks packed along an axis matter.
    Blocks,
    /// One `out`, one `in`, and otherwise `kernel` axes.
    Layer,
    /// Two `kernel` axes.
    Plane,
    /// One `out` axis.
    Outputs,
}

impl Node {
    const fn demand(self) -> Option<ShapeRequirement> {
        let (ranks, roles, help) = match self {
            Self::Eye(_) => ((2, 2), Roles::Blocks, "`eye` is for matrices, `dirac` for convolutions"),
            Self::Sparse(_) => {
                let help = "`mixture { 0.9 => zeros, 0.1 => normal(0.0, std) }` suits every rank";
                ((2, 2), Roles::Any, help)
            }
            Self::Dirac(_) => ((3, 5), Roles::Layer, "`dirac` is for convolutions, `eye` for matrices"),
            Self::DeltaOrthogonal(_) => {
                ((3, 5), Roles::Layer, "`delta_orthogonal` is for convolutions, `orthogonal` for matrices")
            }
            Self::Bilinear => ((4, 4), Roles::Plane, "it is for kernels of two-dimensional upsampling"),
            Self::LstmBias(_) | Self::Chrono(_) => {
                ((1, 1), Roles::Any, "it is for biases of LSTMs, which have one axis")
            }
            Self::ZeroInit => ((2, 5), Roles::Layer, "`zero_init` is for weights, `zeros` for biases"),
            Self::Icnr(_) => ((1, usize::MAX), Roles::Outputs, "it is for convolutions in front of a pixel shuffle"),
            Self::Stft(_) => ((3, 3), Roles::Any, "its axes are samples, one input, frequencies"),
            Self::Values(_) => ((0, usize::MAX), Roles::Any, ""),
            _ => return None,
        };
        Some(ShapeRequirement { least: ranks.0, most: ranks.1, roles, help })
    }

    /// Whether it asks for anything.
    pub(crate) const fn is_demanding(self) -> bool {
        matches!(self, Self::Gates { .. }) || self.demand().is_some()
    }

    /// What of it the parameter does not have.
    pub(crate) const fn unmet(self, facts: &ParamFacts<'_>) -> Option<Mismatch> {
        if let Self::Gates { blocks } = self {
            return gates::unmet(blocks, facts);
        }
        let Some(ShapeRequirement { least, most, roles, help }) = self.demand() else { return None };
        let initializer = self.name();
        if facts.cut && matches!(self, Self::LstmBias(_) | Self::Chrono(_)) {
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
        if let (Self::Dirac(dirac), Some(axes)) = (self, facts.roles)
            && dirac.groups > 1
            && has_blocks(axes)
        {
            return Some(Mismatch::Grouped { initializer, groups: dirac.groups });
        }
        match facts.shape {
            Some(shape) => self.unmet_lengths(shape, facts.roles),
            None => None,
        }
    }

    /// What is wrong with the lengths of axes whose roles were judged.
    const fn unmet_lengths(self, shape: &[usize], roles: Option<&[Axis]>) -> Option<Mismatch> {
        let initializer = self.name();
        let (of, found, unit, help) = match self {
            Self::LstmBias(_) | Self::Chrono(_) => {
                let found = if shape.is_empty() { 0 } else { shape[0] };
                (4, found, "elements", "it has four gates of the hidden size")
            }
            Self::Dirac(dirac) => {
                let found = block(shape, roles, Role::Out);
                (dirac.groups, found, "outputs", "its groups have equally many; they are those of the convolution")
            }
            Self::Icnr(icnr) => {
                let found = block(shape, roles, Role::Out);
                (icnr.share(), found, "outputs", "a pixel shuffle turns the square of its scale into one channel")
            }
            Self::DeltaOrthogonal(_) => {
                let (outputs, inputs) = (block(shape, roles, Role::Out), block(shape, roles, Role::In));
                return if outputs < inputs { Some(Mismatch::Wide { initializer, outputs, inputs }) } else { None };
            }
            Self::Values(values) => {
                let (mut found, mut i) = (1_usize, 0);
                while i < shape.len() {
                    found = found.saturating_mul(shape[i]);
                    i += 1;
                }
                let expected = values.array.len();
                return if expected == found { None } else { Some(Mismatch::Count { initializer, expected, found }) };
            }
            _ => return None,
        };
        // A multiple of 0 is a fault of the argument.
        if of == 0 || found.is_multiple_of(of) {
            return None;
        }
        Some(Mismatch::Multiple { initializer, of, found, unit, help })
    }
}

impl Roles {
    /// In words; empty if axes need not be declared.
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

/// The length of one block of the axis with this role; 0 if there is none, which every number divides.
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
