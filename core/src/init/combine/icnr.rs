//! Convolutions in front of a pixel shuffle.

use crate::axes::Role;
use crate::init::combine::embed::Step;
use crate::init::{Lengths, Requirement, Roles, ShapeRequirement, Target, arguments};
use crate::message::Message;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Icnr {
    pub(crate) scale: usize,
}

impl Icnr {
    pub(crate) const fn needs(self) -> Requirement {
        let help = "a pixel shuffle turns the square of its scale into one channel";
        Requirement::Shape(
            ShapeRequirement::rank(1, usize::MAX, "it is for convolutions in front of a pixel shuffle")
                .with_roles(Roles::Outputs)
                .with_lengths(Lengths::Outputs { of: self.share(), help }),
        )
    }

    pub(crate) const fn fault(self, argument: &str) -> Option<Message> {
        if !arguments::same(argument, "scale") {
            return None;
        }
        if self.scale == 0 {
            return Some(Message::new().text("`scale` must be at least 1"));
        }
        match self.scale.checked_mul(self.scale) {
            Some(_) => None,
            None => Some(Message::new().text("`scale` is so large that its square does not fit in `usize`")),
        }
    }

    /// The number of neighbors that share a kernel.
    pub(crate) const fn share(self) -> usize {
        self.scale.saturating_mul(self.scale)
    }

    /// Returns the shape that the inner initializer fills, and the steps that spread its elements over the parameter.
    pub(crate) fn shrink(self, target: &Target<'_>) -> (Vec<usize>, Vec<Step>) {
        let axes = target.axes.unwrap_or_default();
        let share = self.share().max(1);
        let steps = axes.iter().zip(target.shape).map(|(axis, &len)| match axis.role {
            Role::Out => (len / share, Step::Every(share)),
            _ => (len, Step::Every(1)),
        });
        steps.unzip()
    }
}
