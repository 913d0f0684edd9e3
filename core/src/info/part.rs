//! What a parameter does in its layer.

/// What a parameter does in its layer, for the presets.
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
    /// The matrix or kernel that multiplies the input; the table of an embedding; the projections of an attention.
    Weight,
    /// What is added to the output.
    Bias,
    /// The matrix that multiplies the state of a recurrent layer.
    Recurrent,
    /// What is added to that product, where it has a bias of its own.
    RecurrentBias,
    /// The last projection of an attention.
    Output,
    /// Its bias.
    OutputBias,
    /// What a normalization multiplies by: gamma.
    Scale,
    /// What a normalization adds: beta.
    Offset,
    /// The running mean of a normalization.
    Mean,
    /// The running variance of a normalization.
    Variance,
}

impl Part {
    /// All parts.
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

    /// Whether it is added to something, so that its fans are those of what it is added to.
    pub(crate) const fn is_bias(self) -> bool {
        matches!(self, Self::Bias | Self::RecurrentBias | Self::OutputBias)
    }

    /// What the bias is added to the product of.
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
        match self {
            Self::Weight => "weight",
            Self::Bias => "bias",
            Self::Recurrent => "recurrent",
            Self::RecurrentBias => "recurrent_bias",
            Self::Output => "output",
            Self::OutputBias => "output_bias",
            Self::Scale => "scale",
            Self::Offset => "offset",
            Self::Mean => "mean",
            Self::Variance => "variance",
        }
    }
}
