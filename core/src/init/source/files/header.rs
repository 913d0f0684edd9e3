//! The header of a safetensors file, read without trust.
//!
//! The verdict is that of the safetensors crate, except that a type that it does not know makes the file readable, but for the
//! tensor that has it, and that two tensors of one name, of which it takes one, do not. `tests/fuzz` compares the two.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};

use super::tensor_entry::TensorEntry;
use crate::init::source::failure::FileErrorKind;

/// The number of bytes in front of the header, which hold its length.
const LENGTH: u64 = 8;

/// No header is longer, says the format.
pub(crate) const LONGEST: u64 = 100_000_000;

/// The reserved name of the header's own text.
pub(crate) const METADATA: &str = "__metadata__";

/// What a header says.
pub(super) struct Header {
    /// Offset of the first value in the file.
    pub(super) start: u64,
    /// The header's own text.
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) tensors: BTreeMap<String, TensorEntry>,
}

/// Reads the header of a file of `len` bytes.
///
/// No more memory is asked for than the file has bytes, whatever it states.
pub(super) fn read(file: &mut impl Read, len: u64) -> Result<Header, FileErrorKind> {
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
    let Entries { metadata, tensors } = parse(&text)?;
    drop(text);

    let mut named = BTreeMap::new();
    for (name, entry) in tensors {
        if named.insert(name.clone(), entry).is_some() {
            return Err(FileErrorKind::Twice(name));
        }
    }
    let expected = LENGTH.saturating_add(stated).saturating_add(check_layout(&named)? as u64);
    if expected != len {
        return Err(FileErrorKind::Length { expected, found: len });
    }
    Ok(Header { start: LENGTH + stated, metadata: metadata.unwrap_or_default(), tensors: named })
}

fn parse(text: &[u8]) -> Result<Entries, FileErrorKind> {
    let text = str::from_utf8(text).map_err(|error| FileErrorKind::Header(Box::new(error)))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let mut at = None;
    let read = Listed { at: &mut at }.deserialize(&mut json);
    read.and_then(|entries| json.end().map(|()| entries)).map_err(|error| match at {
        Some(name) => FileErrorKind::Entry { name, error: Box::new(error) },
        None => FileErrorKind::Header(Box::new(error)),
    })
}

/// Checks that every tensor begins where the one before ends, and is as long as its shape and type say. Returns the number of
/// bytes of all of them.
fn check_layout(tensors: &BTreeMap<String, TensorEntry>) -> Result<usize, FileErrorKind> {
    let mut tensors: Vec<_> = tensors.iter().collect();
    tensors.sort_by_key(|(_, entry)| entry.data_offsets);
    let mut end = 0;
    for (name, entry) in tensors {
        let (from, to) = entry.data_offsets;
        let fault = if from != end || to < from {
            Some(format!("its values are said to lie at {from}..{to}, and those of the tensors before it end at {end}"))
        } else {
            entry.size_fault()
        };
        if let Some(fault) = fault {
            return Err(FileErrorKind::Entry { name: name.clone(), error: fault.into() });
        }
        end = to;
    }
    Ok(end)
}

/// The tensors as the header lists them. A plain map would drop one of two that have the same name.
struct Entries {
    metadata: Option<BTreeMap<String, String>>,
    tensors: Vec<(String, TensorEntry)>,
}

/// Reads [`Entries`], and notes the name of the one that it is at.
struct Listed<'n> {
    at: &'n mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Listed<'_> {
    type Value = Entries;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entries, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Listed<'_> {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from names to tensors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Entries { metadata: None, tensors: Vec::new() };
        while let Some(name) = map.next_key::<String>()? {
            *self.at = Some(name.clone());
            if name != METADATA {
                entries.tensors.push((name, map.next_value()?));
            } else if entries.metadata.is_some() {
                return Err(A::Error::duplicate_field(METADATA));
            } else {
                // Some write `null` where there is none.
                entries.metadata = Some(map.next_value::<Option<_>>()?.unwrap_or_default());
            }
            *self.at = None;
        }
        Ok(entries)
    }
}
