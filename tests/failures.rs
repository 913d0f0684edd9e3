//! What cannot be known before run time fails with a typed error, and leaves the model as it was.

use std::error::Error;

use ndarray::{Array1, Array2, ArrayD, IxDyn};
use paraminit::prelude::*;
use paraminit::{Cause, Failure};

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
    fn initialize(
        &self,
        param: &ParamInfo,
        mut values: ViewMut<'_>,
        _: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
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
    assert!(matches!(&failure.cause, Cause::Custom(error) if error.to_string() == "no such luck"));
    let rule = failure.rule.as_ref().expect("a rule governs it");
    assert_eq!(rule.text, "**.bias => { init::custom(&refuse) }");
    assert!(rule.location.file().ends_with("failures.rs"));
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
    assert!(matches!(failures[0].cause, Cause::Argument(_)));
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
    assert!(matches!(failures[0].cause, Cause::NotFinite { index: 0 }), "{failures:?}");
}

#[test]
fn a_container_that_is_not_there() {
    let net = Mlp::init(1).expect("static");
    let rules = init! { <Mlp> ** => |p| init::constant(if p.len(0) == 0 { 1.0 } else { 2.0 }) };
    assert!(failures(&rules, &net).iter().all(|failure| matches!(failure.cause, Cause::NoContainer { .. })));
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Stack {
    #[init(len = 2)]
    blocks: Vec<Dense<2, 2>>,
}

#[test]
fn an_index_beyond_a_run_time_length() {
    let stack = Stack::init(1).expect("sized");
    let rules = init! { <Stack> blocks[2].weight => zeros, ** => default };
    let found = failures(&rules, &stack);
    assert!(matches!(found[0].cause, Cause::NoElement { index: 2, len: 2 }), "{found:?}");
    assert_eq!(found[0].path, "blocks");
    let rules = init! { <Stack> blocks[1..4].weight => zeros, ** => default };
    assert!(matches!(failures(&rules, &stack)[0].cause, Cause::NoElement { index: 2, len: 2 }));
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
    assert!(matches!(found[0].cause, Cause::Unsuited(_)), "{found:?}");
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
    assert!(error.failures().iter().all(|failure| matches!(failure.cause, Cause::NothingToKeep)));
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
    assert!(matches!(&error.failures()[0].cause, Cause::SameStream { other } if other == "a" || other == "b"));
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
        assert!(matches!(error.failures()[0].cause, Cause::Memory));
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
