//! The roles of parameters in layers.

/// The role of a parameter in its layer, which the presets use.
///
/// ```
/// use paraminit::info::Part;
/// use paraminit::prelude::*;
///
/// // `part = weight` on a field says it; the presets go by it, and so may a closure.
/// let rules = init! { <Dense<4, 8>>
///     ** => |p| if p.part() == Some(Part::Bias) { init::zeros() } else { init::lecun_normal() },
/// };
/// assert!(rules.build(42)?.bias().iter().all(|b| *b == 0.0));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The matrix or kernel that multiplies the input, the table of an embedding, or the projections of an attention.
    Weight,
    /// The vector that is added to the output.
    Bias,
    /// The matrix that multiplies the state of a recurrent layer.
    Recurrent,
    /// The vector that is added to that product, if it has a bias of its own.
    RecurrentBias,
    /// The last projection of an attention.
    Output,
    /// The bias of the last projection of an attention.
    OutputBias,
    /// The factor of a normalization: gamma.
    Scale,
    /// The offset of a normalization: beta.
    Offset,
    /// The running mean of a normalization.
    Mean,
    /// The running variance of a normalization.
    Variance,
}

impl Part {
    /// All parts, in order of declaration.
    pub(crate) const ALL: [Self; 10] = [
        Self::Weight,
        Self::Bias,
        Self::Recurrent,
        Self::RecurrentBias,
        Self::Output,
        Self::OutputBias,
        Self::Scale,
        Self::Offset,
        Self::Mean,
        Self::Variance,
    ];

    /// The names of the parts, in the same order.
    const NAMES: [&'static str; Self::ALL.len()] = [
        "weight",
        "bias",
        "recurrent",
        "recurrent_bias",
        "output",
        "output_bias",
        "scale",
        "offset",
        "mean",
        "variance",
    ];

    /// True if the part is added to a product, so that it takes the fans of that product's weight.
    pub(crate) const fn is_bias(self) -> bool {
        matches!(self, Self::Bias | Self::RecurrentBias | Self::OutputBias)
    }

    /// The weight of the product to which the bias is added.
    pub(crate) const fn weight_of_bias(self) -> Option<Self> {
        match self {
            Self::Bias => Some(Self::Weight),
            Self::RecurrentBias => Some(Self::Recurrent),
            Self::OutputBias => Some(Self::Output),
            _ => None,
        }
    }

    /// The name of the part in `part = ..`.
    ///
    /// ```
    /// use paraminit::info::Part;
    ///
    /// assert_eq!(Part::RecurrentBias.name(), "recurrent_bias");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}
