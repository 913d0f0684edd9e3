//! The values of arguments, as one type for setters, text and printing.

use core::fmt;

use crate::init::{Center, Distribution, Gain, Mode, Scaling, Side, Window};
use crate::message::same;
use crate::number::Exact;
use crate::stream::{OFFSET, fnv1a};

macro_rules! values {
    ($($(#[$doc:meta])* $kind:ident($type:ty)),* $(,)?) => {
        /// The kind of an argument.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind {
            /// A number.
            Number,
            $($(#[$doc])* $kind,)*
        }

        /// The value of an argument.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub(crate) enum Value {
            /// A number.
            Number(f64),
            $($(#[$doc])* $kind($type),)*
        }

        /// Writes the value as a rule does.
        impl fmt::Display for Value {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Number(number) => Exact(*number).fmt(f),
                    $(Self::$kind(value) => value.fmt(f),)*
                }
            }
        }
    };
}

values! {
    /// A number that may be left out.
    Bound(Bound),
    /// A whole number.
    Whole(usize),
    /// True or false.
    Truth(bool),
    /// An array of numbers.
    Array(Array),
    Gain(Gain),
    Mode(Mode),
    Distribution(Distribution),
    Center(Center),
    Side(Side),
    Window(Window),
    Scaling(Scaling),
}

impl Value {
    /// `true` if both are the same to the bit: 0 and -0 are two numbers.
    pub(crate) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        }
    }
}

impl Kind {
    /// The names of the values, if they have names.
    #[cfg(test)]
    pub(crate) fn names(self) -> Vec<&'static str> {
        match self {
            Self::Number | Self::Bound | Self::Whole | Self::Truth | Self::Array => Vec::new(),
            Self::Gain => names(Gain::ALL),
            Self::Mode => names(Mode::ALL),
            Self::Distribution => names(Distribution::ALL),
            Self::Center => names(Center::ALL),
            Self::Side => names(Side::ALL),
            Self::Window => names(Window::ALL),
            Self::Scaling => names(Scaling::ALL),
        }
    }
}

#[cfg(test)]
fn names<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(name, _)| *name).collect()
}

/// A number that may be left out, in eight bytes. `Option<f64>` takes sixteen, and initializers are copied much.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound(u64);

impl Bound {
    /// The value that stands for none: a NaN that no arithmetic gives.
    pub(crate) const NONE: Self = Self(u64::MAX);

    pub(crate) const fn some(number: f64) -> Self {
        Self(number.to_bits())
    }

    pub(crate) const fn get(self) -> Option<f64> {
        if self.0 == Self::NONE.0 { None } else { Some(f64::from_bits(self.0)) }
    }

    pub(crate) const fn or(self, usual: f64) -> f64 {
        match self.get() {
            Some(number) => number,
            None => usual,
        }
    }
}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().map_or(Ok(()), |number| Exact(number).fmt(f))
    }
}

/// An array of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Array(pub(crate) &'static [f64]);

/// The largest number of elements that are printed.
const SHOWN: usize = 8;

/// The first numbers, and where there are more, how many and a hash of all: text then differs where numbers do.
impl fmt::Display for Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("&[")?;
        for (i, value) in self.0.iter().take(SHOWN).enumerate() {
            write!(f, "{}{}", if i == 0 { "" } else { ", " }, Exact(*value))?;
        }
        if self.0.len() > SHOWN {
            let hash = self.0.iter().fold(OFFSET, |hash, value| fnv1a(hash, &value.to_bits().to_le_bytes()));
            write!(f, ", ..; {} values, hash {hash:016x}", self.0.len())?;
        }
        f.write_str("]")
    }
}

/// The name and the arguments of an initializer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    /// The names of the arguments: first the positional ones, then the options.
    pub(crate) arguments: &'static [&'static str],
    /// The number of positional arguments.
    pub(crate) required: usize,
}

impl Signature {
    pub(crate) const fn new(name: &'static str, arguments: &'static [&'static str], required: usize) -> Self {
        Self { name, arguments, required }
    }

    /// True if there is an option of that name.
    pub(crate) const fn has_option(self, option: &str) -> bool {
        let mut at = self.required;
        while at < self.arguments.len() {
            if same(self.arguments[at], option) {
                return true;
            }
            at += 1;
        }
        false
    }
}
