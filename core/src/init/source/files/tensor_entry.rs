//! The entry of one tensor in the header of a safetensors file.

use std::fmt;

use safetensors::Dtype;
use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer as _, MapAccess, Visitor};

/// Type, shape, and place among the values.
pub(super) struct TensorEntry {
    pub(super) dtype: Element,
    pub(super) shape: Vec<usize>,
    /// First byte, and the one behind the last.
    pub(super) data_offsets: (usize, usize),
}

/// The type of elements.
pub(super) enum Element {
    Known(Dtype),
    /// A name that the safetensors crate does not know: of a type that is newer, or of none.
    Unknown(String),
}

impl TensorEntry {
    /// What is wrong with the number of bytes, which shape and type give. Of a type that is not known any number is right.
    pub(super) fn size_fault(&self) -> Option<String> {
        let Self { dtype, shape, data_offsets: (from, to) } = self;
        let Element::Known(dtype) = dtype else { return None };
        let elements = shape.iter().try_fold(1_usize, |product, &len| product.checked_mul(len));
        let Some(bits) = elements.and_then(|elements| elements.checked_mul(dtype.bitsize())) else {
            return Some(format!("{shape:?} of {dtype} has more bits than can be counted"));
        };
        let found = to - from;
        if bits % 8 != 0 {
            Some(format!("{shape:?} of {dtype} fills no whole number of bytes"))
        } else if bits / 8 != found {
            Some(format!("{shape:?} of {dtype} takes {} bytes, and it is said to have {found}", bits / 8))
        } else {
            None
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(dtype) => dtype.fmt(f),
            Self::Unknown(name) => write!(f, "{name:?}, a type that is not known here"),
        }
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known: StrDeserializer<'_, ValueError> = name.as_str().into_deserializer();
        Ok(Dtype::deserialize(known).map_or(Self::Unknown(name), Self::Known))
    }
}

impl<'de> Deserialize<'de> for TensorEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = TensorEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with `dtype`, `shape` and `data_offsets`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TensorEntry, A::Error> {
        let (mut dtype, mut shape, mut data_offsets) = (None, None, None);
        while let Some(field) = map.next_key::<String>()? {
            match &*field {
                "dtype" => once(&mut dtype, "dtype", map.next_value()?)?,
                "shape" => once(&mut shape, "shape", map.next_value()?)?,
                "data_offsets" => once(&mut data_offsets, "data_offsets", map.next_value()?)?,
                // Not skipped, which would let numbers and texts pass that are none.
                _ => drop(map.next_value::<serde_json::Value>()?),
            }
        }
        let missing = A::Error::missing_field;
        Ok(TensorEntry {
            dtype: dtype.ok_or_else(|| missing("dtype"))?,
            shape: shape.ok_or_else(|| missing("shape"))?,
            data_offsets: data_offsets.ok_or_else(|| missing("data_offsets"))?,
        })
    }
}

/// Sets a field that was not there before.
fn once<T, E: serde::de::Error>(field: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    if field.replace(value).is_some() { Err(E::duplicate_field(name)) } else { Ok(()) }
}
