//! The index of a model in several files: `model.safetensors.index.json`, as transformers writes it.
//!
//! ```json
//! {"metadata": {"total_size": 64}, "weight_map": {"head.bias": "model-00001-of-00002.safetensors"}}
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::identity::{Identity, identity};
use crate::init::source::failure::{FileError, FileErrorKind};

/// How the name of an index ends.
pub(crate) const ENDING: &str = ".json";

/// What an index has behind the name of the model.
pub(crate) const BEHIND: &str = ".index.json";

/// What an index says.
#[derive(Debug)]
pub(crate) struct Index {
    /// What it says of the model, numbers as text.
    pub(crate) metadata: BTreeMap<String, String>,
    /// Each file with its tensors.
    pub(crate) shards: BTreeMap<String, Vec<String>>,
}

/// True if the file is an index by its name.
pub(crate) fn is_index(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
}

/// An index that was read, and the file, open.
pub(crate) struct Reading {
    pub(crate) index: Index,
    path: PathBuf,
    file: Opened,
}

struct Opened {
    text: Vec<u8>,
    identity: Identity,
    /// As long as it is open, no new file gets its number.
    _file: File,
}

/// Reads an index. No more memory is asked for than the file has bytes.
pub(crate) fn read(path: &Path) -> Result<Reading, FileError> {
    let open = || {
        let file = Opened::open(path)?;
        Ok(Reading { index: parse(&file.text)?, path: path.to_path_buf(), file })
    };
    open().map_err(|kind| FileError { path: path.to_path_buf(), kind })
}

impl Reading {
    /// True if the path still leads to the same file with the same text: nobody has replaced it since it was read.
    ///
    /// Who saves a set of equal names writes the same text. It is another file, though.
    pub(super) fn is_current(&self) -> bool {
        let same = |now: &Opened| now.identity == self.file.identity && now.text == self.file.text;
        Opened::open(&self.path).is_ok_and(|now| same(&now))
    }
}

impl Opened {
    fn open(path: &Path) -> Result<Self, FileErrorKind> {
        // Opening a pipe could wait forever.
        if !std::fs::metadata(path).map_err(FileErrorKind::Io)?.is_file() {
            return Err(FileErrorKind::NotAFile);
        }
        let (mut text, file) = (Vec::new(), File::open(path).map_err(FileErrorKind::Io)?);
        let len = file.metadata().map_err(FileErrorKind::Io)?.len();
        let identity = identity(path, &file).map_err(FileErrorKind::Io)?;
        (&file).take(len).read_to_end(&mut text).map_err(FileErrorKind::Io)?;
        Ok(Self { text, identity, _file: file })
    }
}

fn parse(text: &[u8]) -> Result<Index, FileErrorKind> {
    let text = str::from_utf8(text).map_err(|error| FileErrorKind::Index(Box::new(error)))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let mut at = None;
    let read = Parts { at: &mut at }.deserialize(&mut json);
    let (metadata, entries) = read.and_then(|parts| json.end().map(|()| parts)).map_err(|error| match at {
        Some(name) => FileErrorKind::Entry { name, error: Box::new(error) },
        None => FileErrorKind::Index(Box::new(error)),
    })?;
    let mut named = BTreeSet::new();
    let mut shards: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (tensor, shard) in entries {
        if !lies_inside(&shard) {
            return Err(FileErrorKind::Outside { tensor, shard });
        }
        if !named.insert(tensor.clone()) {
            return Err(FileErrorKind::Twice(tensor));
        }
        shards.entry(shard).or_default().push(tensor);
    }
    Ok(Index { metadata, shards })
}

/// True if the path leads into the folder in which it stands, whatever is there.
fn lies_inside(path: &str) -> bool {
    let mut steps = Path::new(path).components().peekable();
    steps.peek().is_some() && steps.all(|step| matches!(step, Component::Normal(_)))
}

/// An index as it is written. A plain map would drop one of two entries that have the same name.
type Written = (BTreeMap<String, String>, Vec<(String, String)>);

/// Reads an index, and notes the name of the tensor that it is at.
struct Parts<'n> {
    at: &'n mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Parts<'_> {
    type Value = Written;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Written, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Parts<'_> {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with `weight_map`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
        let (mut metadata, mut entries) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "weight_map" if entries.is_some() => return Err(A::Error::duplicate_field("weight_map")),
                "weight_map" => entries = Some(map.next_value_seed(Entries { at: &mut *self.at })?),
                "metadata" if metadata.is_some() => return Err(A::Error::duplicate_field("metadata")),
                // Some write `null` where there is none.
                "metadata" => metadata = Some(map.next_value::<Option<BTreeMap<String, Value>>>()?.unwrap_or_default()),
                // Not skipped without a look, which would let numbers and texts pass that are none.
                _ => drop(map.next_value::<Value>()?),
            }
        }
        let entries = entries.ok_or_else(|| A::Error::missing_field("weight_map"))?;
        let text = |value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Ok((metadata.unwrap_or_default().into_iter().map(|(key, value)| (key, text(value))).collect(), entries))
    }
}

/// Reads `weight_map`.
struct Entries<'n> {
    at: &'n mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = Vec<(String, String)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from names of tensors to files")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(tensor) = map.next_key::<String>()? {
            *self.at = Some(tensor.clone());
            entries.push((tensor, map.next_value()?));
            *self.at = None;
        }
        Ok(entries)
    }
}
