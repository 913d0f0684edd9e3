//! A model in several files with an index, in the layout that transformers reads.

use std::path::Path;

use serde_json::json;

use super::contents::{Contents, Named, bytes};
use super::error::SaveError;
use super::exchange::{self, Exchange};
use super::names::Names;

/// Saves the tensors to files of at most so many bytes of values, and an index; or to one file, if they fit. `step` is called
/// after each step that others see.
pub(super) fn save(
    path: &Path,
    about: &str,
    tensors: Vec<Named<'_>>,
    most: u64,
    step: &mut dyn FnMut(),
) -> Result<(), SaveError> {
    let fail = |error| SaveError::Write(path.to_path_buf(), error);
    let names = Names::of(path).map_err(fail)?;
    let total = tensors.iter().map(|(_, values)| bytes(values) as u64).sum::<u64>();
    let mut parts = split(tensors, most);
    if let [_] | [] = &parts[..] {
        let contents = Contents::new(about, parts.pop().unwrap_or_default())?;
        return exchange::one(path, &contents, &names);
    }
    let files: Vec<String> = (1..=parts.len()).map(|number| names.shard(number, parts.len())).collect();
    let index = index(total, &parts, &files);
    let contents: Vec<_> = parts.into_iter().map(|part| Contents::new(about, part)).collect::<Result<_, _>>()?;
    let shards = files.iter().map(|name| path.with_file_name(name)).zip(&contents);
    Exchange::prepare(path, &index, shards, &names)?.run(step)
}

/// Cuts the list where a file has so many bytes, as transformers does: a tensor that is larger is alone.
fn split(tensors: Vec<Named<'_>>, most: u64) -> Vec<Vec<Named<'_>>> {
    let mut parts: Vec<Vec<Named<'_>>> = Vec::new();
    let mut taken = 0_u64;
    for (name, values) in tensors {
        let size = bytes(&values) as u64;
        taken = taken.saturating_add(size);
        match parts.last_mut() {
            Some(part) if taken <= most => part.push((name, values)),
            _ => {
                taken = size;
                parts.push(vec![(name, values)]);
            }
        }
    }
    parts
}

/// The text of an index.
fn index(total: u64, parts: &[Vec<Named<'_>>], files: &[String]) -> String {
    let parts = parts.iter().zip(files);
    let entries = parts.flat_map(|(part, file)| part.iter().map(move |(name, _)| (name.clone(), json!(file))));
    let map: serde_json::Map<_, _> = entries.collect();
    format!("{:#}\n", json!({ "metadata": { "total_size": total }, "weight_map": map }))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::Path;

    use super::super::contents::{about, named};
    use super::SaveError;
    use crate::init::source::files::index;
    use crate::init::source::renaming::Renaming;
    use crate::model::list_values;
    use crate::prelude::*;

    type Net = [Dense<2, 3>; 3];

    /// Saves a model in files of a layer, or of an array, each, and calls `step` after each step.
    fn save(path: &Path, seed: u64, most: u64, step: &mut dyn FnMut()) -> Result<(), SaveError> {
        let net = Net::init(seed).unwrap();
        super::save(path, &about(&[])?, named(&Renaming::default(), list_values(&net))?, most, step)
    }

    /// The seed of the model that the index leads to; `None` if there is no index.
    fn found(path: &Path) -> Option<u64> {
        let index = path.with_file_name("model.safetensors.index.json");
        let mut net = Net::init(0).unwrap();
        match crate::io::load(&mut net, index.as_path()) {
            Ok(()) => Some((1..3).find(|&seed| Net::init(seed).unwrap() == net).expect("old and new values together")),
            Err(error) => {
                assert!(!index.exists() && index::read(&index).is_err(), "{error}");
                None
            }
        }
    }

    const LAYER: u64 = 36;

    /// Whatever the step after which the process ends, nobody reads old and new values together.
    #[test]
    fn a_process_may_end_after_each_step() {
        for (most, steps) in [(LAYER, 1 + 3 + 1), (24, 6 + 1 + 3)] {
            for last in 1..=steps {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("model.safetensors");
                save(&path, 1, LAYER, &mut || ()).unwrap();
                let mut step = 0;
                let ended = catch_unwind(AssertUnwindSafe(|| {
                    save(&path, 2, most, &mut || {
                        step += 1;
                        assert!(step < last, "the end");
                    })
                }));
                assert!(ended.is_err(), "{most}: fewer than {last} steps");
                let expected = match (most, last) {
                    // The names are the same: while files are replaced, there is no index.
                    (LAYER, ..5) => None,
                    (LAYER, _) => Some(2),
                    (_, ..7) => Some(1),
                    _ => Some(2),
                };
                assert_eq!(found(&path), expected, "files of {most} bytes, after step {last}");
                // And saving again mends it.
                save(&path, 2, LAYER, &mut || ()).unwrap();
                assert_eq!((found(&path), fs::read_dir(folder.path()).unwrap().count()), (Some(2), 4));
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_fails_halfway_says_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.safetensors");
        let at = |name: &str| folder.path().join(name);
        save(&path, 1, LAYER, &mut || ()).unwrap();
        // The third file of each cannot be renamed: a folder came into its place.
        let block = |name: &str, at_step: usize| {
            let (name, mut step) = (at(name), 0);
            move || {
                step += 1;
                if step == at_step {
                    let _ = fs::remove_file(&name);
                    fs::create_dir_all(name.join("full")).unwrap();
                }
            }
        };
        let error = save(&path, 2, 24, &mut block("model-00003-of-00006.safetensors", 2)).unwrap_err();
        assert!(
            matches!(&error, SaveError::Write(path, _) if *path == at("model-00003-of-00006.safetensors")),
            "{error}"
        );
        assert_eq!(found(&path), Some(1), "the old set is as it was");
        fs::remove_dir_all(at("model-00003-of-00006.safetensors")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "and nothing else is there");

        let error = save(&path, 2, LAYER, &mut block("model-00003-of-00003.safetensors", 2)).unwrap_err();
        let text = error.to_string();
        let SaveError::Partly { path: failed, index, replaced, .. } = error else { panic!("{text}") };
        assert_eq!(failed, at("model-00003-of-00003.safetensors"));
        assert_eq!(index, at("model.safetensors.index.json"));
        assert_eq!(replaced, [at("model-00001-of-00003.safetensors"), at("model-00002-of-00003.safetensors")]);
        assert!(text.contains("was removed before, and `") && text.ends_with(" are new\nhelp: save again"), "{text}");
        assert_eq!(found(&path), None);
        fs::remove_dir_all(&failed).unwrap();
        save(&path, 2, LAYER, &mut || ()).unwrap();
        assert_eq!(found(&path), Some(2));
    }
}
