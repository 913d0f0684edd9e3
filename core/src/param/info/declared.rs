//! What a model says of an array besides its shape: what its values mean.

use core::fmt;

use smallvec::SmallVec;

use crate::axes::{Axis, Role};

/// What a model says of an array besides its shape. Two arrays of one shape hold the same only if both say the same.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The roles of its axes.
    pub(crate) axes: Option<SmallVec<[Axis; 4]>>,
    /// The parts that it is cut into.
    pub(crate) parts: Option<Parts>,
}

/// The parts that an array is cut into, with their lengths, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The axis that is cut.
    pub(crate) axis: usize,
    pub(crate) lengths: Vec<(&'static str, usize)>,
}

impl Parts {
    /// The first index of the part that is called `name` there and `ours` here, where the other array has the same parts
    /// along the same axis. Their order is free.
    pub(crate) fn place_among(&self, theirs: &Self, (ours, name): (&str, &str)) -> Option<usize> {
        let sorted = |parts: &Self| {
            let mut lengths = parts.lengths.clone();
            lengths.sort_unstable();
            lengths
        };
        if self.axis != theirs.axis || sorted(self) != sorted(theirs) {
            return None;
        }
        let len = self.lengths.iter().find(|(known, _)| *known == ours)?.1;
        let at = theirs.lengths.iter().position(|known| *known == (name, len))?;
        Some(theirs.lengths.iter().take(at).map(|(_, len)| len).sum())
    }

    /// As an attribute says it: `parts(q = 8, k = 8)`, with the axis in front where it is no `out` axis.
    pub(crate) fn text(&self, axes: Option<&[Axis]>) -> String {
        let role = axes.and_then(|axes| axes.get(self.axis)).map(|axis| axis.role);
        let front = if role == Some(Role::Out) { String::new() } else { format!("{}: ", self.axis) };
        let parts: Vec<_> = self.lengths.iter().map(|(name, len)| format!("{name} = {len}")).collect();
        format!("parts({front}{})", parts.join(", "))
    }
}

/// Axes as an attribute says them: `[3 * out, in]`.
pub(crate) struct AxesText<'a>(pub(crate) &'a [Axis]);

impl fmt::Display for AxesText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (i, axis) in self.0.iter().enumerate() {
            write!(f, "{}{axis}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str("]")
    }
}

/// Whether both say the same of each axis. Blocks count where both say how many there are.
pub(crate) fn same_axes(ours: &[Axis], theirs: &[Axis]) -> bool {
    let same = |(a, b): (&Axis, &Axis)| a.role == b.role && (a.blocks == b.blocks || a.blocks == 1 || b.blocks == 1);
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
}

#[cfg(test)]
mod tests {
    use super::{AxesText, Parts, same_axes};
    use crate::axes::{
        Axis,
        Role::{In, Out},
    };

    fn parts(axis: usize, lengths: &[(&'static str, usize)]) -> Parts {
        Parts { axis, lengths: lengths.to_vec() }
    }

    #[test]
    fn parts_are_found_by_name() {
        let ours = parts(0, &[("q", 4), ("k", 2)]);
        let theirs = parts(0, &[("k", 2), ("q", 4)]);
        assert_eq!((ours.place_among(&theirs, ("q", "q")), ours.place_among(&theirs, ("k", "k"))), (Some(2), Some(0)));
        assert_eq!(ours.place_among(&ours, ("k", "k")), Some(4));
        for other in [
            parts(1, &[("k", 2), ("q", 4)]),
            parts(0, &[("k", 4), ("q", 2)]),
            parts(0, &[("k", 2), ("v", 4)]),
            parts(0, &[("k", 2), ("q", 4), ("v", 0)]),
        ] {
            assert_eq!(ours.place_among(&other, ("q", "q")), None, "{other:?}");
        }
    }

    #[test]
    fn as_attributes_say_it() {
        let axes = [Axis::packed(3, Out), In.into()];
        assert_eq!(AxesText(&axes).to_string(), "[3 * out, in]");
        assert_eq!(parts(0, &[("q", 4), ("k", 2)]).text(Some(&axes)), "parts(q = 4, k = 2)");
        assert_eq!(parts(1, &[("q", 4)]).text(Some(&axes)), "parts(1: q = 4)");
        assert!(same_axes(&axes, &[Out.into(), In.into()]) && !same_axes(&axes, &[Axis::packed(2, Out), In.into()]));
        assert!(!same_axes(&axes, &[In.into(), Axis::packed(3, Out)]) && !same_axes(&axes, &axes[..1]));
    }
}
