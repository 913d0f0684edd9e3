//! Options that an initializer does not have, recorded by the setters and reported by the checks.

use crate::init::fit::arguments;
use crate::init::tree::Init;
use crate::message::Message;

/// What was done to an initializer that it does not allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Misuse {
    /// An option that the initializer does not have.
    NotTaken {
        initializer: &'static str,
        argument: &'static str,
        arguments: &'static [&'static str],
        /// How many of them are positional.
        required: usize,
    },
    /// `within` and absolute bounds.
    TwoIntervals,
    /// The tree is too large.
    TooManyNodes,
    /// A `gates` inside of a `gates`.
    NestedGates,
    /// No initializer at all, in these words.
    Unknown(&'static str),
}

impl Misuse {
    pub(crate) const fn message(self) -> Message {
        match self {
            Self::NotTaken { initializer, argument, arguments, required } => {
                not_taken(initializer, argument, arguments, required)
            }
            Self::TwoIntervals => Message::new()
                .text("`within` and `low`/`high` exclude each other")
                .text("\nhelp: `within = 2` counts in multiples of `std`; `low = -2, high = 2` are absolute"),
            Self::Unknown(message) => Message::new().text(message),
            Self::TooManyNodes => Message::new()
                .text("an initializer can have 16 nodes at most: each name in it counts as one")
                .text("\nhelp: a `map` over fewer arms, or `custom`"),
            Self::NestedGates => Message::new()
                .text("`gates` cannot stand in `gates`: a block has no blocks of its own")
                .text("\nhelp: list an initializer for each block of the parameter in one `gates`"),
        }
    }
}

const fn not_taken(
    initializer: &'static str,
    argument: &'static str,
    arguments: &'static [&'static str],
    required: usize,
) -> Message {
    let message = Message::new().code(initializer);
    let mut i = 0;
    while i < required {
        if arguments::same(arguments[i], argument) {
            let message = message.text(" takes ").code(argument).text(" by position, not by name\nhelp: `");
            return call(message.text(initializer), arguments, required).text("`");
        }
        i += 1;
    }
    let mut message = message.text(" takes no ").code(argument);
    while i < arguments.len() {
        message = if i == required {
            message.text("\nhelp: the options of ").code(initializer).text(" are ")
        } else {
            message.text(", ")
        };
        message = message.code(arguments[i]);
        i += 1;
    }
    message
}

const fn call(mut message: Message, arguments: &'static [&'static str], required: usize) -> Message {
    let mut i = 0;
    while i < required {
        message = message.text(if i == 0 { "(" } else { ", " }).text(arguments[i]);
        i += 1;
    }
    message.text(")")
}

impl Init {
    /// The first option that was set on an initializer, here or inside, that does not take it.
    ///
    /// ```
    /// use paraminit::init::*;
    ///
    /// const WRONG: Init = zeros().gain(Relu);
    /// assert_eq!(WRONG.misuse().map(|m| m.to_string()).as_deref(), Some("`zeros` takes no `gain`"));
    /// ```
    #[must_use]
    pub const fn misuse(&self) -> Option<Message> {
        match self.misuse {
            Some(misuse) => Some(misuse.message()),
            None => None,
        }
    }

    /// What stands where no initializer of that name exists, with the words that say so.
    pub(crate) const fn unknown(message: &'static str) -> Self {
        let mut init = crate::init::zeros();
        init.misuse = Some(Misuse::Unknown(message));
        init
    }

    /// Whether it, or one in it, is such.
    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self.misuse, Some(Misuse::Unknown(_)))
    }

    /// Records that the root does not have this option. The first mistake stays.
    pub(crate) const fn refuse(mut self, argument: &'static str) -> Self {
        if self.misuse.is_none() {
            self.misuse = Some(Misuse::NotTaken {
                initializer: self.name(),
                argument,
                arguments: self.arguments(),
                required: self.required(),
            });
        }
        self
    }

    /// Records that both kinds of interval were given.
    pub(crate) const fn refuse_interval(mut self) -> Self {
        if self.misuse.is_none() {
            self.misuse = Some(Misuse::TwoIntervals);
        }
        self
    }
}

#[cfg(test)]
#[expect(clippy::large_types_passed_by_value, reason = "a test")]
mod tests {
    use crate::dtype::DTypeSet;
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
