//! Rules from text: what is read, and what is said about the rest.

use super::{LONGEST, TextRule, from_pairs, parse, patterns};
use crate::declare::rule_place::RulePlace;
use crate::init::{self, Gain};
use crate::rule::{Action, PatternSegment};

fn shown(text: &str) -> Vec<String> {
    parse(text, "t").expect(text).iter().map(ToString::to_string).collect()
}

fn faults(text: &str) -> Vec<String> {
    parse(text, "t").expect_err(text).iter().map(ToString::to_string).collect()
}

const HELP: &str = "\nhelp: give this rule in the program, by `DynamicRules::rule`";

#[test]
fn rules_end_with_a_comma_or_with_their_line() {
    for (text, expected) in [
        ("", vec![]),
        ("\u{feff} \n // nothing\n", vec![]),
        ("a => zeros", vec!["a => zeros"]),
        ("a => zeros, b => ones,", vec!["a => zeros", "b => ones"]),
        ("a => zeros\nb => ones\r\n\r\nc => keep\n", vec!["a => zeros", "b => ones", "c => keep"]),
        ("a => zeros,\nb => ones\n, c => default", vec!["a => zeros", "b => ones", "c => default"]),
        ("a\n| b =>\n zeros\nc |\nd\n?=> ones", vec!["a | b => zeros", "c | d ?=> ones"]),
        ("a => normal(\n  0.0, // the mean\n  0.1,\n)\nb => ones", vec!["a => normal( 0.0, 0.1, )", "b => ones"]),
        ("a => mixture {\n 0.5 => zeros,\n 0.5 => ones }", vec!["a => mixture { 0.5 => zeros, 0.5 => ones }"]),
        ("[0].w => zeros\n[1].w => ones", vec!["[0].w => zeros", "[1].w => ones"]),
        ("heads[\"a => b, c | d\"].w => zeros", vec!["heads[\"a => b, c | d\"].w => zeros"]),
        ("<Dense>.weight ?=> xavier_uniform(gain = Relu)", vec!["<Dense>.weight ?=> xavier_uniform(gain = Relu)"]),
        (".0.w | blocks[..=5].w | r#type => keep", vec!["[0].w | blocks[0..6].w | type => keep"]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn a_rule_is_data() {
    let text = "// é\n  é.w | **.é ?=> xavier_uniform(gain = Relu), a => default,\tb => keep";
    let rules = parse(text, "t").expect("rules");
    let [first, second, third]: &[TextRule; 3] = rules[..].try_into().expect("three");
    assert!(first.optional && !second.optional);
    assert!(matches!(first.action, Action::Init(init) if init == init::xavier_uniform().gain(Gain::Relu)));
    assert!(matches!((second.action, third.action), (Action::Default, Action::Keep)));
    let at = |column| RulePlace::Text { origin: "t", line: 2, column };
    assert_eq!((first.place, first.right, second.place, third.right), (at(3), at(18), at(47), at(66)));
    let places: Vec<_> = first.patterns.iter().map(|(pattern, place)| (*place, pattern.text)).collect();
    assert_eq!(places, [(at(3), "é.w"), (at(9), "**.é")]);
}

#[test]
fn all_that_is_wrong_is_said_where_it_stands() {
    for (text, expected) in [
        (
            "é, \n\n b",
            vec![
                "t:1:1: expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`",
                "t:3:2: expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`",
            ],
        ),
        (
            ", a => zeros",
            vec!["t:1:1: expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`"],
        ),
        (
            "a => zeros,\n, b => ones",
            vec!["t:2:1: expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`"],
        ),
        ("=> zeros", vec!["t:1:1: expected a field name, `*`, `**`, `<Kind>` or an index in brackets"]),
        (
            "hidden. => zeros\noutput.weight zeros\n*.bias => , _ => default",
            vec![
                "t:1:7: expected a field name, `*`, `**`, `<Kind>` or an index in brackets",
                "t:2:1: expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`",
                "t:3:8: expected an initializer after `=>`",
                "t:3:13: `_` is no pattern\nhelp: for all parameters, write `**`",
            ],
        ),
        ("a => zeros b => ones", vec!["t:1:6: expected `,` between two rules"]),
        // A comment is no separator, unless a line ends in it.
        ("a /* \n */ => zeros /* é */ b => ones /*\n*/", vec!["t:2:8: expected `,` between two rules"]),
        (
            "layer*.w | [x] => normal(0.0,\n 0.1, 3)",
            vec![
                "t:1:6: `*` stands for a whole segment, never for a part of a name\n\
             help: name what is meant, `a.weight | b.weight`, or write `*` alone",
                "t:1:12: expected an index: `[3]`, `[2..6]`, `[2..]`, `[..6]`, `[last]`, `[..last]` or `[*]`, with plain numbers",
                "t:2:7: `normal` takes 2 arguments, `mean` and `std`",
            ],
        ),
        ("\"a.b\" => zeros", vec!["t:1:1: a pattern is written without quotes\nhelp: write `a.b`"]),
        ("a => normal(0.0, -1.0)", vec!["t:1:6: in `normal`: `std` must be a finite number, not negative"]),
        (
            "a => xavier_unifrom\nb => gaussian(0.0, 1.0)",
            vec![
                "t:1:6: no initializer is called `xavier_unifrom`\nhelp: did you mean `xavier_uniform`?",
                "t:2:6: no initializer is called `gaussian`\nhelp: here it is `normal`",
            ],
        ),
        (
            "a → b => zeros\nb => onez\nc => normal(0, 1",
            vec![
                "t:1:3: `→` is no part of a rule",
                "t:2:6: no initializer is called `onez`\nhelp: did you mean `ones`?",
                "t:3:12: this `(` is not closed",
            ],
        ),
        ("a => \"zeros\nb", vec!["t:1:6: this string is not closed"]),
        ("a => zeros /* b", vec!["t:1:12: this comment is not closed"]),
        (
            "#[cfg(x)] a => zeros",
            vec![
                "t:1:1: an attribute is for the compiler, and no compiler reads this text\n\
             help: leave the rule out of the text where it must not apply",
            ],
        ),
        (
            "a => tie(b.w)",
            vec![
                "t:1:6: `tie` is no initializer: a struct owns each of its arrays once\n\
             help: keep one field, and use it twice in the forward pass, as in `h.dot(&self.embedding.weight.t())`",
            ],
        ),
    ] {
        assert_eq!(faults(text), expected, "{text}");
    }
}

#[test]
fn what_needs_rust_is_refused() {
    for (right, message) in [
        ("|p| init::zeros()", "a closure cannot be read from text: it is a function of the program"),
        ("|i, p| f(i)", "a closure cannot be read from text: it is a function of the program"),
        ("move || zeros()", "a closure cannot be read from text: it is a function of the program"),
        ("const |p, q| zeros()", "a closure cannot be read from text: it is a function of the program"),
        ("{ init::zeros() }", "a block cannot be read from text: it is an expression of the program"),
        ("rules(BLOCK)", "`rules` cannot be read from text: it takes a rule set of the program"),
        ("load(\"a\", prefix = \"b\")", "`load` cannot be read from text: it takes a file, and a text opens none"),
        ("from(&net).strict()", "`from` cannot be read from text: it takes a model or a map of the program"),
        ("custom(&x)", "`custom` cannot be read from text: it takes an initializer of the program"),
        ("sample(x)", "`sample` cannot be read from text: it takes a distribution of the program"),
        ("each(|i| zeros)", "`each` cannot be read from text: it takes a function"),
        ("map(zeros, abs)", "`map` cannot be read from text: it takes a function"),
        ("values(&[1.0])", "`values` cannot be read from text: it takes an array"),
        ("MY_INIT", "`MY_INIT` cannot be read from text: it is a constant of the program"),
        ("path::to::f(x)", "`path::to::f` cannot be read from text: it is a path in the program"),
    ] {
        let text = format!("a => {right}, b => zeros");
        assert_eq!(faults(&text), [format!("t:1:6: {message}{HELP}")], "{text}");
    }
    let inner = "t:1:13: `map` cannot be read from text: it takes a function";
    assert_eq!(faults("a => scaled(map(zeros, abs), 2)"), [format!("{inner}{HELP}")]);
}

#[test]
fn pairs_are_read_as_rules_are() {
    let rules = from_pairs([("a | **.b ?", " normal(0.0, /* std */ 1e-2) "), ("c", "default")], "p").expect("rules");
    let text: Vec<_> = rules.iter().map(ToString::to_string).collect();
    assert_eq!(text, ["a | **.b ?=> normal(0.0, 1e-2)", "c => default"]);
    let places = [rules[0].place, rules[0].patterns[1].1, rules[0].right, rules[1].right];
    assert_eq!(places.map(|place| (place.line(), place.column())), [(1, 1), (1, 5), (1, 16), (2, 6)]);

    let pairs =
        [("é.", "zeros x"), ("", ""), ("a, b", "ones"), ("a => b", "\"x"), ("a[", "|p| x"), ("b", "ones, c => zeros")];
    let found: Vec<_> = from_pairs(pairs, "p").expect_err("faults").iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "p:1:2: expected a field name, `*`, `**`, `<Kind>` or an index in brackets",
            "p:1:13: expected the end, found `x`",
            "p:2:1: expected a field name, `*`, `**`, `<Kind>` or an index in brackets",
            "p:2:5: expected an initializer after `=>`",
            "p:3:2: expected `.`, `|` or `=>` after this segment",
            "p:4:3: expected `.`, `|` or `=>` after this segment",
            "p:4:11: this string is not closed",
            "p:5:2: this `[` is not closed",
            &format!("p:5:7: a closure cannot be read from text: it is a function of the program{HELP}"),
            "p:6:6: expected `,` between two rules",
        ]
    );
}

#[test]
fn long_texts_are_refused_at_once() {
    let message = format!("t:1:1: rules of {} bytes are not read: {LONGEST} are the most", LONGEST + 1);
    assert_eq!(faults(&"(".repeat(LONGEST + 1)), [message]);
    let half = " ".repeat(LONGEST / 2);
    let found = from_pairs([("a", &*half), ("b", &*half), ("c", "zeros")], "p").expect_err("faults");
    assert_eq!(found.last().map(|fault| fault.place.line()), Some(2));
    let name = "a".repeat(10_000);
    for text in [format!("a => {name}"), format!("a => {}", name.to_uppercase()), format!("a => {name}::b")] {
        assert!(faults(&text)[0].len() < 500, "{text:.10}");
    }
}

#[test]
fn patterns_stand_alone() {
    let read = patterns("a.b |\n// c\n **.c").expect("patterns");
    assert_eq!(read.iter().map(|pattern| pattern.text).collect::<Vec<_>>(), ["a.b", "**.c"]);
    for (text, expected) in [
        ("", "pattern:1:1: expected a field name, `*`, `**`, `<Kind>` or an index in brackets"),
        ("a |\n b.", "pattern:2:3: expected a field name, `*`, `**`, `<Kind>` or an index in brackets"),
        ("a ?", "pattern:1:3: expected `.`, `|` or `=>` after this segment"),
        ("a → b", "pattern:1:3: `→` is no part of a rule"),
    ] {
        let found: Vec<_> = patterns(text).expect_err(text).iter().map(ToString::to_string).collect();
        assert_eq!(found, [expected]);
    }
    assert!(patterns(&"a".repeat(LONGEST + 1)).is_err());
}

/// Each byte of the longest text is a rule, a fault, a line or an open bracket.
#[test]
fn the_time_is_in_proportion_to_the_length() {
    let seconds = |piece: &str| {
        let text = piece.repeat(LONGEST / piece.len());
        let start = std::time::Instant::now();
        assert!(parse(&text, "t").is_err());
        start.elapsed().as_secs_f64()
    };
    for piece in [
        ",", "é,", "a\n", "a|", "a.", "[", "]", "(])", "\"", "/*", "*/", "=>", "a=>b,", "a=>|,", "'", "r#", "?", "{}",
        "\\",
    ] {
        let seconds = seconds(piece);
        assert!(seconds < 30.0, "{piece:?}: {seconds} s");
    }
}

#[test]
fn faults_show_no_control_characters() {
    let found = faults("a.\"\u{1b}[2J\" => zeros");
    assert_eq!(found, ["t:1:3: a pattern is written without quotes\nhelp: write `\\u{1b}[2J`"]);
    assert_eq!(faults("\u{202e} => zeros")[0], "t:1:1: `\\u{202e}` is no part of a rule");
}

#[test]
fn what_is_the_same_is_kept_once() {
    let text = "a[0..2].<K>.* | m[\"k\"].** => zeros\nb[last].c ?=> keep, d[1..last] => default";
    let (first, second) = (parse(text, "t").expect("rules"), parse(text, "t").expect("rules"));
    let lines: Vec<_> = first.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["a[0..2].<K>.* | m[\"k\"].** => zeros", "b[last].c ?=> keep", "d[1..last] => default"]);
    for (first, second) in first.iter().zip(&second) {
        assert!(std::ptr::eq(first.text, second.text));
        for ((first, _), (second, _)) in first.patterns.iter().zip(&second.patterns) {
            assert!(std::ptr::eq(first.segments, second.segments) && std::ptr::eq(first.text, second.text));
        }
    }
    let segments = first[0].patterns[1].0.segments;
    assert_eq!(segments, [PatternSegment::Name("m"), PatternSegment::Key("k"), PatternSegment::Deep]);
}
