//! The index of a model in several files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use paraminit::init::load;
use paraminit::io;
use paraminit::prelude::*;
use safetensors::SafeTensors;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::files::tensors;

type Net = [Dense<2, 3>; 2];

/// The files in the folder of the index. One holds a tensor of the other, too.
const FILES: [&str; 3] = ["a.safetensors", "b.safetensors", "below/both.safetensors"];

/// An index is read as a reader of its JSON reads it, and leads to all of its tensors, or is an error that says why not.
///
/// # Panics
///
/// If not.
pub fn index(data: &[u8]) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::create_dir(folder.path().join("below")).expect("there is room for a folder");
    for (name, bytes) in FILES.iter().zip(shards()) {
        fs::write(folder.path().join(name), bytes).expect("there is room for a file");
    }
    let path = folder.path().join("model.safetensors.index.json");
    fs::write(&path, data).expect("there is room for a file");

    match (io::metadata(&path), expected(data, folder.path())) {
        (Ok(ours), Some((metadata, names))) => {
            assert!(metadata.iter().all(|(key, text)| ours.get(key) == Some(text)), "{ours:?}, {metadata:?}");
            assert_eq!(tensors(&path).into_keys().collect::<BTreeSet<_>>(), names);
        }
        (Err(error), None) => assert!(!error.to_string().is_empty()),
        (ours, theirs) => panic!("{}: {ours:?}, {theirs:?}", data.escape_ascii()),
    }
    let mut net = Net::init(2).expect("it fits in memory");
    let before = net.clone();
    match io::load(&mut net, load(&path)) {
        Ok(()) => assert!(net == saved(), "values that nobody saved"),
        Err(error) => assert!(net == before, "half a model: {error}"),
    }
}

/// What the index says of itself, and the names in its files. `None` if something is wrong.
fn expected(data: &[u8], folder: &Path) -> Option<(BTreeMap<String, String>, BTreeSet<String>)> {
    let Pairs(parts) = serde_json::from_slice(data).ok()?;
    let of = |wanted: &str| {
        let mut found = parts.iter().filter(|(key, _)| key == wanted).map(|(_, part)| part);
        (found.next(), found.count())
    };
    let (Some(Part::Map(Pairs(entries))), 0) = of("weight_map") else { return None };
    let metadata = match of("metadata") {
        (None | Some(Part::Other(Value::Null)), 0) => BTreeMap::new(),
        (Some(Part::Map(_)), 0) => match serde_json::from_slice::<Value>(data).ok()?.get("metadata")? {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), text(value))).collect(),
            _ => return None,
        },
        _ => return None,
    };
    let (mut files, mut said) = (BTreeMap::new(), BTreeSet::new());
    for (tensor, file) in entries {
        let Part::Other(Value::String(file)) = file else { return None };
        if file.starts_with('/') || file == "." || file.starts_with("./") || file.split('/').any(|step| step == "..") {
            return None;
        }
        let bytes = fs::read(folder.join(file)).ok()?;
        let (_, header) = SafeTensors::read_metadata(&bytes).ok()?;
        header.info(tensor)?;
        files.insert(file, header);
        if !said.insert(tensor) {
            return None;
        }
    }
    let mut names = BTreeSet::new();
    let all = files.values().flat_map(safetensors::tensor::Metadata::offset_keys);
    all.into_iter().all(|name| names.insert(name)).then_some((metadata, names))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A map as it is written, with names that are there twice.
struct Pairs(Vec<(String, Part)>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Map(Pairs),
    Other(Value),
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

fn saved() -> Net {
    Net::init(1).expect("it fits in memory")
}

/// The bytes of [`FILES`]: a layer each, and the bias of the first one with the weight of the second.
fn shards() -> &'static [Vec<u8>; 3] {
    static SHARDS: OnceLock<[Vec<u8>; 3]> = OnceLock::new();
    SHARDS.get_or_init(|| {
        let [first, second] = saved();
        let [first, second] = [first, second].map(|layer| (layer.weight().clone(), layer.bias().clone()));
        let (w0, b0, w1, b1) = (first.0.into_dyn(), first.1.into_dyn(), second.0.into_dyn(), second.1.into_dyn());
        let files = [
            BTreeMap::from([("0.weight", &w0), ("0.bias", &b0)]),
            BTreeMap::from([("1.weight", &w1), ("1.bias", &b1)]),
            BTreeMap::from([("0.bias", &b0), ("1.weight", &w1)]),
        ];
        files.map(|file| {
            let file: BTreeMap<_, _> = file.into_iter().map(|(name, array)| (name, array.clone())).collect();
            let folder = tempfile::tempdir().expect("there is room for a folder");
            let path = folder.path().join("file");
            io::save(&file, &path).expect("there is room for a file");
            fs::read(&path).expect("it was just written")
        })
    })
}
