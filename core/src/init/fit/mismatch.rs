//! Reasons why an initializer does not suit a parameter.

use crate::axes::AxesError;
use crate::info::Part;

/// The reason why an initializer does not suit a parameter.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::init::{InitErrorKind, Mismatch};
/// use paraminit::prelude::*;
///
/// let mut bias = Array1::<f32>::zeros(8);
/// let cause = init::xavier_uniform().fill(&mut bias, &[Out], StreamId::new(42, "bias")).unwrap_err();
/// assert!(matches!(cause, InitErrorKind::Mismatch(Mismatch::Fans { rank: 1, .. })), "{cause}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// Need for fans, by a parameter with fewer than two axes.
    Fans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// True if the parameter declares `fans_of`, which does not count here.
        borrowed: bool,
    },
    /// Need for fans, where neither `axes` nor `fans_of` was declared.
    Undeclared {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
    },
    /// Need for a matrix, by a parameter with fewer than two axes.
    Matrix {
        /// The initializer that needs one.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// A preset that has no entry for the parameter.
    Preset {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: Option<&'static str>,
        /// The part of the layer that the parameter is.
        part: Option<Part>,
    },
    /// A preset that needs the fans of a bias's weight, where no field is declared as that weight.
    Lender {
        /// The preset.
        preset: &'static str,
        /// The field that holds the weight, if a field is declared so.
        weight: Option<&'static str>,
    },
    /// A preset for packed gates, where the axes have another number of blocks.
    Gates {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: &'static str,
        /// The number of gates of such a layer.
        gates: usize,
        /// The number of blocks along the outputs in `axes`.
        found: usize,
    },
    /// Declared axes that do not fit the parameter.
    Axes {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The part that does not fit.
        fault: AxesError,
    },
    /// Need for declared rows, by a parameter with more than two axes and no roles.
    Rows {
        /// The initializer that needs to know.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// A rank that the initializer does not support.
    Rank {
        /// The initializer.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// The lowest rank that it supports.
        least: usize,
        /// The highest rank that it supports.
        most: usize,
        /// Advice.
        help: &'static str,
    },
    /// Need for the roles of axes, by a parameter without declared ones.
    NoRoles {
        /// The initializer that must know them.
        initializer: &'static str,
        /// The required roles, in words.
        wanted: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
    },
    /// Declared roles that differ from the required ones.
    Roles {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The required roles, in words.
        wanted: &'static str,
    },
    /// A length that is no multiple of the required number.
    Multiple {
        /// The initializer that divides it.
        initializer: &'static str,
        /// The required divisor.
        of: usize,
        /// The length.
        found: usize,
        /// The unit that is counted.
        unit: &'static str,
        /// The reason for the divisor.
        help: &'static str,
    },
    /// An initializer of all gates of a layer, for a parameter that is one part of an array.
    Whole {
        /// The initializer.
        initializer: &'static str,
    },
    /// Groups by an option, where the axes have blocks already.
    Grouped {
        /// The initializer.
        initializer: &'static str,
        /// The number of groups of the option.
        groups: usize,
    },
    /// A parameter with fewer outputs than inputs.
    Wide {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The number of outputs of the parameter, or of a block of it.
        outputs: usize,
        /// The number of inputs.
        inputs: usize,
    },
    /// A parameter with other numbers of outputs and inputs, for a diagonal.
    Rectangular {
        /// The initializer with the option `diagonal`.
        initializer: &'static str,
        /// The number of outputs of the parameter, or of a block of it.
        outputs: usize,
        /// The number of inputs.
        inputs: usize,
    },
    /// No axis of copies in front.
    NoCopies {
        /// The parameter's rank, if known.
        rank: Option<usize>,
        /// True if its axes are declared.
        declared: bool,
    },
    /// No single axis with packed blocks.
    NoBlocks {
        /// The number of blocks that have an initializer.
        blocks: usize,
        /// The parameter's rank, if known.
        rank: Option<usize>,
        /// The number of axes along which blocks are packed.
        packed: usize,
    },
    /// A number of packed blocks that differs from the number of initializers.
    Blocks {
        /// The number of blocks that have an initializer.
        given: usize,
        /// The number that the parameter has.
        found: usize,
    },
    /// A number of elements that differs from the number of values.
    Count {
        /// The initializer.
        initializer: &'static str,
        /// The number of its values.
        expected: usize,
        /// The number of elements of the parameter.
        found: usize,
    },
}

impl Mismatch {
    /// Replaces the initializer's name by the one that the user wrote.
    pub(crate) const fn of(self, initializer: &'static str) -> Self {
        match self {
            Self::Fans { rank, borrowed, .. } => Self::Fans { initializer, rank, borrowed },
            Self::Undeclared { rank, .. } => Self::Undeclared { initializer, rank },
            Self::Axes { fault, .. } => Self::Axes { initializer, fault },
            Self::Matrix { rank, .. } => Self::Matrix { initializer, rank },
            Self::Rows { rank, .. } => Self::Rows { initializer, rank },
            Self::Whole { .. } => Self::Whole { initializer },
            Self::Rank { rank, least, most, help, .. } => Self::Rank { initializer, rank, least, most, help },
            Self::Multiple { of, found, unit, help, .. } => Self::Multiple { initializer, of, found, unit, help },
            // No preset uses an initializer with other requirements.
            _ => self,
        }
    }
}
