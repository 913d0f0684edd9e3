//! The header of a safetensors file, read as untrusted input.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::Read;

use safetensors::tensor::{Metadata, TensorInfo};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::init::source::failure::FileErrorKind;

/// The number of bytes in front of the header, which hold its length.
const LENGTH: u64 = 8;

/// The longest header that the format allows.
const LONGEST: u64 = 100_000_000;

/// The reserved name of the header's own text.
pub(crate) const METADATA: &str = "__metadata__";

/// Reads the header of a file of `len` bytes. Returns the offset of the first value, and the tensors.
///
/// It allocates no more memory than the file has bytes, whatever length the file states.
pub(super) fn read(file: &mut impl Read, len: u64) -> Result<(u64, BTreeMap<String, TensorInfo>), FileErrorKind> {
    if len < LENGTH {
        return Err(FileErrorKind::TooShort(len));
    }
    let mut stated = [0; 8];
    file.read_exact(&mut stated).map_err(FileErrorKind::Io)?;
    let stated = u64::from_le_bytes(stated);
    if stated > LONGEST.min(len - LENGTH) {
        return Err(FileErrorKind::HeaderLength { stated, file: len });
    }
    let mut text = Vec::new();
    file.take(stated).read_to_end(&mut text).map_err(FileErrorKind::Io)?;
    let Entries(entries) = serde_json::from_slice(&text).map_err(|error| FileErrorKind::Header(Box::new(error)))?;
    drop(text);

    let mut sorted: Vec<_> = entries.iter().map(|(name, info)| (name.clone(), info.clone())).collect();
    sorted.sort_by_key(|(_, info)| info.data_offsets);
    let mut named = BTreeMap::new();
    for (name, info) in entries {
        if named.insert(name.clone(), info).is_some() {
            return Err(FileErrorKind::Twice(name));
        }
    }
    // The check of the crate `safetensors`: every tensor begins where the one before ends, and its length fits its
    // shape and type.
    let values = Metadata::new(None, sorted).map_err(|error| FileErrorKind::Layout(Box::new(error)))?.data_len() as u64;
    let expected = LENGTH.saturating_add(stated).saturating_add(values);
    if expected != len {
        return Err(FileErrorKind::Length { expected, found: len });
    }
    Ok((LENGTH + stated, named))
}

/// The tensors in the order of the header. A plain map would drop one of two with the same name.
struct Entries(Vec<(String, TensorInfo)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Listed;

        impl<'de> Visitor<'de> for Listed {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from names to tensors")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    if name == METADATA {
                        map.next_value::<HashMap<String, String>>()?;
                    } else {
                        entries.push((name, map.next_value()?));
                    }
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Listed)
    }
}
