//! Why a parameter gets what it gets.

use super::*;

#[derive(Initialize)]
struct Inner {
    #[init(shape = [2], ones)]
    must: Array1<f32>,
    #[init(shape = [2], required)]
    required: Array1<f32>,
}

#[derive(Initialize)]
#[init(inner.* => constant(2.0), ** => zeros)]
struct Middle {
    #[init(must => constant(3.0))]
    inner: Inner,
    other: f32,
}

#[test]
fn an_explanation_lists_who_wins_and_who_loses() {
    let model = Middle::init(1).expect("complete");
    let text = model.explain("inner.must").expect("exists").to_string();
    assert_eq!(
        without_sites(&text),
        "`inner.must` f32 [2] gets `constant(3)`
  `must => constant(3.0)`, attribute on `inner`
    wins
  `inner.* => constant(2.0)`, attribute on `Middle`
    loses: a field's attribute comes before the struct's
  `** => zeros`, attribute on `Middle`
    loses: a field's attribute comes before the struct's
  `ones`, attribute on `inner.must`
    loses: outer attributes come before inner ones"
    );
    let rules = init! { <Middle> inner.required => default, inner.* => ones, other => zeros };
    let text = rules.explain(&model, "inner.required").expect("exists").to_string();
    assert_eq!(
        without_sites(&text),
        "`inner.required` f32 [2] gets `constant(2)`
  `inner.required => default`, rule of the run
    leaves it to the attributes
  `inner.* => ones`, rule of the run
    loses: an earlier rule matches
  `inner.* => constant(2.0)`, attribute on `Middle`
    wins
  `** => zeros`, attribute on `Middle`
    loses: an earlier rule matches"
    );
    let explanation = rules.explain(&model, "inner.must").expect("exists");
    let reasons: Vec<_> = explanation.candidates().iter().map(|candidate| candidate.verdict).collect();
    assert_eq!(reasons[0], Verdict::Wins);
    assert!(reasons[1..].iter().all(|verdict| *verdict == Verdict::Loses(Reason::Run)), "{explanation}");
    assert!(explanation.to_string().contains("explained.rs:"), "{explanation}");
    // Every winner is the rule that the plan names.
    for entry in rules.plan(&model).entries() {
        let explanation = rules.explain(&model, &entry.info().path().to_string()).expect("exists");
        let winner = explanation.candidates().iter().find(|candidate| candidate.verdict == Verdict::Wins);
        assert_eq!(winner.map(|winner| winner.rule.text()), entry.rule().map(|rule| rule.text()));
    }
    let unknown = rules.explain(&model, "inner.mst").expect_err("a slip");
    assert_eq!(unknown.nearest(), Some("inner.must"));
}

/// Without the names and lines of files.
fn without_sites(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("  ").and_then(|rest| rest.split_once("  `")) {
        Some((site, rest)) if site.contains(".rs:") => format!("  `{rest}"),
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_authors_attributes_do_not_count_where_required() {
    #[derive(Initialize)]
    #[init(** => ones)]
    struct Author {
        #[init(required)]
        gain: f32,
    }
    #[derive(Initialize)]
    struct User {
        #[init(gain => zeros)]
        part: Author,
    }
    let explanation = User::init(1).expect("complete").explain("part.gain").expect("exists");
    let verdicts: Vec<_> = explanation.candidates().iter().map(|candidate| candidate.verdict).collect();
    assert_eq!(verdicts, [Verdict::Wins, Verdict::Loses(Reason::Outer)], "{explanation}");
}

#[test]
fn a_part_is_explained_as_any_parameter() {
    #[derive(Initialize)]
    struct Packed {
        #[init(shape = [5, 2], axes = [out, in], parts(q = 2, kv = 3), q => ones, kv => zeros)]
        w: Array2<f32>,
    }
    let rules = init! { <Packed> w.q => constant(2.0), ** => default };
    let model = rules.build(1).expect("static");
    let verdicts = |path: &str| {
        let explanation = rules.explain(&model, path).expect("it is there");
        explanation.candidates().iter().map(|candidate| candidate.verdict.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        verdicts("w.q"),
        ["wins", "loses: an earlier rule matches", "loses: rules of the run come before attributes"]
    );
    assert_eq!(verdicts("w.kv"), ["leaves it to the attributes", "wins"]);
}

#[test]
fn enums_are_explained_as_they_are_resolved() {
    #[derive(Initialize)]
    #[init(** => ones)]
    enum Layer {
        #[init(build, ** => constant(2.0))]
        Both {
            #[init(constant(3.0))]
            a: f32,
            b: f32,
        },
        Held(#[init(weight => zeros)] Dense<2, 2>),
    }
    #[derive(Initialize)]
    struct Net {
        layers: [Layer; 2],
    }
    let rules = init! { <Net> ** => default };
    let mut model = rules.build(1).expect("a variant is marked");
    model.layers[1] = Layer::Held(Dense::init(1).expect("static sizes"));
    let explained = |path: &str| {
        let explanation = rules.explain(&model, path).expect("it is there");
        let of = explanation.candidates().iter().skip(1);
        let of: Vec<_> = of.map(|c| format!("{}, {}: {}", c.rule.text(), c.place, c.verdict)).collect();
        let site = explanation.entry().rule().expect("covered");
        let winner = explanation.candidates().iter().find(|c| c.verdict == Verdict::Wins).expect("covered");
        assert_eq!((winner.rule.text(), winner.rule.location()), (site.text(), site.location()), "{path}");
        of
    };
    let field = "loses: a field's attribute comes before the struct's";
    assert_eq!(
        explained("layers.0.a"),
        [
            "constant(3.0), attribute on `layers.0.a`: wins".to_owned(),
            format!("** => constant(2.0), attribute on the variant `Both`: {field}"),
            format!("** => ones, attribute on `Layer`: {field}"),
        ]
    );
    assert_eq!(
        explained("layers.0.b"),
        [
            "** => constant(2.0), attribute on the variant `Both`: wins",
            "** => ones, attribute on `Layer`: loses: a variant's attribute comes before the enum's",
        ]
    );
    let held = explained("layers.1.weight");
    assert_eq!(held[0], "weight => zeros, attribute on `layers.1`: wins");
    assert_eq!(held[1], format!("** => ones, attribute on `Layer`: {field}"));
}
