//! Initializers from text, such as a configuration file holds, in the form that [`Display`](core::fmt::Display) writes.

mod arguments;
mod call;
mod cursor;
mod error;
pub(crate) mod mismatch;
pub(crate) mod print;
#[cfg(feature = "serde")]
mod serde;

use std::str::FromStr;

pub use error::ParseInitError;

use crate::dtype::DTypeSet;
use crate::init::Init;
use cursor::Cursor;

/// More than 16 nodes with all their options take, each of them a number of hundreds of digits.
const LONGEST: usize = 1 << 16;

/// Reads an initializer as a rule writes it.
///
/// Names, arguments and options are those of a rule; numbers are literals. The output of `Display` for an initializer
/// reads as that initializer again. Two things cannot be text: the function of a [`map`](crate::init::map()) and the
/// array of [`values`](crate::init::values()).
///
/// ```
/// use paraminit::init::{Init, Gain::Relu, normal, xavier_uniform};
///
/// assert_eq!("xavier_uniform(gain = Relu)".parse(), Ok(xavier_uniform().gain(Relu)));
/// assert_eq!("normal(0.0, 2e-2)".parse(), Ok(normal(0.0, 0.02)));
///
/// let error = "kaiming_normal(mod = FanOut)".parse::<Init>().unwrap_err();
/// assert_eq!(error.to_string(), "`kaiming_normal` takes no `mod` at column 16\nhelp: did you mean `mode`?");
/// ```
///
/// # Errors
/// A [`ParseInitError`] if the text is no initializer, or one whose arguments the compiler would refuse. One of more than
/// 65,536 bytes is not read at all.
impl FromStr for Init {
    type Err = ParseInitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > LONGEST {
            let message = format!("a text of {} bytes is no initializer: none takes more than {LONGEST}", text.len());
            return Err(ParseInitError::new(0, message));
        }
        let mut cursor = Cursor::new(text);
        let init = call::init(&mut cursor, 0)?;
        if !cursor.is_at_end() {
            return Err(cursor.expected("the end"));
        }
        match init.any_fault(DTypeSet::NONE) {
            None => Ok(init),
            Some(message) => Err(ParseInitError::new(0, message.as_str().to_owned())),
        }
    }
}

#[cfg(test)]
#[expect(clippy::large_stack_arrays, reason = "a table")]
mod tests {
    use crate::init::Center::*;
    use crate::init::Distribution::*;
    use crate::init::Gain::*;
    use crate::init::Mode::*;
    use crate::init::Scaling::*;
    use crate::init::Side::*;
    use crate::init::Window::*;
    use crate::init::*;

    #[test]
    fn what_is_written_reads_the_same() {
        for init in [
            zeros(),
            constant(-0.5),
            uniform(-10.0, 1e-300),
            trunc_normal(1.0).mean(2.0).within(3.0).rescale(true),
            trunc_normal(1.0).low(-2.0).high(2.0),
            xavier_uniform().gain(LeakyRelu(0.2)),
            kaiming_normal().gain(Value(1.5)).mode(FanGeoAvg),
            glorot_uniform(),
            variance_scaling(2.0).mode(FanAvg).distribution(Uniform),
            orthogonal().gain(Tanh),
            delta_orthogonal().center(Upper),
            siren().omega(10.0).first(true),
            sparse(0.9).std(0.1).axis(1),
            dirac().groups(4),
            eye().gain(Value(0.5)),
            zero_init(),
            bilinear(),
            lstm_bias().forget(2.0),
            chrono(100.0),
            stft().side(Imaginary).window(Hamming).scaling(Density).periodic(true),
            pytorch(),
            flax(),
            keras(),
            mxnet(),
            mixture([(0.25, uniform(5.0, 10.0)), (0.75, scaled(orthogonal(), 2.0))]),
            gates([zeros(), clamped(normal(0.0, 1.0), -1.0, 1.0)]),
            icnr(2, kaiming_normal()),
        ] {
            assert_eq!(init.to_string().parse(), Ok(init), "{init}");
        }
    }

    #[test]
    fn spaces_and_spellings_of_numbers_are_free() {
        for (text, init) in [
            ("  zeros ( ) ", zeros()),
            ("uniform(\n -1_000, +2.5e-3,)", uniform(-1000.0, 0.0025)),
            ("mixture{1=>zeros,}", mixture([(1.0, zeros())])),
        ] {
            assert_eq!(text.parse(), Ok(init), "{text}");
        }
    }

    #[test]
    fn mistakes_are_named_where_they_stand() {
        for (text, expected) in [
            ("", "expected an initializer, found the end at column 1"),
            ("normal(0, 1", "expected `)`, found the end at column 12"),
            ("normal(0 1)", "expected `)`, found `1` at column 10"),
            ("normal(0)", "`normal` takes 2 arguments, `mean` and `std` at column 1"),
            ("constant(v = 3)", "`constant` takes one argument, `v` at column 10"),
            ("normal(0, 1, 2)", "`normal` takes 2 arguments, `mean` and `std` at column 14"),
            ("normal(0, 1) zeros", "expected the end, found `zeros` at column 14"),
            (
                "xavier_unifrom",
                "no initializer is called `xavier_unifrom` at column 1\nhelp: did you mean `xavier_uniform`?",
            ),
            ("zeros(gain = Relu)", "`zeros` takes no `gain` at column 7"),
            (
                "xavier_normal(gain = Swish)",
                "no `gain` is called `Swish` at column 22\nhelp: there are `Linear`, `Sigmoid`, `Tanh`, `Relu`, \
                 `LeakyRelu(slope)`, `Elu`, `Selu`, `Gelu`, `GeluTanh`, `Silu`, `Mish` and `Softplus`, and `Value(x)` for any \
                 other factor",
            ),
            ("kaiming_normal(mode = FanOut, mode = FanIn)", "`mode` is given twice at column 31"),
            ("map(zeros, exp)", "`map` cannot be read from text: it takes a function at column 1"),
            ("values([1])", "`values` cannot be read from text: it takes an array at column 1"),
            ("dirac(groups = 1.5)", "`groups` must be a whole number at column 16"),
            ("dirac(groups = -1)", "`groups` must not be negative at column 16"),
            (
                "orthogonal(gain = 2)",
                "a `gain` is no number at column 19\nhelp: `gain = Value(2)`; there are `Linear`, `Sigmoid`, `Tanh`, \
                 `Relu`, `LeakyRelu(slope)`, `Elu`, `Selu`, `Gelu`, `GeluTanh`, `Silu`, `Mish` and `Softplus`, and `Value(x)` for \
                 any other factor",
            ),
            ("orthogonal(gain = of(gelu))", "`of` cannot be read from text: it takes a function at column 19"),
            (
                "kaiming_normal(mode = 2)",
                "expected a `mode`, found `2` at column 23\nhelp: there are `FanIn`, `FanOut`, `FanAvg`, `FanGeoAvg`",
            ),
            (
                "delta_orthogonal(center = Middle)",
                "no `center` is called `Middle` at column 27\nhelp: there are `Lower`, `Upper`",
            ),
            ("siren(first = 1)", "expected `true` or `false`, found `1` at column 15"),
            ("normal(0, -1)", "in `normal`: `std` must be a finite number, not negative at column 1"),
            ("normal(\u{1b}", "expected a number, found `\\u{1b}` at column 8"),
            ("normal(0, NaN)", "expected a number, found `NaN` at column 11"),
            ("custom(x)", "no initializer is called `custom` at column 1"),
        ] {
            assert_eq!(text.parse::<Init>().unwrap_err().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_count_that_is_too_large_is_no_fraction() {
        for text in ["dirac(groups = 1e30)", "icnr(99999999999999999999999, zeros)", "dirac(groups = inf)"] {
            let error = text.parse::<Init>().unwrap_err().to_string();
            assert!(error.contains("is too large at column") && error.contains("help: it is a whole"), "{error}");
        }
        assert_eq!("dirac(groups = 1e3)".parse(), Ok(dirac().groups(1000)));
    }

    #[test]
    fn what_an_error_quotes_is_cut() {
        let long = "x".repeat(60_000);
        for text in [
            long.clone(),
            format!("normal({long}"),
            format!("zeros({long} = 1)"),
            format!("siren({long} = 1)"),
            format!("siren(first = {long})"),
            format!("kaiming_normal(mode = {long})"),
            format!("kaiming_normal(gain = {long})"),
            format!("zeros {long}"),
            "ä".repeat(30_000),
        ] {
            let error = text.parse::<Init>().unwrap_err().to_string();
            assert!(error.len() < 1000 && error.contains(".."), "{error}");
        }
    }

    #[test]
    fn deep_and_strange_texts_are_errors() {
        let deep = "scaled(".repeat(9_000);
        assert!(deep.parse::<Init>().is_err());
        // Not read: the arms of such a text would take a gigabyte.
        let long = format!("mixture {{ {} }}", "0.5 => zeros, ".repeat(700_000));
        let refused = long.parse::<Init>().unwrap_err().to_string();
        assert_eq!(refused, "a text of 9800012 bytes is no initializer: none takes more than 65536 at column 1");
        assert_eq!(" ".repeat(1 << 17).parse::<Init>().unwrap_err().at(), 0);
        let wide = format!("gates([{}])", "zeros, ".repeat(1000));
        assert!(wide.parse::<Init>().is_err());
        for text in [
            "ä",
            "normal(ä, 1)",
            "(",
            "mixture { => zeros }",
            "mixture { 1 zeros }",
            "gates(zeros)",
            "1",
            "normal(--1, 0)",
        ] {
            assert!(text.parse::<Init>().is_err(), "{text}");
        }
    }
}
