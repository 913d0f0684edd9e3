//! The exact distribution of a filler's values, if it has a closed form.

use crate::init::fill::filler::ElementFn;
use crate::init::{Filler, Prepared, Resolved};
use crate::sample::Law;

impl Filler {
    /// The distribution of an element at a random place, if it is known.
    fn law(&self) -> Option<Law> {
        match self {
            Self::Elementwise(sampler) => sampler.law(),
            // All blocks are of one size, and all copies.
            Self::Blocks(fillers, _) | Self::Each(fillers, _) => {
                Law::mixture(&mut fillers.iter().map(|filler| (1.0, filler.law())))
            }
            Self::Then(ElementFn::Scaled(k), filler) => filler.law()?.scaled(*k),
            Self::Then(ElementFn::Clamped { low, high }, filler) => filler.law()?.clamped(*low, *high),
            Self::Mixture(arms) => Law::mixture(&mut arms.iter().map(|(weight, filler)| (*weight, filler.law()))),
            Self::Orthogonal(_)
            | Self::Index(_)
            | Self::Chrono(_)
            | Self::Sparse(_)
            | Self::Embedded(..)
            | Self::Then(ElementFn::Map(_), _) => None,
        }
    }
}

impl Resolved {
    /// The distribution of an element at a random place, before rounding, if it is a mixture of uniform, normal and
    /// truncated normal distributions and single values. `None` for orthogonal and sparse matrices, for functions of
    /// the index, and if the values depend on a user's function.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::info::ParamInfo;
    /// use paraminit::init;
    ///
    /// let mask = init::mixture([(0.75, init::normal(0.0, 0.5)), (0.25, init::zeros())]);
    /// let law = mask.resolve(&ParamInfo::bare(&[16], None, DType::F32))?.law().ok_or("no closed form")?;
    /// assert_eq!(law.atoms(), [(0.0, 0.25)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        self.filler.law()
    }
}

impl Prepared<'_> {
    /// The distribution of an element at a random place; see [`Resolved::law`].
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::init::Source;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[4], None, DType::F32);
    /// let law = Source::from(init::zeros()).resolve(&info)?.law().expect("it is constant");
    /// assert_eq!(law.atoms(), [(0.0, 1.0)]);
    /// assert!(init::sample(rand_distr::Exp1).resolve(&info)?.law().is_none());
    /// # Ok::<(), paraminit::FailureKind>(())
    /// ```
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        match self {
            Self::Init { resolved, .. } => resolved.law(),
            Self::Sample(_) | Self::Custom(_) | Self::Pretrained(_) | Self::Derived(_) => None,
        }
    }
}
