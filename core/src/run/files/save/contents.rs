//! What stands in a safetensors file: header and values.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use safetensors::Dtype;
use serde_json::Value;

use super::error::SaveError;
use super::options::PAIRS;
use crate::dtype::DType;
use crate::init::source::files::header::{LONGEST, METADATA};
use crate::init::source::renaming::Renaming;
use crate::path::ParamPath;
use crate::stream::CONTRACT_VERSION;
use crate::view::{Values, View, each_type};

/// What `format` may say: loaders of the transformers family read a file only if it says one of these.
const FORMATS: [&str; 4] = ["pt", "tf", "flax", "mlx"];

/// A file that can be written, and loaded again.
pub(super) struct Contents<'m> {
    header: Vec<u8>,
    tensors: Vec<Named<'m>>,
}

/// A tensor under its name in the file.
pub(super) type Named<'m> = (String, Values<'m>);

/// The parameters under their names in the file.
pub(super) fn named<'m>(
    renaming: &Renaming<'_>,
    parameters: Vec<(ParamPath, Values<'m>)>,
) -> Result<Vec<Named<'m>>, SaveError> {
    let named = parameters.into_iter().map(|(path, values)| (renaming.name(&path.to_string()), values));
    let tensors: Vec<_> = named.collect();
    check_names(&tensors)?;
    Ok(tensors)
}

/// The number of bytes that the values take.
pub(super) fn bytes(values: &Values<'_>) -> usize {
    values.count() * values.dtype().bytes()
}

impl<'m> Contents<'m> {
    /// These tensors, with the header's own text.
    pub(super) fn new(about: &str, mut tensors: Vec<Named<'m>>) -> Result<Self, SaveError> {
        // The widest first, so that every value lies at a multiple of its size.
        tensors.sort_by(|(a, x), (b, y)| y.dtype().bytes().cmp(&x.dtype().bytes()).then_with(|| a.cmp(b)));
        let header = header(about, &tensors);
        let bytes = header.len() as u64;
        if bytes > LONGEST {
            return Err(SaveError::HeaderLength { bytes, metadata: about.len() as u64 });
        }
        Ok(Self { header, tensors })
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&(self.header.len() as u64).to_le_bytes())?;
        out.write_all(&self.header)?;
        self.tensors
            .iter()
            .try_for_each(|(_, values)| values.read(|view| write(&view, out)).map_err(io::Error::other)?)
    }
}

fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    each_type!(View, view, values => values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes())))
}

/// Returns an error if a name occurs twice or is reserved: it could not be loaded again.
fn check_names(tensors: &[Named<'_>]) -> Result<(), SaveError> {
    let mut names: Vec<&String> = tensors.iter().map(|(name, _)| name).collect();
    names.sort();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    match twice.or_else(|| names.into_iter().find(|name| *name == METADATA)) {
        Some(name) => Err(SaveError::Name(name.clone())),
        None => Ok(()),
    }
}

/// The header's own text, as the header has it: what we say of the file, and what the user says.
pub(super) fn about(pairs: &[(String, String)]) -> Result<String, SaveError> {
    let mut about: BTreeMap<&str, Cow<'_, str>> = BTreeMap::new();
    for (key, value) in pairs {
        if key == "format" && !FORMATS.contains(&value.as_str()) {
            return Err(SaveError::Format(value.clone()));
        }
        if PAIRS.contains(&key.as_str()) || about.insert(key.as_str(), value.into()).is_some() {
            return Err(SaveError::Metadata(key.clone()));
        }
    }
    let [version, contract] = PAIRS;
    about.extend([(version, env!("CARGO_PKG_VERSION").into()), (contract, CONTRACT_VERSION.to_string().into())]);
    about.entry("format").or_insert(FORMATS[0].into());
    let about: Vec<String> = about.iter().map(|(&key, value)| format!("{}:{}", json(key), json(value))).collect();
    Ok(format!("\"{METADATA}\":{{{}}}", about.join(",")))
}

/// The header as text, padded so that the values begin at a multiple of eight bytes.
fn header(about: &str, tensors: &[Named<'_>]) -> Vec<u8> {
    let mut entries = vec![about.to_owned()];
    let mut start = 0;
    for (name, values) in tensors {
        let end = start + bytes(values);
        let (name, dtype, shape) = (json(name), dtype(values.dtype()), Value::from(values.shape().to_vec()));
        entries.push(format!(r#"{name}:{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{start},{end}]}}"#));
        start = end;
    }
    let mut text = format!("{{{}}}", entries.join(",")).into_bytes();
    text.resize(text.len().next_multiple_of(8), b' ');
    text
}

/// The text in quotes.
fn json(text: &str) -> Value {
    Value::from(text)
}

fn dtype(dtype: DType) -> Dtype {
    match dtype {
        DType::F32 => Dtype::F32,
        DType::F64 => Dtype::F64,
        DType::F16 => Dtype::F16,
        DType::Bf16 => Dtype::BF16,
    }
}
