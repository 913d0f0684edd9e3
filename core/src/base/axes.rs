//! The roles of a parameter's axes, and the fans that follow from them.
//!
#![doc = include_str!("../guide/links.md")]
#![doc = include_str!("../../docs/axes.md")]

use core::fmt;

use crate::const_for::const_for;

/// The role of one axis of a parameter.
///
/// ```
/// use paraminit::init;
/// use paraminit::prelude::*;
///
/// // The prelude has the roles: `&[Out, In]` for one array, as `axes = [out, in]` on a field.
/// let mut weight = ndarray::Array2::<f32>::zeros((8, 4));
/// init::he_uniform().fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
/// assert!(weight.iter().all(|w| w.abs() <= (6.0_f32 / 4.0).sqrt()));
/// # Ok::<(), paraminit::InitErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The axis of a layer's outputs.
    Out,
    /// The axis of a layer's inputs.
    In,
    /// An axis of the receptive field of a convolution.
    Kernel,
    /// An axis of independent copies of the parameter.
    Batch,
}

impl Role {
    /// The name of the role in `axes = [..]`.
    ///
    /// ```
    /// use paraminit::axes::Role;
    ///
    /// assert_eq!(Role::Kernel.name(), "kernel");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
            Self::Kernel => "kernel",
            Self::Batch => "batch",
        }
    }
}

/// An axis: its role, and the number of blocks of that role that are packed along it.
///
/// ```
/// use paraminit::axes::{Axis, Role, fans};
///
/// // Queries, keys and values of a width of 64, as `axes = [3 * out, in]`.
/// let axes = [Axis::packed(3, Role::Out), Axis::of(Role::In)];
/// assert_eq!(axes[0].to_string(), "3 * out");
/// assert_eq!(fans(&[192, 64], &axes).map(|fans| fans.fan_out), Ok(64));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Axis {
    /// The role of the axis.
    pub role: Role,
    /// The number of blocks along the axis: 3 for `3 * out`, 1 for `out`.
    pub blocks: usize,
}

impl Axis {
    /// Makes an axis with one block.
    ///
    /// ```
    /// use paraminit::axes::{Axis, Role};
    ///
    /// assert_eq!(Axis::of(Role::In), Role::In.into());
    /// ```
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self { role, blocks: 1 }
    }

    /// Makes an axis along which `blocks` blocks are packed.
    ///
    /// ```
    /// use paraminit::axes::{Axis, Role};
    ///
    /// // The gates of an LSTM.
    /// assert_eq!(Axis::packed(4, Role::Out).blocks, 4);
    /// ```
    #[must_use]
    pub const fn packed(blocks: usize, role: Role) -> Self {
        Self { role, blocks }
    }
}

impl From<Role> for Axis {
    fn from(role: Role) -> Self {
        Self::of(role)
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.blocks {
            1 => f.write_str(self.role.name()),
            k => write!(f, "{k} * {}", self.role.name()),
        }
    }
}

/// The fans of a parameter: the number of inputs that one output sums over, and of outputs that one input feeds.
///
/// ```
/// use paraminit::prelude::*;
///
/// // Xavier's standard deviation by hand: sqrt(2 / (fan_in + fan_out)).
/// let plan = Dense::<300, 100>::plan_init()?;
/// let fans = plan.entries()[0].info().fans().expect("`Dense` declares its axes");
/// assert_eq!((2.0 / (fans.fan_in + fans.fan_out) as f64).sqrt(), 0.005_f64.sqrt());
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fans {
    /// The number of inputs of one output unit.
    pub fan_in: usize,
    /// The number of outputs that one input unit feeds.
    pub fan_out: usize,
}

/// The reason why axes and a shape give no fans.
///
/// ```
/// use paraminit::axes::{Axis, AxesError, Role, fans};
///
/// // Three blocks along an axis of 190.
/// let fault = fans(&[190, 64], &[Axis::packed(3, Role::Out), Axis::of(Role::In)]).unwrap_err();
/// assert_eq!(fault, AxesError::Blocks { axis: 0, len: 190, blocks: 3 });
/// assert_eq!(fault.to_string(), "axis 0 has length 190, which 3 blocks do not divide");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AxesError {
    /// A number of axes in `axes` that differs from the rank of the parameter.
    Count {
        /// The number of declared axes.
        declared: usize,
        /// The rank of the parameter.
        rank: usize,
    },
    /// Blocks along an axis, packed or groups, that do not divide its length.
    Blocks {
        /// Position of the axis.
        axis: usize,
        /// The length of the axis.
        len: usize,
        /// The number of declared blocks along the axis.
        blocks: usize,
    },
    /// Parts of an axis that are longer or shorter together than the axis.
    Parts {
        /// Position of the axis.
        axis: usize,
        /// The length of the axis.
        len: usize,
        /// The total length of the parts.
        sum: usize,
    },
    /// A product of lengths that does not fit in `usize`.
    Overflow,
}

impl fmt::Display for AxesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Count { declared, rank } => {
                write!(f, "`axes` lists {declared} axes, but the parameter has {rank}")
            }
            Self::Blocks { axis, len, blocks } => {
                write!(f, "axis {axis} has length {len}, which {blocks} blocks do not divide")
            }
            Self::Parts { axis, len, sum } => {
                write!(f, "axis {axis} has length {len}, but its parts have {sum} together")
            }
            Self::Overflow => f.write_str("the fans do not fit in `usize`"),
        }
    }
}

/// Returns the fans of a parameter of this `shape`, whose axes have these roles.
///
/// # Errors
/// An [`AxesError`] if `axes` and `shape` differ in length, if packed blocks do not divide an axis (zero blocks divide
/// none), or if a product overflows.
///
/// ```
/// use paraminit::axes::{Axis, Role::{In, Kernel, Out}, fans};
///
/// // 64 filters of 3 x 3 over 32 channels. It is `const`: a wrong shape need not compile.
/// const CONV: &[Axis] = &[Axis::of(Out), Axis::of(In), Axis::of(Kernel), Axis::of(Kernel)];
/// let fans = fans(&[64, 32, 3, 3], CONV)?;
/// assert_eq!((fans.fan_in, fans.fan_out), (32 * 9, 64 * 9));
/// # Ok::<(), paraminit::axes::AxesError>(())
/// ```
pub const fn fans(shape: &[usize], axes: &[Axis]) -> Result<Fans, AxesError> {
    if shape.len() != axes.len() {
        return Err(AxesError::Count { declared: axes.len(), rank: shape.len() });
    }
    let (mut inputs, mut outputs) = (1_usize, 1_usize);
    const_for!(0..axes.len(), |i| {
        let Axis { role, blocks } = axes[i];
        if blocks == 0 || !shape[i].is_multiple_of(blocks) {
            return Err(AxesError::Blocks { axis: i, len: shape[i], blocks });
        }
        let len = shape[i] / blocks;
        let (in_len, out_len) = match role {
            Role::In => (len, 1),
            Role::Out => (1, len),
            Role::Kernel => (len, len),
            Role::Batch => (1, 1),
        };
        let (Some(all_in), Some(all_out)) = (inputs.checked_mul(in_len), outputs.checked_mul(out_len)) else {
            return Err(AxesError::Overflow);
        };
        (inputs, outputs) = (all_in, all_out);
    });
    Ok(Fans { fan_in: inputs, fan_out: outputs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::{Batch, In, Kernel, Out};

    #[test]
    fn dense_convolution_batch_and_packed() {
        let of = |shape: &[usize], axes: &[Axis]| fans(shape, axes).map(|f| (f.fan_in, f.fan_out));
        assert_eq!(of(&[8, 4], &[Out.into(), In.into()]), Ok((4, 8)));
        assert_eq!(of(&[64, 32, 3, 3], &[Out.into(), In.into(), Kernel.into(), Kernel.into()]), Ok((288, 576)));
        assert_eq!(of(&[5, 8, 4], &[Batch.into(), Out.into(), In.into()]), Ok((4, 8)));
        assert_eq!(of(&[64, 192], &[In.into(), Axis::packed(3, Out)]), Ok((64, 64)));
        assert_eq!(of(&[4, 2, 9], &[In.into(), In.into(), Out.into()]), Ok((8, 9)));
    }

    #[test]
    fn what_gives_no_fans() {
        assert_eq!(fans(&[8], &[Axis::of(Out), Axis::of(In)]), Err(AxesError::Count { declared: 2, rank: 1 }));
        assert_eq!(
            fans(&[64, 190], &[Axis::of(In), Axis::packed(3, Out)]),
            Err(AxesError::Blocks { axis: 1, len: 190, blocks: 3 })
        );
        assert_eq!(fans(&[usize::MAX, 2], &[Axis::of(In), Axis::of(In)]), Err(AxesError::Overflow));
    }
}
