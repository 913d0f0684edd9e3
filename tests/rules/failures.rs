//! What cannot be known before run time fails with a typed error, and leaves the model as it was.

use ndarray::{Array1, Array2, ArrayD, IxDyn};
use paraminit::prelude::*;
use paraminit::{Failure, FailureKind, InitErrorKind};

use crate::Initialized;

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

/// Applies rules that fail, checks that nothing was written, and gives the failures.
fn failures<M: Initialize + Clone + PartialEq + std::fmt::Debug>(rules: &Rules<'_, M>, model: &M) -> Vec<Failure> {
    let mut changed = model.clone();
    let error = rules.apply(&mut changed, 1).expect_err("the rules do not suit");
    assert_eq!(&changed, model, "a failed run wrote something");
    let again = rules.apply(&mut changed, 1).expect_err("the rules still do not suit");
    assert_eq!(error.to_string(), again.to_string());
    error.into_failures()
}

/// Refuses the parameters whose path it knows.
struct Refuse(&'static str);

impl Initializer for Refuse {
    fn initialize(&self, param: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        values.fill_with(|| 1.0);
        if param.path() == self.0 { Err("no such luck".into()) } else { Ok(()) }
    }
}

#[test]
fn a_custom_initializer_that_fails() {
    let net = Mlp::init(1).expect("static");
    let refuse = Refuse("output.bias");
    let rules = init! { <Mlp> **.weight => ones, **.bias => { init::custom(&refuse) } };
    let failures = failures(&rules, &net);
    let [failure] = &failures[..] else { panic!("{failures:?}") };
    assert_eq!((failure.path.as_str(), &failure.shape[..]), ("output.bias", &[1][..]));
    assert!(matches!(&failure.cause, FailureKind::Custom(error) if error.to_string() == "no such luck"));
    let rule = failure.rule.as_ref().expect("a rule governs it");
    assert_eq!(rule.text(), "**.bias => { init::custom(&refuse) }");
    assert!(rule.location().file().ends_with("failures.rs"));
    let text = failure.to_string();
    for part in ["`output.bias` [1]", "**.bias => ", "failures.rs:", "no such luck"] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn an_error_in_braces() {
    let net = Mlp::init(1).expect("static");
    let std = -1.0;
    let rules = init! { <Mlp> hidden.weight => { init::normal(0.0, std) }, ** => ones };
    let failures = failures(&rules, &net);
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].path, "hidden.weight");
    assert!(matches!(failures[0].cause, FailureKind::Initializer(InitErrorKind::Argument(_))));
    assert!(failures[0].to_string().contains("`std` must be a finite number, not negative"), "{}", failures[0]);
}

#[test]
fn all_failures_are_reported() {
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> **.weight => { init::uniform(1.0, f64::NAN) }, **.bias => { init::xavier_uniform() } };
    let paths: Vec<String> = failures(&rules, &net).into_iter().map(|failure| failure.path).collect();
    // A bias has a fan through its weight, which a closure or braces may use.
    assert_eq!(paths, ["hidden.weight", "output.weight"]);
}

#[test]
fn values_that_are_not_finite() {
    fn divide(x: f64) -> f64 {
        1.0 / (x - x)
    }
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> output.weight => map(ones, divide), ** => zeros };
    let failures = failures(&rules, &net);
    assert!(
        matches!(failures[0].cause, FailureKind::Initializer(InitErrorKind::NotFinite { index: 0, .. })),
        "{failures:?}"
    );
}

#[test]
fn a_container_that_is_not_there() {
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> ** => |p| init::constant(if p.len(0) == 0 { 1.0 } else { 2.0 }) };
    let found = failures(&rules, &net);
    assert!(found.iter().all(|failure| matches!(failure.cause, FailureKind::NoContainer { .. })));
    let help = "where copies lie along a `batch` axis, `each(|p| ..)` asks for each";
    assert!(found[0].to_string().ends_with(help), "{}", found[0]);
}

/// What a `main` prints that returns the error.
#[test]
fn debugging_shows_the_message() {
    let error = init! { <Mlp> ** => { init::normal(0.0, -1.0) } }.build(1).expect_err("a negative deviation");
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(format!("{error:#?}").starts_with("InitError {\n    failures: ["), "{error:#?}");
}

#[test]
fn a_container_of_a_name_that_is_not_there() {
    let stack = Stack::init(1).expect("sized");
    let init = |len: usize| init::constant(if len == 0 { 1.0 } else { 2.0 });
    for (name, help) in
        [("block", "help: a similar name exists: `blocks`"), ("layers", "help: those on the path are in `blocks`")]
    {
        let rules = init! { <Stack> ** => |p| init(p.len_of(name)) };
        let found = failures(&rules, &stack);
        assert_eq!(found.len(), 4);
        assert!(
            matches!(&found[0].cause, FailureKind::NoContainerOf { name: asked, .. } if **asked == *name),
            "{found:?}"
        );
        let text = found[0].to_string();
        assert!(text.contains(&format!("the container `{name}`")) && text.ends_with(help), "{text}");
    }
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> ** => const |p| init::constant(if p.index_of("hidden") == 0 { 1.0 } else { 2.0 }) };
    let found = failures(&rules, &net);
    assert!(found[0].to_string().ends_with("the path has no `Vec` or array in such a field"), "{}", found[0]);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Stack {
    #[init(len = 2)]
    blocks: Vec<Dense<2, 2>>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Numbered {
    first: Dense<4, 4>,
    #[init(shape = [4], |p| init::constant(if p.len_of("blocks") == 4 { 0.25 } else { 1.0 }))]
    gain: Array1<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct InBlocks {
    blocks: Vec<Numbered>,
}

#[test]
fn reinit_is_init_in_place_or_nothing() {
    fn reset<M: Initialize>(model: &mut M, seed: u64) -> Result<(), InitError> {
        model.reinit(seed)
    }
    let numbered = Numbered { first: Dense::init(1).expect("static"), gain: Array1::zeros(4) };
    let mut alone = numbered.clone();
    let error = reset(&mut alone, 2).expect_err("it stands in no blocks");
    assert!(
        matches!(error.failures(), [Failure { path, cause: FailureKind::NoContainerOf { .. }, .. }] if path == "gain")
    );
    assert_eq!(alone, numbered, "a failed run wrote something");

    let mut net = InBlocks { blocks: vec![numbered; 4] };
    reset(&mut net, 2).expect("it stands in blocks");
    for (i, block) in net.blocks.iter().enumerate() {
        let first = Dense::<4, 4>::init(Seed::new(2).at(&format!("blocks.{i}.first"))).expect("static");
        assert_eq!((&block.first, block.gain[3]), (&first, 0.25));
    }
}

#[test]
fn an_index_beyond_a_run_time_length() {
    let stack = Stack::init(1).expect("sized");
    let rules = init! { <Stack> blocks[2].weight => zeros, ** => default };
    let found = failures(&rules, &stack);
    assert!(matches!(found[0].cause, FailureKind::NoElement { index: 2, len: 2 }), "{found:?}");
    assert_eq!(found[0].path, "blocks");
    let rules = init! { <Stack> blocks[1..4].weight => zeros, ** => default };
    assert!(matches!(failures(&rules, &stack)[0].cause, FailureKind::NoElement { index: 2, len: 2 }));
    let rules = init! { <Stack> blocks[2..].weight => zeros, ** => default };
    rules.apply(&mut stack.clone(), 1).expect("an open range may be empty");
    let rules = init! { <Stack> blocks[*].** => zeros };
    rules.apply(&mut Stack { blocks: Vec::new() }, 1).expect("`[*]` may match nothing at run time");
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Dynamic {
    #[init(axes = [out, in], xavier_uniform)]
    any: ArrayD<f32>,
}

#[test]
fn a_rank_that_only_the_value_knows() {
    let model = Dynamic { any: ArrayD::zeros(IxDyn(&[3])) };
    let rules = init! { <Dynamic> ** => default };
    let found = failures(&rules, &model);
    assert!(matches!(found[0].cause, FailureKind::Initializer(InitErrorKind::Mismatch(_))), "{found:?}");
    let mut fits = Dynamic { any: ArrayD::zeros(IxDyn(&[3, 3])) };
    rules.apply(&mut fits, 1).expect("rank 2 has fans");
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Unsaid {
    #[init(required)]
    must: f32,
}

#[test]
fn a_required_parameter() {
    assert_eq!(init! { <Unsaid> must => ones }.build(1).expect("covered").must, 1.0);
}

#[test]
fn keep_has_nothing_to_keep_in_a_new_model() {
    let error = init! { <Mlp> **.bias => keep, ** => zeros }.build(1).expect_err("nothing to keep");
    assert_eq!(error.failures().len(), 2);
    assert!(error.failures().iter().all(|failure| matches!(failure.cause, FailureKind::NothingToKeep)));
}

#[derive(Debug, Initialize)]
struct Twins {
    #[init(zeros)]
    a: f32,
    #[init(zeros, key = "a")]
    b: f32,
}

#[test]
fn two_parameters_with_one_stream() {
    let error = Twins::init(1).expect_err("both hash to `a`");
    assert!(matches!(&error.failures()[0].cause, FailureKind::SameStream { other } if other == "a" || other == "b"));
}

#[derive(Debug, Initialize)]
struct BesideABlock {
    #[init(shape = [8, 4], axes = [2 * out, in], gates([zeros, orthogonal]))]
    a: Array2<f32>,
    #[init(shape = [4, 4], axes = [out, in], orthogonal, key = "a.1")]
    b: Array2<f32>,
}

#[test]
fn a_block_and_a_parameter_with_one_stream() {
    let error = BesideABlock::init(1).expect_err("block 1 of `a` draws from `a.1`");
    assert!(matches!(&error.failures()[0].cause, FailureKind::SameStream { other } if other == "a" || other == "b"));
}

#[derive(Debug, Initialize)]
struct BesideABlockInBraces {
    #[init(shape = [8, 4], axes = [2 * out, in], { init::gates([init::zeros(), init::orthogonal()]) })]
    a: Array2<f32>,
    #[init(shape = [4, 4], axes = [out, in], orthogonal, key = "a.1")]
    b: Array2<f32>,
}

#[test]
fn a_block_in_the_braces_of_an_attribute_and_a_parameter_with_one_stream() {
    let error = BesideABlockInBraces::init(1).expect_err("block 1 of `a` draws from `a.1`");
    assert!(matches!(&error.failures()[0].cause, FailureKind::SameStream { other } if other == "a" || other == "b"));
    // In the braces of a rule as well.
    let rules = init! { <BesideABlock> a => { init::gates([init::zeros(), init::orthogonal()]) }, ** => default };
    let error = rules.build(1).expect_err("block 1 of `a` draws from `a.1`");
    assert!(matches!(&error.failures()[0].cause, FailureKind::SameStream { .. }));
}

#[derive(Debug, Initialize)]
#[init(dims(n))]
struct Huge {
    #[init(shape = [n, n], zeros)]
    matrix: Array2<f32>,
    #[init(shape = [1], zeros)]
    small: Array1<f32>,
}

#[test]
fn a_shape_that_no_memory_holds() {
    for n in [usize::MAX, 1 << 40] {
        let error = Huge::init_with(HugeDims { n }, 1).expect_err("too large");
        assert_eq!(error.failures()[0].path, "matrix");
        let bytes = n.saturating_mul(n).saturating_mul(4);
        match error.failures()[0].cause {
            FailureKind::Initializer(InitErrorKind::Memory { bytes: found }) => assert_eq!(found, bytes),
            _ => panic!("{error}"),
        }
        let text = error.to_string();
        assert!(
            text.ends_with(
                ": a parameter of this shape takes more bytes than can be counted, which do not fit in memory"
            ),
            "{text}"
        );
    }
    assert_eq!(Huge::init_with(HugeDims { n: 0 }, 1).expect("empty is fine").matrix.len(), 0);
}

#[test]
fn a_plan_knows_what_a_run_would_report() {
    let stack = Stack::init(1).expect("sized");
    let rules = init! { <Stack> blocks[5].weight => zeros, ** => default };
    let plan = rules.plan(&stack);
    assert!(plan.to_string().contains("error: "), "{plan}");
    assert!(plan.check().is_err());
    let plan = init! { <Stack> ** => default }.plan(&stack);
    assert!(plan.check().is_ok());
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Lender {
    #[init(axes = [out, in], zeros)]
    weight: Option<Array2<f32>>,
    #[init(axes = [out], fans_of = weight, kaiming_uniform)]
    bias: Array1<f32>,
}

#[test]
fn fans_of_an_absent_field() {
    let absent = Lender { weight: None, bias: Array1::zeros(4) };
    let rules = init! { <Lender> ** => default };
    let found = failures(&rules, &absent);
    assert!(found[0].to_string().contains("has none to lend"), "{found:?}");
    let mut there = Lender { weight: Some(Array2::zeros((4, 100))), bias: Array1::zeros(4) };
    rules.apply(&mut there, 1).expect("the weight lends its fans");
    assert!(there.bias.iter().all(|x| x.abs() <= 0.245 && *x != 0.0));
}

#[test]
fn products_that_overflow_on_the_way() {
    let net = Mlp::init(1).expect("static");
    let rules =
        init! { <Mlp> **.weight => scaled(scaled(kaiming_normal(gain = Value(1e3)), 3e38), 1e-38), ** => zeros };
    assert!(
        failures(&rules, &net)
            .iter()
            .all(|failure| matches!(failure.cause, FailureKind::Initializer(InitErrorKind::TooLarge { .. })))
    );
}

/// Asks for a container that is not there.
struct Asks;

impl Initializer for Asks {
    fn initialize(&self, param: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        let len = f64::from(u32::try_from(param.len(3))?);
        values.fill_with(|| len);
        Ok(())
    }
}

#[test]
fn a_custom_initializer_that_asks_for_what_is_not_there() {
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> ** => custom(&Asks) };
    assert!(
        failures(&rules, &net).iter().all(|failure| matches!(failure.cause, FailureKind::NoContainer { number: 3 }))
    );
}

#[test]
fn fans_in_closures() {
    let rules = init! { <Mlp> ** => |p| init::constant(if p.fan_in() == 4 { 4.0 } else { 8.0 }) };
    let built = rules.build(1).expect("a bias has the fans of its weight");
    assert_eq!((built.hidden.bias()[0], built.output.weight()[[0, 0]]), (4.0, 8.0));
    let rules = init! { <Unsaid> must => |p| init::constant(if p.fan_out() == 0 { 1.0 } else { 2.0 }) };
    assert!(matches!(failures(&rules, &Unsaid { must: 0.0 })[0].cause, FailureKind::NoFans { .. }));
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct TwoLists {
    #[init(len = 8)]
    blocks: Vec<Dense<2, 2>>,
    #[init(len = 2, shape = [3], ** => ones)]
    gains: Vec<Array1<f32>>,
}

#[test]
fn an_index_behind_a_glob_means_the_container_that_has_it() {
    let lists = TwoLists::init(1).expect("sized");
    let rules = init! { <TwoLists> **[5].weight => zeros, ** => default };
    rules.apply(&mut lists.clone(), 1).expect("the blocks have it");
    let rules = init! { <TwoLists> **[9].weight => zeros, ** => default };
    assert!(matches!(failures(&rules, &lists)[0].cause, FailureKind::NoElement { index: 9, .. }));
}

/// What is required of a user is not given by the author's own struct rule.
#[derive(Debug, Initialize)]
#[init(** => zeros)]
struct Partly {
    #[init(required)]
    must: f32,
    may: f32,
}

#[derive(Debug, Initialize)]
struct User {
    #[init(must => constant(2.0))]
    part: Partly,
}

#[test]
fn required_is_for_the_user() {
    assert_eq!(User::init(1).map(|user| (user.part.must, user.part.may)).ok(), Some((2.0, 0.0)));
}

#[test]
fn plans_and_rules_can_be_shared() {
    fn shared<T: Send + Sync>(_: &T) {}
    let rules = init! { <Mlp> ** => |_| init::ones() };
    shared(&rules);
    shared(&rules.plan(&Mlp::init(1).expect("static")));
}
