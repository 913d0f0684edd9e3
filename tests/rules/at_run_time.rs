//! The compiler and a run say the same of the same mistake: the programs of the UI tests with the plainest model, whose rules
//! are read as text here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use paraminit::dynamic::DynamicRules;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

/// The model as these programs write it.
const MODEL: &str = "struct Mlp {\n    hidden: Dense<4, 8>,\n    output: Dense<8, 1>,\n}";

/// The programs whose rules say what a text cannot, or where the compiler itself finds the mistake.
const ELSEWHERE: &[(&str, &str)] = &[
    ("arguments/fail_constant_initializer.rs", CODE),
    ("arguments/fail_constant_of_the_user.rs", CODE),
    ("arguments/fail_gain.rs", CODE),
    ("arguments/fail_logarithm.rs", CODE),
    ("arguments/fail_not_a_number.rs", CODE),
    ("arguments/fail_square_root.rs", CODE),
    ("names/fail_local_variable.rs", CODE),
    ("names/fail_user_function.rs", CODE),
    ("names/fail_initializer.rs", "the compiler itself says that there is no such function"),
    ("many/fail_five_mistakes.rs", "what is no rule is said first, and what is no rule of the model then"),
    ("patterns/fail_missing_comma.rs", "the end of a line ends a rule in a text"),
    ("names/fail_argument.rs", WORDS),
    ("names/fail_gain.rs", WORDS),
    ("names/fail_mode_and_distribution.rs", WORDS),
    ("names/fail_too_few_arguments.rs", WORDS),
    ("names/fail_too_many_arguments.rs", WORDS),
];

const CODE: &str = "the arguments are code";
const WORDS: &str =
    "an initializer's text has words of its own for names and numbers of arguments, without the help of types";

/// The rules of the only `init!` of a program.
fn rules(program: &str) -> Option<&str> {
    let (_, rest) = program.split_once("init! { <Mlp>")?;
    let end = rest.char_indices().scan(1_i32, |depth, (at, c)| {
        *depth += i32::from(c == '{') - i32::from(c == '}');
        Some((at, *depth))
    });
    let end = end.into_iter().find(|(_, depth)| *depth == 0)?.0;
    (!rest.contains("init! {")).then(|| &rest[..end])
}

/// Our sentences in what the compiler prints.
fn sentences(printed: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut lines = printed.lines().peekable();
    while let Some(line) = lines.next() {
        let first = line.strip_prefix("error[E0080]: evaluation panicked: ").or_else(|| line.strip_prefix("error: "));
        let Some(first) = first else { continue };
        let mut sentence = first.to_owned();
        // The place of the mistake itself stands farther left.
        while let Some(more) = lines.next_if(|line| line.starts_with("       ")) {
            sentence.push('\n');
            sentence.push_str(more.trim_start());
        }
        all.push(plain(&sentence));
    }
    all.sort();
    all
}

/// A sentence without places in the program, and without the initializer's name in front, which the compiler underlines.
fn plain(sentence: &str) -> String {
    let lines: Vec<&str> = sentence.lines().filter(|line| !line.trim_start().starts_with("-->")).collect();
    let sentence = lines.join("\n");
    match sentence.strip_prefix("in `").and_then(|rest| rest.split_once("`: ")) {
        Some((_, rest)) => rest.to_owned(),
        None => sentence,
    }
}

/// What a run says of the rules.
fn said(text: &str) -> Vec<String> {
    let checked = DynamicRules::parse(text).and_then(|rules| rules.check(&Mlp::init(1).expect("it has defaults")));
    let faults = checked.err().map(|error| error.faults().to_vec()).unwrap_or_default();
    let mut all: Vec<String> = faults.iter().map(|fault| plain(fault.message())).collect();
    all.sort();
    all
}

fn programs(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of the UI tests") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            programs(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn the_compiler_and_a_run_say_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let mut paths = Vec::new();
    programs(&root, &mut paths);
    let (mut same, mut other) = (0, BTreeMap::new());
    for path in paths {
        let program = fs::read_to_string(&path).expect("a program");
        let Ok(printed) = fs::read_to_string(path.with_extension("stderr")) else { continue };
        let Some(rules) = rules(&program).filter(|_| program.contains(MODEL)) else { continue };
        let name = path.strip_prefix(&root).expect("below").display().to_string().replace('\\', "/");
        let (compiler, run) = (sentences(&printed), said(rules));
        if compiler == run {
            same += 1;
        } else {
            other.insert(name, (compiler, run));
        }
    }
    let unexplained: Vec<_> =
        other.iter().filter(|(name, _)| ELSEWHERE.iter().all(|(known, _)| known != name)).collect();
    assert!(unexplained.is_empty(), "{same} say the same; these do not: {unexplained:#?}");
    let gone: Vec<_> = ELSEWHERE.iter().filter(|(name, _)| !other.contains_key(*name)).collect();
    assert!(gone.is_empty(), "these say the same after all, or are gone: {gone:?}");
    assert!(same >= 20, "{same}");
}
