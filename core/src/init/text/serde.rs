//! Initializers as text, in any format of serde.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::init::{Init, Leaf, Node};

/// Serializes as text, as a rule writes it. The function of a `map` and the array of `values` cannot be text, and give
/// an error.
///
/// ```
/// use paraminit::init::{Init, Gain::Relu, xavier_uniform};
///
/// let json = serde_json::to_string(&xavier_uniform().gain(Relu))?;
/// assert_eq!(json, "\"xavier_uniform(gain = Relu)\"");
/// assert_eq!(serde_json::from_str::<Init>(&json)?, xavier_uniform().gain(Relu));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for Init {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unfit = (0..self.len()).map(|at| self.node(at)).find_map(|node| match node {
            Node::Map(_) => Some("the function of a `map` cannot be written as text"),
            Node::Each(_) => Some("the function of an `each` cannot be written as text"),
            Node::Leaf(Leaf::Values(_)) => Some("the array of `values` cannot be written as text"),
            _ => None,
        });
        match unfit {
            Some(why) => Err(S::Error::custom(why)),
            None => serializer.collect_str(self),
        }
    }
}

/// Deserializes from text, as [`FromStr`](core::str::FromStr) reads it.
impl<'de> Deserialize<'de> for Init {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Init;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an initializer as a rule writes it, such as \"normal(0.0, 0.02)\"")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Init, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use crate::init::*;

    #[test]
    fn what_text_cannot_hold_is_an_error() {
        for init in [map(zeros(), f64::abs), mixture([(1.0, map(zeros(), f64::abs))])] {
            let error = serde_json::to_string(&init).unwrap_err().to_string();
            assert_eq!(error, "the function of a `map` cannot be written as text");
        }
        assert!(serde_json::to_string(&values(&[1.0])).is_err());
        let error = serde_json::from_str::<Init>("\"normal(0)\"").unwrap_err().to_string();
        assert!(error.starts_with("`normal` takes 2 arguments, `mean` and `std` at column 1"), "{error}");
        let error = serde_json::from_str::<Init>("3").unwrap_err().to_string();
        assert!(error.contains("expected an initializer as a rule writes it"), "{error}");
    }
}
