//! A model in several files: an index, or a list.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use half::bf16;
use ndarray::{Array1, Array2, Array3};
use paraminit::FailureKind;
use paraminit::io::{self, FileErrorKind, LoadErrorKind, Pretrained, ReplaceError, SaveError};
use paraminit::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{faults, place, raw};

/// A small GPT with arrays of several types.
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => normal(0.0, 0.02))]
struct Gpt {
    #[init(shape = [50, 8], axes = [batch, out])]
    table: Array2<f32>,
    blocks: [Block; 3],
    #[init(shape = [4], ones)]
    scale: Array1<f64>,
    head: Dense<8, 50>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => normal(0.0, 0.02))]
struct Block {
    #[init(shape = [24, 8], axes = [out, in], parts(q = 8, k = 8, v = 8))]
    qkv: Array2<f32>,
    #[init(shape = [8, 2, 3], axes = [out, in, kernel])]
    conv: Array3<bf16>,
    mlp: Dense<8, 16>,
}

fn gpt(seed: u64) -> Gpt {
    Gpt::init(seed).expect("sizes are given")
}

/// The model in files of at most so many bytes, the folder, and the path of the index.
fn sharded(model: &impl Initialize, most: u64) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    io::save(model, io::to(&path).max_shard_bytes(most)).expect("there is room");
    let index = folder.path().join("model.safetensors.index.json");
    (folder, index)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn json_of(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("it is there")).expect("it is JSON")
}

#[test]
fn the_layout_is_that_of_transformers() {
    let net = gpt(1);
    let (folder, index) = sharded(&net, 2400);
    let files = (1..=4).map(|number| format!("model-{number:05}-of-00004.safetensors"));
    assert_eq!(names(folder.path()), files.chain(["model.safetensors.index.json".to_owned()]).collect::<Vec<_>>());
    let found = json_of(&index);
    assert_eq!(found["metadata"]["total_size"], net.parameter_bytes());
    let map = found["weight_map"].as_object().expect("a map");
    assert_eq!(map.len(), net.named_parameters().len());
    assert_eq!(map["table"], "model-00001-of-00004.safetensors");
    assert_eq!(map["head.bias"], "model-00004-of-00004.safetensors");
    // Each file is a safetensors file by itself, with its share.
    let mut total = 0;
    for number in 1..=4 {
        let name = format!("model-{number:05}-of-00004.safetensors");
        let path = folder.path().join(&name);
        assert_eq!(io::metadata(&path).expect("a file")["format"], "pt");
        let bytes = fs::read(&path).expect("it is there");
        let header = usize::try_from(u64::from_le_bytes(bytes[..8].try_into().expect("eight"))).expect("short");
        let values = bytes.len() - 8 - header;
        assert!(values <= 2400, "{values}");
        total += values;
        let header: BTreeMap<String, Value> = serde_json::from_slice(&bytes[8..8 + header]).expect("JSON");
        let tensors: Vec<_> = header.keys().filter(|name| *name != "__metadata__").collect();
        let mapped: Vec<_> = map.iter().filter(|(_, file)| **file == *name).map(|(name, _)| name).collect();
        assert_eq!(tensors, mapped);
    }
    assert_eq!(total, net.parameter_bytes());
    // Equal models give equal files.
    let (other, _) = sharded(&net, 2400);
    for name in names(folder.path()) {
        assert!(fs::read(folder.path().join(&name)).ok() == fs::read(other.path().join(&name)).ok(), "{name}");
    }
}

#[test]
fn an_index_and_a_list_are_one_source() {
    let net = gpt(1);
    let (folder, index) = sharded(&net, 1000);
    let mut files: Vec<PathBuf> = names(folder.path()).iter().map(|name| folder.path().join(name)).collect();
    files.pop();
    assert!(files.len() > 4);
    let check = |values: Pretrained<'_>| {
        let mut loaded = gpt(2);
        io::load(&mut loaded, values).expect("all is there");
        assert_eq!(loaded, net);
    };
    check(init::load(&index));
    check(index.as_path().into());
    check(init::load(&files));
    check(init::load(&files[..]));
    files.reverse();
    check(files.clone().into());
    assert_eq!(init! { <Gpt> ** => load(&index) }.build(3).expect("all is there"), net);
    assert_eq!(init! { <Gpt> ** => load(&files) }.build(3).expect("all is there"), net);

    let plan = init! { <Gpt> ** => load(&index) }.plan(&net);
    assert_eq!(plan.entries()[0].initializer(), "load(\"model.safetensors.index.json\")");
    let two = [&files[0], &files[1]];
    assert_eq!(init::load(two).to_string(), format!("load([\"{}\", \"{}\"])", two[0].display(), two[1].display()));
}

#[test]
fn options_are_those_of_one_file() {
    let net = gpt(1);
    let (folder, path) = place();
    let theirs = |ours: &str| ours.replace("blocks.", "h.").replace("qkv.", "qkv_");
    io::save(&net, io::to(&path).parts(true).rename(theirs).prefix("model.").max_shard_bytes(900))
        .expect("there is room");
    let index = folder.path().join("model.safetensors.index.json");
    assert!(json_of(&index)["weight_map"]["model.h.1.qkv_k"].is_string());
    let mut loaded = gpt(2);
    io::load(&mut loaded, init::load(&index).rename(theirs).prefix("model.")).expect("all is there");
    assert_eq!(loaded, net);

    // A body alone, with what stays behind said.
    let rules = init! { <Gpt>
        blocks.** => load(&index, rename = theirs, prefix = "model.", allow_unused = ["model.table", "model.scale", "model.head.*"]),
        ** => zeros,
    };
    let body = rules.build(3).expect("the rest is allowed");
    assert_eq!((&body.blocks, body.table.sum()), (&net.blocks, 0.0));
    let error = init! { <Gpt> blocks.** => load(&index, rename = theirs, prefix = "model."), ** => zeros }.build(3);
    let left =
        [": unused model.head.bias", ": unused model.head.weight", ": unused model.scale", ": unused model.table"];
    assert_eq!(faults(&error.expect_err("four are left over")), left);

    // Other types, names that are much alike, and what may be missing.
    let (_folder, index) = sharded(&Dense::<4, 8, f64>::init(1).expect("static"), 40);
    let mut layer = Dense::<4, 8>::init(2).expect("static");
    let error = io::load(&mut layer, index.as_path()).expect_err("of another type");
    assert_eq!(faults(&error), ["weight: element `f64` of weight", "bias: element `f64` of bias"]);
    io::load(&mut layer, init::load(&index).convert(true)).expect("on request");
    let error =
        io::load(&mut layer, init::load(&index).convert(true).rename(|ours| format!("{ours}s"))).expect_err("a typo");
    assert!(error.to_string().contains("help: there is `weight`"), "{error}");
    io::load(&mut layer, init::load(&index).convert(true).strip("b").allow_missing(["bias"]).allow_unused(["bias"]))
        .expect("said, not assumed");
}

#[test]
fn parts_of_an_array_are_read_from_whichever_file_holds_it() {
    let net = gpt(1);
    let (_folder, index) = sharded(&net, 1);
    let rules = init! { <Gpt> blocks[1].qkv.k => load(&index, allow_unused = ["**"]), ** => zeros };
    let one = rules.build(2).expect("a slice of it");
    assert_eq!(one.blocks[1].qkv.slice(ndarray::s![8..16, ..]), net.blocks[1].qkv.slice(ndarray::s![8..16, ..]));
    assert_eq!(one.blocks[1].qkv.sum(), one.blocks[1].qkv.slice(ndarray::s![8..16, ..]).sum());
}

#[test]
fn what_fits_one_file_is_one() {
    let net = gpt(1);
    let bytes = net.parameter_bytes() as u64;
    let (folder, path) = place();
    io::save(&net, io::to(&path).max_shard_bytes(bytes)).expect("there is room");
    assert_eq!(names(folder.path()), ["model.safetensors"]);
    let (alone, whole) = place();
    io::save(&net, &whole).expect("there is room");
    assert!(fs::read(&path).ok() == fs::read(&whole).ok());
    drop(alone);
    io::save(&net, io::to(&path).max_shard_bytes(bytes - 1)).expect("there is room");
    assert_eq!(names(folder.path()).len(), 3);

    // A tensor that is larger is alone; no parameters are one file.
    let (folder, _) = sharded(&net, 1);
    assert_eq!(names(folder.path()).len(), 3 * 4 + 4 + 1);
    let (folder, _) = sharded(&Vec::<Dense<1, 1>>::new(), 1);
    assert_eq!(names(folder.path()), ["model.safetensors"]);
}

#[test]
fn names_without_an_ending() {
    let net = gpt(1);
    let (folder, _) = place();
    io::save(&net, io::to(folder.path().join("v1.5")).max_shard_bytes(3000)).expect("there is room");
    io::save(&net, io::to(folder.path().join("net")).max_shard_bytes(3000)).expect("there is room");
    let expected = [
        "net-00001-of-00003",
        "net-00002-of-00003",
        "net-00003-of-00003",
        "net.index.json",
        "v1-00001-of-00003.5",
        "v1-00002-of-00003.5",
        "v1-00003-of-00003.5",
        "v1.5.index.json",
    ];
    assert_eq!(names(folder.path()), expected);
    let mut loaded = gpt(2);
    io::load(&mut loaded, folder.path().join("v1.5.index.json")).expect("all is there");
    assert_eq!(loaded, net);
    let error = io::save(&net, folder.path().join("net.index.json")).expect_err("it would be loaded as an index");
    assert!(matches!(&error, SaveError::IndexName(path) if path.ends_with("net.index.json")), "{error}");
    assert!(error.to_string().contains("help: name a file that ends in `.safetensors`"), "{error}");
}

#[test]
fn what_the_files_say_of_themselves() {
    let (folder, path) = place();
    let pairs = [("step", "1000"), ("format", "flax")];
    io::save(&gpt(1), io::to(&path).metadata(pairs).max_shard_bytes(2400)).expect("there is room");
    let index = folder.path().join("model.safetensors.index.json");
    let found = io::metadata(&index).expect("an index");
    assert_eq!((&*found["step"], &*found["format"], &*found["total_size"]), ("1000", "flax", "7752"));
    // What one of them says alone is its own.
    let shard = folder.path().join("model-00002-of-00004.safetensors");
    let bytes = fs::read(&shard).expect("it is there");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let at = text.find("\"1000\"").expect("it is in the header");
    fs::write(&shard, [&bytes[..at], b"\"2000\"", &bytes[at + 6..]].concat()).expect("there is room");
    assert_eq!(io::metadata(&index).expect("an index").get("step"), None);
    // Others write more into an index, and none at all.
    let mut other = json_of(&index);
    other["metadata"] = json!({ "total_size": 1.5e3, "total_parameters": 12, "by": "them", "deep": [{}] });
    fs::write(&index, other.to_string()).expect("there is room");
    let found = io::metadata(&index).expect("an index");
    assert_eq!((&*found["total_size"], &*found["by"], &*found["deep"]), ("1500.0", "them", "[{}]"));
    other["metadata"] = Value::Null;
    fs::write(&index, other.to_string()).expect("there is room");
    assert!(!io::metadata(&index).expect("an index").contains_key("total_size"));
}

/// The one reason why the files cannot be read, and the file that it is about.
fn file_fault<'r>(values: impl Into<Pretrained<'r>>) -> (PathBuf, String, String) {
    let (mut model, before) = (gpt(3), gpt(3));
    let error = io::load(&mut model, values).expect_err("the files are damaged");
    assert_eq!(model, before, "a failed run wrote something");
    let [failure] = error.failures() else { panic!("{error}") };
    let FailureKind::Load(fault) = &failure.cause else { panic!("{error}") };
    let LoadErrorKind::File(file) = &**fault else { panic!("{error}") };
    let kind = match file.kind() {
        FileErrorKind::Shard { index, tensor, others, kind } => {
            assert!(index.ends_with("model.safetensors.index.json"), "{error}");
            let kind = match &**kind {
                FileErrorKind::Io(error) => format!("{:?}", error.kind()),
                FileErrorKind::Length { expected, found } => format!("{found} of {expected}"),
                other => format!("{other:?}"),
            };
            format!("{kind}, with {tensor} and {others}")
        }
        FileErrorKind::Outside { tensor, shard } => format!("{tensor} outside in {shard}"),
        FileErrorKind::NotInShard { tensor, shard } => format!("no {tensor} in {shard}"),
        FileErrorKind::InTwoFiles { name, other } => format!("{name} in {}", other.display()),
        FileErrorKind::Index(error) => format!("index: {error}"),
        FileErrorKind::Entry { name, error } => format!("entry {name}: {error}"),
        other => format!("{other:?}"),
    };
    (file.path().to_path_buf(), kind, error.to_string())
}

#[test]
fn a_file_that_is_missing_or_damaged_is_named_with_its_tensors() {
    let net = gpt(1);
    let (folder, index) = sharded(&net, 2400);
    let shard = folder.path().join("model-00002-of-00004.safetensors");
    let bytes = fs::read(&shard).expect("it is there");
    let tensors: Vec<Value> = json_of(&index)["weight_map"]
        .as_object()
        .expect("a map")
        .iter()
        .filter(|(_, file)| shard.ends_with(file.as_str().expect("text")))
        .map(|(name, _)| json!(name))
        .collect();
    let first = tensors[0].as_str().expect("text");
    let with = format!("with {} and {}", first, tensors.len() - 1);

    fs::write(&shard, &bytes[..bytes.len() - 1]).expect("there is room");
    let (path, kind, _) = file_fault(index.as_path());
    assert_eq!((path, kind), (shard.clone(), format!("{} of {}, {with}", bytes.len() - 1, bytes.len())));
    fs::remove_file(&shard).expect("it is there");
    let (path, kind, text) = file_fault(index.as_path());
    assert_eq!((path, kind), (shard.clone(), format!("NotFound, {with}")));
    let says =
        format!("; it is to hold `{}` and {} other tensors, says `{}`", first, tensors.len() - 1, index.display());
    assert!(text.starts_with(&format!("`{}` cannot be read: ", shard.display())) && text.ends_with(&says), "{text}");
    fs::create_dir(&shard).expect("there is room");
    assert_eq!(file_fault(index.as_path()).1, format!("NotAFile, {with}"));

    // Of a list there is no more to say than its name.
    let (path, kind, _) = file_fault(vec![folder.path().join("model-00001-of-00004.safetensors"), shard.clone()]);
    assert_eq!((path, &*kind), (shard, "NotAFile"));
}

#[test]
fn a_tensor_in_two_files_or_in_none_of_them() {
    let net = gpt(1);
    let (folder, index) = sharded(&net, 2400);
    let shard = |number: usize| folder.path().join(format!("model-{number:05}-of-00004.safetensors"));
    // An index that names another file.
    let mut other = json_of(&index);
    other["weight_map"]["table"] = json!("model-00004-of-00004.safetensors");
    fs::write(&index, other.to_string()).expect("there is room");
    let (path, kind, text) = file_fault(index.as_path());
    assert_eq!((path, &*kind), (index.clone(), "no table in model-00004-of-00004.safetensors"));
    assert!(
        text.contains("says that `table` lies in `model-00004-of-00004.safetensors`, which does not hold it"),
        "{text}"
    );
    other["weight_map"]["table"] = json!("model-00001-of-00004.safetensors");
    other["weight_map"]["tables"] = json!("model-00001-of-00004.safetensors");
    fs::write(&index, other.to_string()).expect("there is room");
    assert_eq!(file_fault(index.as_path()).1, "no tables in model-00001-of-00004.safetensors");

    // A file of an earlier training.
    other["weight_map"].as_object_mut().expect("a map").remove("tables");
    fs::write(&index, other.to_string()).expect("there is room");
    io::load(&mut gpt(2), index.as_path()).expect("as it was");
    fs::copy(shard(1), shard(4)).expect("there is room");
    assert!(file_fault(index.as_path()).1.starts_with("no "), "the index knows");
    let (path, kind, text) = file_fault([shard(1), shard(4)]);
    assert_eq!((path, kind), (shard(4), format!("blocks.0.qkv in {}", shard(1).display())));
    assert!(text.contains(": nothing says which of the two is meant"), "{text}");
    let (path, kind, _) = file_fault([shard(1), folder.path().join("./model-00001-of-00004.safetensors")]);
    assert_eq!((path, kind), (shard(1), format!("SameFile({:?})", shard(1))));

    // What the index does not name is left over, as elsewhere.
    let (_folder, index) = sharded(&net, 2400);
    let mut other = json_of(&index);
    other["weight_map"].as_object_mut().expect("a map").remove("table");
    fs::write(&index, other.to_string()).expect("there is room");
    io::load(&mut gpt(2), index.as_path()).expect("its file has it all the same");
    let error = init! { <Gpt> table => zeros, ** => load(&index) }.build(1).expect_err("nobody takes it");
    assert_eq!(faults(&error), [": unused table"]);
}

#[test]
fn an_index_leads_into_its_own_folder() {
    let net = Dense::<2, 3>::init(1).expect("static");
    let (folder, outside) = place();
    io::save(&net, &outside).expect("there is room");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("there is room");
    let index = inner.join("model.safetensors.index.json");
    let write =
        |file: &str| fs::write(&index, json!({ "weight_map": { "weight": file } }).to_string()).expect("there is room");
    let absolute = outside.display().to_string();
    for file in
        ["../model.safetensors", "a/../../model.safetensors", "..", ".", "", "/", "./model.safetensors", &absolute]
    {
        write(file);
        let (path, kind, text) = file_fault(index.as_path());
        assert_eq!((path, kind), (index.clone(), format!("weight outside in {file}")));
        assert!(text.contains("is refused: it says that `weight` lies in `"), "{text}");
    }
    // Below it, and over a link of the user's own, as the cache of transformers has them.
    fs::create_dir(inner.join("a")).expect("there is room");
    fs::rename(&outside, inner.join("a/model.safetensors")).expect("one folder");
    write("a/model.safetensors");
    let mut loaded = Dense::<2, 3>::init(2).expect("static");
    io::load(&mut loaded, index.as_path()).expect("it is there");
    assert_eq!(loaded, net);
    #[cfg(unix)]
    {
        fs::rename(inner.join("a/model.safetensors"), folder.path().join("blob")).expect("one folder");
        fs::rename(&index, folder.path().join("other blob")).expect("one folder");
        std::os::unix::fs::symlink("../../blob", inner.join("a/model.safetensors")).expect("there is room");
        std::os::unix::fs::symlink("../other blob", &index).expect("there is room");
        let mut loaded = Dense::<2, 3>::init(2).expect("static");
        io::load(&mut loaded, index.as_path()).expect("it is there");
        assert_eq!(loaded, net);
    }
}

#[test]
fn an_index_that_is_none() {
    let (folder, _) = place();
    let index = folder.path().join("model.safetensors.index.json");
    let deep = format!("{{\"weight_map\": {{}}, \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let twice = r#"{"weight_map": {"a": "x", "b": "y", "a": "x"}}"#;
    for (text, part) in [
        ("", "index: EOF"),
        ("[]", "a map with `weight_map`"),
        ("{}", "missing field `weight_map`"),
        ("{\"weight_map\": []}", "a map from names of tensors to files"),
        ("{\"weight_map\": null}", "a map from names of tensors to files"),
        (r#"{"weight_map": {"a": 3}}"#, "entry a: invalid type: integer `3`"),
        (r#"{"weight_map": {"a": ["x"]}}"#, "entry a: invalid type: sequence"),
        (r#"{"weight_map": {}, "weight_map": {}}"#, "duplicate field `weight_map`"),
        (r#"{"metadata": {}, "weight_map": {}, "metadata": {}}"#, "duplicate field `metadata`"),
        (r#"{"metadata": 3, "weight_map": {}}"#, "index: invalid type"),
        (r#"{"weight_map": {}, "x": 1e}"#, "index: "),
        ("{\"weight_map\": {}} x", "trailing characters"),
        (twice, "Twice(\"a\")"),
        (&deep, "recursion limit"),
    ] {
        fs::write(&index, text).expect("there is room");
        let (path, kind, _) = file_fault(index.as_path());
        assert_eq!(path, index);
        assert!(kind.contains(part), "{text:.80}: {kind}");
    }
    fs::write(&index, [b'{', 0xff, b'}']).expect("there is room");
    assert!(file_fault(index.as_path()).1.contains("invalid utf-8"));
    fs::remove_file(&index).expect("it is there");
    assert!(file_fault(index.as_path()).1.contains("NotFound"));
    fs::create_dir(&index).expect("there is room");
    assert_eq!(file_fault(index.as_path()).1, "NotAFile");
    // An index of nothing is a source of nothing.
    let empty = folder.path().join("empty.json");
    fs::write(&empty, "{\"weight_map\": {}}").expect("there is room");
    io::load(&mut Relu, empty.as_path()).expect("nothing is asked for");
    let other = folder.path().join("other.json");
    fs::write(&other, raw("{}", &[])).expect("there is room");
    assert!(file_fault(other.as_path()).1.starts_with("index: "));
}

#[test]
fn several_rules_and_several_ways_to_one_file_count_together() {
    let net = gpt(1);
    let (folder, index) = sharded(&net, 2400);
    let first = folder.path().join("model-00001-of-00004.safetensors");
    // `table` and `blocks.0.qkv` are in the first file.
    let rules = init! { <Gpt>
        table => load(&first),
        blocks.** | scale | head.** => load(&index),
    };
    let error = rules.build(2);
    assert_eq!(error.expect("the table is taken by way of its file, the block by way of the index"), net);
    let rules = init! { <Gpt> table => load(&first), blocks.** | scale => load(&index), ** => zeros };
    let left = [": unused head.bias", ": unused head.weight"];
    assert_eq!(faults(&rules.build(2).expect_err("the head is left")), left);
    // The same files in another order, and over `..`, are the same source.
    let mut files: Vec<PathBuf> = names(folder.path()).iter().map(|name| folder.path().join(".").join(name)).collect();
    files.pop();
    files.reverse();
    let rules = init! { <Gpt> table => load(&files, allow_unused = ["head.*"]), blocks.** | scale => load(&index), ** => zeros };
    rules.build(2).expect("allowed for all");
}

#[test]
fn an_earlier_save_leaves_nothing_behind() {
    let (folder, path) = place();
    let save = |model: &Gpt, most: u64| io::save(model, io::to(&path).max_shard_bytes(most));
    let index = folder.path().join("model.safetensors.index.json");
    let check = |seed: u64, file: &Path, count: usize| {
        let mut loaded = gpt(9);
        io::load(&mut loaded, file).expect("the whole set");
        assert_eq!((loaded, names(folder.path()).len()), (gpt(seed), count));
    };
    // What is not of this set stays: other names, other models.
    let strangers =
        ["model-1-of-2.safetensors", "model-00001-of-00002.bin", "other-00001-of-00002.safetensors", "model.json"];
    for name in strangers {
        fs::write(folder.path().join(name), "theirs").expect("there is room");
    }
    for (seed, most, file, count) in [
        (1, 2400, &index, 5),
        (2, 2400, &index, 5),
        (3, 1000, &index, 10),
        (4, 3000, &index, 4),
        (5, 10_000, &path, 1),
        (6, 10_000, &path, 1),
        (7, 2400, &index, 5),
    ] {
        save(&gpt(seed), most).expect("there is room");
        check(seed, file, strangers.len() + count);
    }
    // Saved without the option, the file is one of its own.
    io::save(&gpt(8), &path).expect("there is room");
    assert_eq!(names(folder.path()).len(), strangers.len() + 6);
    check(8, &path, strangers.len() + 6);
    check(7, &index, strangers.len() + 6);
    for name in strangers {
        assert_eq!(fs::read(folder.path().join(name)).expect("as it was"), b"theirs");
    }
    // What a killed save of another number of files left.
    fs::write(folder.path().join(".model-00002-of-00009.safetensors.paraminit"), "half a fi").expect("there is room");
    fs::write(folder.path().join("model-00001-of-00009.safetensors"), "theirs").expect("there is room");
    save(&gpt(2), 2400).expect("there is room");
    check(2, &index, strangers.len() + 5);
}

#[cfg(unix)]
#[test]
fn a_set_that_cannot_be_written_leaves_the_old_one() {
    let (folder, path) = place();
    let save = |seed: u64, most: u64| io::save(&gpt(seed), io::to(&path).max_shard_bytes(most));
    let index = folder.path().join("model.safetensors.index.json");
    save(1, 2400).expect("there is room");
    let before = names(folder.path());
    let check = || {
        let mut loaded = gpt(9);
        io::load(&mut loaded, index.as_path()).expect("the old set");
        assert_eq!(loaded, gpt(1));
        assert_eq!(names(folder.path()), before);
    };
    // Another program writes the set: whoever comes second fails at once.
    let beside = folder.path().join(".model.safetensors.index.json.paraminit");
    let writer = fs::File::create(&beside).expect("there is room");
    writer.lock().expect("nobody has it");
    match save(2, 1000).expect_err("it is locked") {
        SaveError::Write(path, ReplaceError::Busy(held)) => assert_eq!((path, held), (index.clone(), beside.clone())),
        other => panic!("{other:?}"),
    }
    drop(writer);
    fs::remove_file(&beside).expect("it is there");
    check();
    // A file of the new set cannot take its place.
    let taken = folder.path().join("model-00003-of-00009.safetensors");
    fs::create_dir(&taken).expect("there is room");
    match save(2, 1000).expect_err("a folder is in the way") {
        SaveError::Write(path, ReplaceError::NotAFile) => assert_eq!(path, taken),
        other => panic!("{other:?}"),
    }
    fs::remove_dir(&taken).expect("it is empty");
    check();
    // The path itself stands for the set.
    fs::create_dir(&path).expect("there is room");
    assert!(matches!(save(2, 1000), Err(SaveError::Write(found, ReplaceError::NotAFile)) if found == path));
    fs::remove_dir(&path).expect("it is empty");
    check();
    let mut net = gpt(2);
    net.scale[0] = f64::NAN;
    assert!(matches!(io::save(&net, io::to(&path).max_shard_bytes(10)), Err(SaveError::NotFinite(_))));
    check();
}

/// Files and indexes together, and a file that two paths lead to.
#[cfg(unix)]
#[test]
fn an_index_in_a_list_and_a_file_in_it_twice() {
    let (folder, index) = sharded(&gpt(1), 2400);
    let more = folder.path().join("more.safetensors");
    io::save(&Dense::<2, 3>::init(1).expect("static"), io::to(&more).prefix("more.")).expect("there is room");
    let mut both = gpt(2);
    io::load(&mut both, init::load([&index, &more]).allow_unused(["more.*"])).expect("all of it is there");
    assert_eq!(both, gpt(1));

    let shard = folder.path().join("model-00002-of-00004.safetensors");
    let link = folder.path().join("link.safetensors");
    std::os::unix::fs::symlink(&shard, &link).expect("there is room");
    for (list, at) in [([&more, &more], &more), ([&shard, &link], &link), ([&index, &shard], &shard)] {
        let (path, kind, text) = file_fault(init::load(list));
        assert_eq!((&path, kind), (at, format!("SameFile({:?})", if *at == more { &more } else { &shard })));
        assert!(text.ends_with("`, too: a source takes each of its files once\nhelp: remove one of the two"), "{text}");
    }
}

/// The path that was saved to, and the folder, stand for what is there.
#[test]
fn a_path_beside_the_one_that_is_meant() {
    let (folder, index) = sharded(&gpt(1), 2400);
    let single = folder.path().join("model.safetensors");
    let help = |path: &PathBuf, meant: &PathBuf| {
        let (at, _, text) = file_fault(path.as_path());
        assert_eq!(at, *path);
        assert!(text.ends_with(&format!("\nhelp: there is `{}`", meant.display())), "{text}");
    };
    help(&single, &index);
    help(&folder.path().to_path_buf(), &index);
    io::save(&gpt(1), &single).expect("there is room");
    fs::remove_file(&index).expect("it is there");
    help(&index, &single);
    help(&folder.path().to_path_buf(), &single);
    // Where neither is there, nothing is suggested; and what is there and damaged is meant.
    assert!(!file_fault(folder.path().join("nothing")).2.contains("help"));
    fs::write(&single, "").expect("there is room");
    fs::write(&index, "").expect("there is room");
    assert!(!file_fault(single).2.contains("help"));
}

#[test]
fn no_room_for_values_in_a_file() {
    let folder = tempfile::tempdir().expect("there is room");
    let error = io::save(&gpt(1), io::to(folder.path().join("model.safetensors")).max_shard_bytes(0)).unwrap_err();
    assert!(matches!(error, SaveError::NoRoom));
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
}
