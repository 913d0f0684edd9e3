//! Tests that checks, plans, explanations and runs agree on who governs a parameter, for random schemas and random
//! rules.

use core::panic::Location;
use std::collections::BTreeMap;

use ndarray::Array2;
use proptest::prelude::*;

use super::precedence::Verdict;
use super::{Candidates, Field, FieldName, Node, Schema, SchemaPath, Variant, first_match, governing};
use crate::check::{Alternative, Says, Subject, count, coverage_fault, default_fault, path_of, report};
use crate::declare::rule_place::RulePlace;
use crate::dtype::DType;
use crate::init::constant;
use crate::init::source::failure::FailureKind;
use crate::prelude::*;
use crate::rule::{Action, Pattern, PatternSegment, Rule};

const RULES: usize = 5;
const PARAMETERS: usize = 64;

/// A sequence of random choices. After its end, each choice is the first.
struct Choices(std::vec::IntoIter<u8>);

impl Choices {
    fn below(&mut self, n: u8) -> u8 {
        self.0.next().unwrap_or(0) % n
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.below(u8::try_from(all.len()).unwrap()))]
    }

    fn pattern(&mut self) -> Pattern {
        const SEGMENTS: [PatternSegment; 15] = [
            PatternSegment::Deep,
            PatternSegment::Name("a"),
            PatternSegment::Name("b"),
            PatternSegment::Name("c"),
            PatternSegment::Any,
            PatternSegment::Index { from: 0, to: usize::MAX },
            PatternSegment::Index { from: 1, to: 2 },
            PatternSegment::Last,
            PatternSegment::BeforeLast { from: 0 },
            PatternSegment::Key("k"),
            PatternSegment::Kind("K"),
            PatternSegment::Kind("Inner"),
            PatternSegment::Name("qkv"),
            PatternSegment::Name("k"),
            PatternSegment::Deep,
        ];
        let segments: Vec<_> = (0..self.below(4)).map(|_| self.of(&SEGMENTS)).collect();
        Pattern { segments: segments.leak(), text: "", rest: None }
    }

    /// Rules that may match nothing. Their texts and initializers tell them apart.
    fn rules(&mut self, first: u32, most: u8) -> &'static [Rule] {
        let number = self.below(most + 1);
        let rules = (0..u32::from(number)).map(|i| Rule {
            patterns: vec![self.pattern()].leak(),
            optional: true,
            action: match self.below(6) {
                0 => Action::Default,
                1 => Action::Keep,
                _ => Action::Init(constant(f64::from(first + i))),
            },
            text: format!("{}", first + i).leak(),
            location: RulePlace::Code(Location::caller()),
        });
        rules.collect::<Vec<_>>().leak()
    }

    fn fields(&mut self, deeper: u8) -> &'static [Field] {
        let names = ["a", "b", "c"].into_iter().take(usize::from(1 + self.below(3)));
        let fields = names.map(|name| Field {
            required: self.below(6) == 5,
            fixed: self.below(6) == 5,
            buffer: self.below(8) == 7,
            rules: self.rules(100, 2),
            ..Field::plain(FieldName::Named(name), self.schema(deeper))
        });
        fields.collect::<Vec<_>>().leak()
    }

    fn variant(&mut self, name: &'static str, deeper: u8) -> Variant {
        let fields = if self.below(2) == 0 {
            vec![Field { rules: self.rules(200, 1), ..Field::plain(FieldName::Wrapped, self.schema(deeper)) }].leak()
        } else {
            self.fields(deeper)
        };
        Variant { name, schema: Schema { rules: self.rules(300, 2), ..Schema::anonymous(Node::Struct(fields)) } }
    }

    fn schema(&mut self, deeper: u8) -> &'static Schema {
        let choice = if deeper == 0 { 0 } else { self.below(8) };
        let node = match choice {
            0 | 1 => return Box::leak(Box::new(Schema::leaf(DType::F32, Some(2)))),
            2 => Node::Sequence { element: self.schema(deeper - 1), len: self.of(&[None, Some(1), Some(3)]) },
            3 => Node::Map(self.schema(deeper - 1)),
            4 => Node::Enum(vec![self.variant("V", deeper - 1), self.variant("W", deeper - 1)].leak()),
            _ => Node::Struct(self.fields(deeper - 1)),
        };
        let plain = Schema::anonymous(node);
        Box::leak(Box::new(match node {
            Node::Struct(_) | Node::Enum(_) => {
                Schema { kind: self.of(&["", "K", "Inner"]), rules: self.rules(400, 2), ..plain }
            }
            _ => plain,
        }))
    }
}

/// The alternatives of a table, and some that match nothing.
fn alternatives(table: &[Rule]) -> [Alternative; RULES] {
    const NOTHING: &[PatternSegment] = &[PatternSegment::Name("nothing")];
    core::array::from_fn(|rule| Alternative {
        pattern: table.get(rule).map_or(Pattern { segments: NOTHING, text: "", rest: None }, |rule| rule.patterns[0]),
        rule,
        says: table.get(rule).map_or(Says::Other, |rule| match rule.action {
            Action::Default => Says::Default,
            Action::Init(_) => Says::Initializer,
            _ => Says::Other,
        }),
        on_field: false,
        optional: true,
        mounted: None,
    })
}

/// True if what the rule says does not reach the parameter: some field behind the start of the patterns is fixed, and no
/// pattern matches with names in the places of all of these.
fn misses(rule: &Rule, path: &SchemaPath<'_>, from: usize) -> bool {
    let is_fixed = |i: &usize| path.step(*i).and_then(super::Step::entered).is_some_and(|it| it.fixed || it.buffer);
    let has_width = |i: &usize| path.step(*i).is_some_and(|step| step.segment.has_width());
    let names = |pattern: &Pattern, fixed: usize| {
        let Some(place) = (from..=fixed).rev().find(has_width) else { return false };
        let buffer = path.step(fixed).and_then(super::Step::entered).is_some_and(|field| field.buffer);
        let open = |k: usize| matches!(pattern.segments[..k], [.., PatternSegment::Any | PatternSegment::Deep]);
        (0..pattern.segments.len()).any(|k| (buffer || !open(k)) && names_at(pattern, k, path, (from, place)))
    };
    let fixed: Vec<_> = (from..path.depth()).filter(is_fixed).collect();
    let reaches = |pattern: &Pattern| fixed.iter().all(|fixed| names(pattern, *fixed));
    matches!(rule.action, Action::Init(_)) && !fixed.is_empty() && !rule.patterns.iter().any(reaches)
}

/// True if segment `k` of the pattern is a name, and the pattern matches with it at step `place`: so do its two ends.
fn names_at(pattern: &Pattern, k: usize, path: &SchemaPath<'_>, (from, place): (usize, usize)) -> bool {
    let is_name = match &pattern.segments[k] {
        PatternSegment::Index { from: 0, to: usize::MAX } => false,
        PatternSegment::Name(_) | PatternSegment::Key(_) => true,
        other => other.is_index(),
    };
    let part = |segments| Pattern { segments, text: "", rest: None };
    let (mut begin, step) = (*path, path.step(place).expect("it is there"));
    (place..path.depth()).for_each(|_| begin.pop());
    let name = part(&pattern.segments[k..=k]);
    let there = name.accepts(name.advance(name.start(""), &step.segment, step.kind()));
    let (front, rest) = (part(&pattern.segments[..k]), part(&pattern.segments[k + 1..]));
    is_name && there && front.matches(&begin, from) && rest.matches(path, place + 1)
}

/// Finds who governs, as the documentation says: all lists with their ranks, sorted.
fn sorted(table: &'static [Rule], path: &SchemaPath<'_>) -> Option<&'static str> {
    match table.iter().find(|rule| rule.matches(path, 0)) {
        Some(Rule { action: Action::Default, .. }) => {}
        Some(rule) if misses(rule, path, 0) => {}
        Some(rule) => return Some(rule.text),
        None if table.is_empty() => {}
        None => return None,
    }
    let declaration = |step: usize| if step > 0 && path.enters_variant(step - 1) { step - 1 } else { step };
    let mut ranked = Vec::new();
    let mut users_only = usize::MAX;
    for depth in 0..path.depth() {
        if let Some(field) = path.step(depth).and_then(super::Step::entered) {
            users_only = if field.required { declaration(depth) } else { usize::MAX };
            ranked.push((declaration(depth), 0, depth + 1, field.rules));
        }
        let of_variant = declaration(depth) < depth;
        ranked.push((declaration(depth), if of_variant { 1 } else { 2 }, depth, path.schema(depth).rules));
    }
    ranked.sort_by_key(|&(declaration, rank, ..)| (declaration, rank));
    let mut counts = ranked.into_iter().filter(|&(declaration, ..)| declaration < users_only);
    let reaches = |rule: &&Rule, from| rule.matches(path, from) && !misses(rule, path, from);
    counts.find_map(|(_, _, from, rules)| rules.iter().find(|rule| reaches(rule, from))).map(|rule| rule.text)
}

fn agree_on(schema: &'static Schema, table: &'static [Rule]) {
    let alternatives: &'static [Alternative; RULES] = Box::leak(Box::new(alternatives(table)));
    if count(schema, alternatives) > PARAMETERS {
        return;
    }
    let report = report::<PARAMETERS, RULES>(schema, alternatives);
    let mut uncovered = 0;
    for number in 0..report.count {
        let path = path_of(schema, alternatives, number).expect("a walk finds it again");
        let Some(found) = &report.found[number] else {
            // A part that no pattern is left for is passed over.
            assert_eq!(first_match(table, &path), None, "{path:?}");
            uncovered += 1;
            continue;
        };
        assert_eq!((found.winner < RULES).then_some(found.winner), first_match(table, &path), "{path:?}");
        // A general rule leaves what is fixed to its own initializer.
        let left = |rule: usize| misses(&table[rule], &path, 0) && sorted(&[], &path).is_none();
        uncovered += usize::from(found.winner >= RULES || left(found.winner));
        for table in [table, &[]] {
            let governs = governing(table, &path).map(|(rule, _)| rule.text);
            assert_eq!(governs, sorted(table, &path), "{path:?}");
            let mut candidates = Candidates::new(table, &path);
            let all = core::iter::from_fn(|| {
                let candidate = candidates.next()?;
                Some((candidate.rule.text, candidates.judge(&candidate, candidate.rule.action.initializes())))
            });
            let wins: Vec<_> = all.filter(|(_, verdict)| *verdict == Verdict::Wins).map(|(text, _)| text).collect();
            assert_eq!(wins, governs.into_iter().collect::<Vec<_>>(), "{path:?}");
        }
        if let Some(rule) = first_match(table, &path)
            && let Action::Default = table[rule].action
        {
            assert_eq!(found.attribute.map(|attribute| attribute.text), sorted(&[], &path), "{path:?}");
        }
    }
    let subject = Subject { name: "Random", schema, alternatives };
    assert_eq!(report.missing.1, uncovered);
    assert_eq!(coverage_fault(&subject, &report).is_some(), uncovered > 0);
}

#[derive(Initialize)]
#[init(a => constant(401.0))]
struct Inner {
    a: [f32; 2],
    #[init(constant(402.0))]
    b: Vec<f32>,
    #[init(required)]
    c: f32,
}

#[derive(Initialize)]
#[init(kind = K, **.a => constant(501.0), qkv.** => constant(502.0))]
struct Static {
    a: [Inner; 2],
    #[init(required, a => constant(503.0))]
    b: Inner,
    c: (Inner, f32),
    #[init(shape = [6, 2], axes = [out, in], parts(a = 1, b = 2, c = 3), b => constant(504.0))]
    qkv: Array2<f32>,
    #[init(fixed, a => constant(505.0))]
    k: Inner,
    #[init(fixed, constant(506.0))]
    l: [f32; 2],
}

#[derive(Initialize)]
#[init(**.b => constant(601.0))]
enum Either {
    #[init(build, a.* => constant(602.0))]
    Left { a: Inner, b: f32 },
    #[init(** => constant(603.0))]
    Right(Inner),
}

#[derive(Initialize)]
#[init(a.** => constant(701.0))]
struct Dynamic {
    a: Either,
    b: Vec<Inner>,
    #[init(** => constant(702.0))]
    c: BTreeMap<String, [f32; 3]>,
    k: Option<Box<Inner>>,
}

fn inner() -> Inner {
    Inner { a: [0.5; 2], b: vec![0.5; 3], c: 0.5 }
}

fn fixed() -> Static {
    Static {
        a: [inner(), inner()],
        b: inner(),
        c: (inner(), 0.5),
        qkv: Array2::from_elem((6, 2), 0.5),
        k: inner(),
        l: [0.5; 2],
    }
}

fn dynamic(right: bool, len: usize) -> Dynamic {
    Dynamic {
        a: if right { Either::Right(inner()) } else { Either::Left { a: inner(), b: 0.5 } },
        b: (0..len).map(|_| inner()).collect(),
        c: ["k", "l"].iter().take(len).map(|key| ((*key).to_owned(), [0.5; 3])).collect(),
        k: (len > 1).then(|| Box::new(inner())),
    }
}

/// The check finds no gap, or the run fails. If the model's type fixes all parameters, exactly one of the two is true.
fn agree_with_run<M: Initialize>(mut model: M, table: &'static [Rule], fixed: bool) {
    let rules = Rules::<M>::new(table, Vec::new());
    let plan = rules.plan(&model);
    for entry in plan.entries() {
        let path = entry.info().path().to_string();
        let why = rules.explain(&model, &path).expect("the plan has it");
        let winner = why.candidates().iter().find(|candidate| candidate.verdict == Verdict::Wins);
        assert_eq!(winner.map(|winner| winner.rule), entry.rule(), "{path}: {why}");
        assert_eq!(why.entry().initializer(), entry.initializer());
    }
    let failed = rules.apply(&mut model, 1).map_or_else(InitError::into_failures, |()| Vec::new());
    let of = |failures: &[crate::Failure]| failures.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(of(&failed), of(plan.failures()));
    // The parts of an array follow one another in memory.
    let promised = plan.entries().iter().flat_map(|entry| {
        let value = match entry.initializer() {
            _ if !failed.is_empty() => 0.5,
            "keep" => 0.5,
            text => text.trim_start_matches("constant(").trim_end_matches(')').parse().expect("all are constants"),
        };
        vec![value; entry.info().shape().iter().product()]
    });
    let values = model.named_parameters().into_iter();
    let values = values.flat_map(|(_, values)| values.to_array::<f32>().expect("all are f32").into_iter());
    assert_eq!(values.collect::<Vec<_>>(), promised.collect::<Vec<f32>>());
    let alternatives: &'static [Alternative; RULES] = Box::leak(Box::new(alternatives(table)));
    let report = report::<PARAMETERS, RULES>(M::SCHEMA, alternatives);
    let subject = Subject { name: "Model", schema: M::SCHEMA, alternatives };
    let defers = |rule: usize| table.get(rule).is_some_and(|rule| matches!(rule.action, Action::Default));
    let gap = coverage_fault(&subject, &report).is_some() && !table.is_empty()
        || (0..RULES).any(|rule| defers(rule) && default_fault(&subject, &report, rule).is_some());
    let refused = failed.iter().any(|failure| matches!(failure.cause, FailureKind::NoInitializer));
    if fixed && !table.is_empty() {
        assert_eq!(gap, refused, "{table:?} {failed:?} {plan}");
    } else {
        assert!(gap || !refused || table.is_empty(), "{failed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn walks_and_candidates_agree(tape in prop::collection::vec(any::<u8>(), 0..160)) {
        let mut choices = Choices(tape.into_iter());
        let table = choices.rules(2, 5);
        agree_on(choices.schema(4), table);
    }

    #[test]
    fn explanations_plans_runs_and_checks_agree(tape in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut choices = Choices(tape.into_iter());
        let table = choices.rules(2, 5);
        agree_with_run(fixed(), table, true);
        agree_with_run(dynamic(choices.below(2) == 1, usize::from(choices.below(3))), table, false);
    }
}
