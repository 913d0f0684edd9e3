//! How a setter keeps its value, or that the initializer does not take it.

use crate::init::options::misuse::Misuse;
use crate::init::options::value::Value;
use crate::init::{Init, Leaf, Node};
use crate::message::Message;

impl Init {
    /// Names the function of a `map` or an `each`, for printing.
    ///
    /// The check refuses it on any other initializer.
    ///
    /// ```
    /// use paraminit::init::{map, uniform};
    ///
    /// let init = map(uniform(-10.0, 10.0), f64::abs).named("abs");
    /// assert_eq!(init.to_string(), "map(uniform(-10, 10), abs)");
    /// ```
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        match self.root_mut() {
            Node::Map(function) => function.name = Some(name),
            Node::Each(each) => each.name = Some(name),
            _ => return self.refuse("named"),
        }
        self
    }

    /// Sets an option, or records that the initializer has none of that name.
    pub(crate) const fn with(mut self, option: &'static str, value: Value) -> Self {
        if !self.root().signature().has_option(option) {
            return self.refuse(option);
        }
        if let Node::Leaf(leaf) = self.root_mut() {
            leaf.set(option, value);
        }
        if let Node::Leaf(Leaf::TruncNormal(normal)) = self.root()
            && normal.has_two_intervals()
            && self.misuse.is_none()
        {
            self.misuse = Some(Misuse::TwoIntervals);
        }
        self
    }

    const fn refuse(mut self, argument: &'static str) -> Self {
        if self.misuse.is_none() {
            self.misuse = Some(Misuse::NotTaken { signature: self.root().signature(), argument });
        }
        self
    }

    /// Returns the first misuse of the initializer or of one inside, such as an option that it does not take.
    ///
    /// ```
    /// use paraminit::init::*;
    /// use paraminit::init::Gain::*;
    ///
    /// const WRONG: Init = zeros().gain(Relu);
    /// assert_eq!(WRONG.misuse().map(|m| m.to_string()).as_deref(), Some("`zeros` takes no `gain`"));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn misuse(&self) -> Option<Message> {
        match self.misuse {
            Some(misuse) => Some(misuse.message()),
            None => None,
        }
    }

    /// Returns a placeholder for a name that no initializer has, with the message that says so.
    pub(crate) const fn unknown(message: &'static str) -> Self {
        let mut init = crate::init::zeros();
        init.misuse = Some(Misuse::Unknown(message));
        init
    }

    /// True if the initializer, or one in it, is such a placeholder.
    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self.misuse, Some(Misuse::Unknown(_)))
    }
}

#[cfg(test)]
#[expect(clippy::large_types_passed_by_value, reason = "a test")]
mod tests {
    use crate::dtype::DTypeSet;
    use crate::init::Distribution::*;
    use crate::init::Gain::*;
    use crate::init::Mode::*;
    use crate::init::*;

    fn text(init: Init) -> String {
        init.misuse().map(|message| message.to_string()).unwrap_or_default()
    }

    #[test]
    fn options_that_are_not_there() {
        assert_eq!(text(zeros().gain(Relu)), "`zeros` takes no `gain`");
        assert_eq!(
            text(xavier_normal().mode(FanOut)),
            "`xavier_normal` takes no `mode`\nhelp: the options of `xavier_normal` are `gain`"
        );
        assert_eq!(
            text(kaiming_normal().distribution(Uniform)),
            "`kaiming_normal` takes no `distribution`\nhelp: the options of `kaiming_normal` are `gain`, `mode`"
        );
        assert_eq!(text(he_normal().mode(FanOut)), "`he_normal` takes no `mode`");
        assert_eq!(text(pytorch().gain(Relu)), "`pytorch` takes no `gain`");
        assert_eq!(text(normal(0.0, 1.0).named("f")), "`normal` takes no `named`");
        assert_eq!(text(ones().rescale(true)), "`ones` takes no `rescale`");
        assert_eq!(
            text(uniform(0.0, 1.0).low(2.0)),
            "`uniform` takes `low` by position, not by name\nhelp: `uniform(low, high)`"
        );
        assert!(text(mixture([(1.0, ones())]).high(1.0)).starts_with("`mixture` takes no `high`"));
    }

    #[test]
    fn two_intervals() {
        for init in [
            trunc_normal(1.0).within(2.0).low(0.0),
            trunc_normal(1.0).within(2.0).high(0.0),
            trunc_normal(1.0).high(1.0).within(2.0),
        ] {
            assert!(text(init).starts_with("`within` and `low`/`high` exclude each other"));
        }
        assert_eq!(text(trunc_normal(1.0).low(-1.0).high(1.0)), "");
    }

    #[test]
    fn nested_and_first() {
        const WRONG: Init = scaled(mixture([(0.5, zeros().mode(FanIn)), (0.5, ones().gain(Relu))]), 2.0);
        assert_eq!(text(WRONG), "`zeros` takes no `mode`");
        assert_eq!(text(zeros().gain(Relu).mode(FanIn)), "`zeros` takes no `gain`");
        assert!(WRONG.any_fault(DTypeSet::NONE).is_some());
    }
}
