//! Why an initializer does not suit a parameter, in words.

use crate::axes::AxesError;
use crate::info::Part;

/// Why an initializer does not suit a parameter.
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
    /// Fans of a parameter with fewer than two axes.
    Fans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// True if it declares `fans_of`, which counts elsewhere only.
        borrowed: bool,
    },
    /// Fans where neither `axes` nor `fans_of` was declared.
    Undeclared {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
    },
    /// A matrix of a parameter with fewer than two axes.
    Matrix {
        /// The initializer that needs one.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// A preset that does not know the parameter.
    Preset {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: Option<&'static str>,
        /// What the parameter does in it.
        part: Option<Part>,
    },
    /// A preset that needs the fans of a bias's weight, where nothing says whose they are.
    Lender {
        /// The preset.
        preset: &'static str,
        /// The field that holds that weight, if one says that it does.
        weight: Option<&'static str>,
    },
    /// A preset for packed gates, where the axes tell another number of them.
    Gates {
        /// The preset.
        preset: &'static str,
        /// The kind of the layer.
        kind: &'static str,
        /// The number of its gates.
        gates: usize,
        /// The number of blocks that `axes` has along the outputs.
        found: usize,
    },
    /// Declared axes that do not fit the parameter.
    Axes {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The part that does not fit.
        fault: AxesError,
    },
    /// Which axes are rows, of a parameter with more than two axes and no roles.
    Rows {
        /// The initializer that needs to know.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// Another rank than the initializer has.
    Rank {
        /// The initializer.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
        /// The lowest rank that it has.
        least: usize,
        /// The highest.
        most: usize,
        /// What to do about it.
        help: &'static str,
    },
    /// The roles of axes, of a parameter without declared ones.
    NoRoles {
        /// The initializer that must know them.
        initializer: &'static str,
        /// Which ones, in words.
        wanted: &'static str,
        /// The parameter's rank, if known.
        rank: Option<usize>,
    },
    /// Other roles than those declared.
    Roles {
        /// The initializer that needs them.
        initializer: &'static str,
        /// Which ones, in words.
        wanted: &'static str,
    },
    /// A length that is a multiple of a number.
    Multiple {
        /// The initializer that divides it.
        initializer: &'static str,
        /// Into how many parts.
        of: usize,
        /// The length.
        found: usize,
        /// The unit that is counted.
        unit: &'static str,
        /// Why it must be.
        help: &'static str,
    },
    /// All gates of a layer, where the parameter is one part of an array.
    Whole {
        /// The initializer.
        initializer: &'static str,
    },
    /// Groups of an option where the axes have blocks.
    Grouped {
        /// The initializer.
        initializer: &'static str,
        /// Groups by its option.
        groups: usize,
    },
    /// No fewer outputs than inputs.
    Wide {
        /// The initializer that needs them.
        initializer: &'static str,
        /// Outputs of the parameter, or of a block of it.
        outputs: usize,
        /// Inputs.
        inputs: usize,
    },
    /// Blocks packed along one axis.
    NoBlocks {
        /// The number of blocks that have an initializer.
        blocks: usize,
        /// The parameter's rank, if known.
        rank: Option<usize>,
        /// Along how many axes blocks are packed.
        packed: usize,
    },
    /// Another number of packed blocks.
    Blocks {
        /// The number of blocks that have an initializer.
        given: usize,
        /// The number that the parameter has.
        found: usize,
    },
    /// Another number of elements.
    Count {
        /// The initializer.
        initializer: &'static str,
        /// The number of its values.
        expected: usize,
        /// Elements of the parameter.
        found: usize,
    },
}

impl Mismatch {
    /// Puts in the name that the user wrote.
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
            // No preset uses an initializer that asks for more.
            _ => self,
        }
    }
}
