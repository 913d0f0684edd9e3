//! Numbers as text.

use core::fmt;

/// An integer in decimal, without an allocation, for constants and for hashes of paths.
pub(crate) struct Decimal {
    digits: [u8; 20],
    start: usize,
}

impl Decimal {
    pub(crate) const fn new(value: usize) -> Self {
        let mut digits = [0; 20];
        let mut start = digits.len();
        let mut rest = value;
        loop {
            start -= 1;
            #[expect(clippy::cast_possible_truncation, reason = "a decimal digit")]
            let digit = (rest % 10) as u8;
            digits[start] = b'0' + digit;
            rest /= 10;
            if rest == 0 {
                return Self { digits, start };
            }
        }
    }

    pub(crate) const fn bytes(&self) -> &[u8] {
        self.digits.split_at(self.start).1
    }
}

/// A number in the fewest digits that read back as it: `0.02`, `1e300`. The exponent is written where Rust's `{:?}` does.
pub(crate) struct Exact<T>(pub(crate) T);

impl<T: Copy + Into<f64> + fmt::Display + fmt::LowerExp> fmt::Display for Exact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size: f64 = self.0.into().abs();
        if size == 0.0 || (1e-5..1e16).contains(&size) { write!(f, "{}", self.0) } else { write!(f, "{:e}", self.0) }
    }
}

/// Writes four significant digits, without zeros at the end: `0.02`, `1.234e-7`.
pub(crate) fn short(x: f64) -> String {
    digits(x, 4)
}

/// Writes three significant digits.
pub(crate) fn brief(x: f64) -> String {
    digits(x, 3)
}

fn digits(x: f64, count: u8) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{x:.*e}", usize::from(count - 1));
    let Some((digits, exponent)) = scientific.split_once('e') else { return x.to_string() };
    match exponent.parse::<i32>() {
        Ok(exponent @ -4..=6) => {
            let decimals = usize::try_from(i32::from(count) - 1 - exponent).unwrap_or_default();
            trimmed(&format!("{x:.decimals$}")).to_owned()
        }
        _ => format!("{}e{exponent}", trimmed(digits)),
    }
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// Returns a text in which long numbers are shortened to four digits: `LeakyRelu(2.236)`.
pub(crate) fn shortened(text: &str) -> String {
    const LONG: usize = 8;
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = from.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(from.len());
        let (digits, after) = from.split_at_checked(end).unwrap_or((from, ""));
        out.push_str(before);
        let exponent = exponent(after);
        let (digits, after) = from.split_at_checked(end + exponent).unwrap_or((digits, after));
        // Digits in a name, such as `f1.25`, are not a number.
        let named = |c: char| c.is_alphanumeric() || c == '_';
        let name = before.strip_suffix('-').unwrap_or(before).ends_with(named);
        let number = digits.contains('.') && end > LONG && !name;
        match digits.parse::<f64>() {
            Ok(value) if number => out.push_str(&short(value)),
            _ => out.push_str(digits),
        }
        rest = after;
    }
    out + rest
}

/// The length of the exponent at the start of a text; 0, if there is none.
fn exponent(text: &str) -> usize {
    let Some(digits) = text.strip_prefix('e').map(|sign| sign.strip_prefix('-').unwrap_or(sign)) else { return 0 };
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == digits.len() { 0 } else { text.len() - rest.len() }
}

/// Writes a number of bytes in the unit that leaves one to four digits before the point: `40 B`, `1.5 KiB`.
pub(crate) fn bytes(count: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if count < 1024 {
        return format!("{count} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
    let (mut amount, mut unit) = (count as f64 / 1024.0, 0);
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS.get(unit).copied().unwrap_or_default())
}

/// Writes `1 parameter` or `2 parameters`.
pub(crate) fn parameters(count: usize) -> String {
    format!("{count} parameter{}", if count == 1 { "" } else { "s" })
}

/// `2 parameters and 1 buffer`; only parameters, if there are no buffers.
pub(crate) fn counted(trained: usize, buffers: usize) -> String {
    match buffers {
        0 => parameters(trained),
        1 => format!("{} and 1 buffer", parameters(trained)),
        _ => format!("{} and {buffers} buffers", parameters(trained)),
    }
}

#[cfg(test)]
mod tests {
    use super::{brief, bytes, short, shortened};

    #[test]
    fn four_digits_are_enough() {
        for (x, text) in [
            (0.0, "0"),
            (0.02, "0.02"),
            (-1.0 / 3.0, "-0.3333"),
            (0.000_123_456, "0.0001235"),
            (1.0e-7, "1e-7"),
            (123_456.0, "123456"),
            (1.5e12, "1.5e12"),
            (9.999_96, "10"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(x), text);
        }
        assert_eq!([0.12345, 99.96, -1e-9].map(brief), ["0.123", "100", "-1e-9"]);
    }

    #[test]
    fn long_numbers_in_a_text() {
        for (text, expected) in [
            ("kaiming_uniform(gain = LeakyRelu(2.23606797749979))", "kaiming_uniform(gain = LeakyRelu(2.236))"),
            ("normal(0, 0.02)", "normal(0, 0.02)"),
            (
                "load(\"model-1.23456789\"), f1.23456789, 12345678901",
                "load(\"model-1.23456789\"), f1.23456789, 12345678901",
            ),
            ("0.333333333 => zeros, 0.1234567e-12", "0.3333 => zeros, 1.235e-13"),
            ("normal(1.23456789e300, 0.12345678else)", "normal(1.235e300, 0.1235else)"),
            ("uniform(-0.123456789, 1)", "uniform(-0.1235, 1)"),
            ("", ""),
        ] {
            assert_eq!(shortened(text), expected);
        }
    }

    #[test]
    fn units_of_bytes() {
        assert_eq!([0, 1023, 1536, 1 << 30].map(bytes), ["0 B", "1023 B", "1.5 KiB", "1.0 GiB"]);
    }
}
