//! Names with control characters: nothing that is printed reaches the terminal as a command.

use std::collections::BTreeMap;

use paraminit::io;
use paraminit::plot;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(keys = ["\u{1b}[2Jred", "line\nbreak\u{202e}"], ** => ones)]
    heads: BTreeMap<String, Dense<2, 2>>,
}

/// Fails if the text has a control character that is no line break of ours.
fn tame(text: &str) {
    let unseen = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}' | '\u{2066}');
    assert!(text.chars().all(|c| c == '\n' || !unseen(c)), "{text:?}");
    assert!(!text.contains("line\nbreak"), "{text:?}");
    assert!(text.contains("\\u{1b}[2J") || text.contains("line\\u{a}break\\u{202e}"), "{text:?}");
}

#[test]
fn names_are_escaped_wherever_they_are_printed() {
    let mut net = Net::init(42).expect("sizes are given");
    let rules = init! { <Net> ** => default };
    let plan = rules.plan(&net);
    for text in [plan.to_string(), format!("{plan:#}"), rules.summary(&net).to_string(), net.summary().to_string()] {
        tame(&text);
    }
    net.param_mut("heads.line\nbreak\u{202e}.weight").expect("lookups take names as they are").fill_with(|| 0.0);
    let text = rules.summary(&net).to_string();
    tame(&text);
    assert!(text.contains("\n! heads.line\\u{a}break\\u{202e}.weight: its mean"), "{text}");

    let path = "heads.\u{1b}[2Jred.weight";
    tame(&rules.explain(&net, path).expect("it is there").to_string());
    let other = init! { <Net> ** => zeros }.plan(&net);
    tame(&plan.diff(&other).to_string());
    let gone = Net { heads: BTreeMap::new() };
    tame(&plan.diff(&rules.plan(&gone)).to_string());
    tame(&net.param(&format!("{path}s")).expect_err("a typo").to_string());
    tame(
        &rules
            .build(1)
            .and_then(|_| init! { <Net> ** => { init::constant(f64::NAN) } }.build(1))
            .err()
            .map_or_else(String::new, |error| error.to_string()),
    );

    let error = io::load(&mut net, init::from(&gone)).expect_err("nothing is there").to_string();
    tame(&error);
    let full = Net::init(1).expect("sizes are given");
    let mut one = Net { heads: BTreeMap::from([("\u{1b}[2Jred".to_owned(), Dense::init(1).expect("static sizes"))]) };
    tame(&io::load(&mut one, init::from(&full)).expect_err("nothing takes them").to_string());
}

#[test]
fn lock_files_of_such_names_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let lock = folder.path().join("init.lock");
    let plan = Net::plan_init().expect("small");
    plan.write_lock(&lock).expect("it can be written");
    plan.check_lock(&lock).expect("it is what was written");
    let text = std::fs::read_to_string(&lock).expect("it was written");
    tame(&text);
    assert_eq!(text.lines().count(), 2 + 4);
    // What somebody else wrote into it, too.
    let contract = text.replacen("contract ", "contract \u{1b}[2J\u{202e}\u{200b}", 1);
    let columns = text.replace("ones", "\u{1b}[2J\u{2066}zeros").replace("f32", "\u{1b}[2J\u{202e}f32");
    let gone = format!("{text}gone\u{1b}[2J\u{202e}  \u{2066}f32 []  -  -  00  zeros\u{200b}\n");
    for text in [contract, columns, gone] {
        std::fs::write(&lock, text).expect("there is room");
        tame(&plan.check_lock(&lock).expect_err("it says something else").to_string());
    }
}

#[test]
fn files_of_such_names_are_escaped() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("\u{1b}[2Jline\nbreak\u{202e}\u{200b}");
    let mut net = Net::init(42).expect("sizes are given");
    tame(&init::load(&file).to_string());
    tame(&format!("{:?}", init::load(&file)));
    tame(&io::load(&mut net, file.as_path()).expect_err("it is not there").to_string());
    let plan = Net::plan_init().expect("small");
    tame(&plan.check_lock(&file).expect_err("it is not there").to_string());
    tame(&plot::histograms(&net, None, &file).expect_err("of no kind").to_string());
    tame(&io::save(&net, file.join("net")).expect_err("there is no such folder").to_string());
    io::save(&net, &file).expect("there is room");
    let plan = init! { <Net> ** => load(&file) }.plan(&net);
    tame(&plan.to_string());
    tame(plan.entries()[0].initializer());
    std::fs::write(&file, "damaged").expect("there is room");
    tame(&io::load(&mut net, file.as_path()).expect_err("it is damaged").to_string());
}

#[test]
fn pictures_of_such_names_are_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let svg = folder.path().join("net.svg");
    plot::histograms(&Net::init(42).expect("sizes are given"), None, &svg).expect("it can be drawn");
    let text = std::fs::read_to_string(&svg).expect("it was written");
    assert!(text.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()) && text.contains("\\u{1b}"));
}

#[test]
fn a_picture_has_no_more_series_than_can_be_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let svg = folder.path().join("depth.svg");
    let series: Vec<_> = (0..10_000).map(|at| plot::Series::new(format!("{at}"), [1.0, 2.0])).collect();
    let error = plot::depth(&series, "rms", &svg).expect_err("too many");
    assert!(matches!(error, plot::PlotError::TooManySeries { count: 10_000, most: 42 }), "{error}");
    assert!(!svg.exists());
    plot::depth(&series[..42], "rms", &svg).expect("42 can be");
    // Nor does a long label take long.
    let long = plot::Series::new("x".repeat(1 << 20), [1.0, 2.0]);
    plot::depth(&[long], "rms", &svg).expect("the label is cut");
}
