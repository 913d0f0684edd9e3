//! Declarations of every form: lifetimes, bounds, defaults, `cfg`, macros, function bodies, visibility.

use ::core::assert_eq;
use ::core::clone::Clone;
use ::core::marker::{PhantomData, Send};
use ::ndarray::Array2;
use ::paraminit::layers::Dense;
use ::paraminit::model::Scalar;
use ::paraminit::{Initialize, ModelExt as _, init};

/// Lifetimes, const and type parameters with bounds and defaults, a where clause.
#[derive(::paraminit::Initialize)]
pub struct Everything<'a, M, T: Scalar + Clone + 'static = f32, const N: usize = 2>
where
    M: Initialize + Send,
{
    #[init(shape = [N, N], axes = [out, in], glorot_normal)]
    matrix: Array2<T>,
    inner: M,
    marker: PhantomData<&'a T>,
    #[init(skip)]
    name: &'a str,
}

#[test]
fn generics() {
    type Model = Everything<'static, Dense<2, 2>>;
    let model = Model::init(1);
    assert_eq!(
        model.map(|model| (model.matrix.len(), model.name.len(), model.inner.bias().len())).ok(),
        ::core::option::Option::Some((4, 0, 2))
    );
}

/// Only lifetimes: `const` items can still name it.
#[derive(::paraminit::Initialize)]
struct Borrowed<'a> {
    #[init(ones)]
    gain: f32,
    #[init(skip = "none")]
    name: &'a str,
}

/// A field that is configured away, and one that is not.
#[derive(::paraminit::Initialize)]
struct Configured {
    #[cfg(any())]
    #[init(nonsense)]
    absent: NoSuchType,
    #[cfg(not(any()))]
    #[init(ones)]
    present: f32,
}

#[test]
fn lifetimes_and_configured_fields() {
    assert_eq!(
        Borrowed::init(1).map(|model| (model.gain, model.name)).ok(),
        ::core::option::Option::Some((1.0, "none"))
    );
    let rules = init! { <Configured> present => constant(2.0) };
    assert_eq!(rules.build(1).map(|model| model.present).ok(), ::core::option::Option::Some(2.0));
}

/// Models by a macro of the user's.
macro_rules! model {
    ($name:ident { $($field:ident: $type:ty = $init:ident),* }) => {
        #[derive(::paraminit::Initialize)]
        struct $name { $(#[init($init)] $field: $type),* }
    };
}

model!(Made { gain: f32 = ones, shift: [f32; 2] = zeros });

/// Rules by a macro of the user's.
macro_rules! all {
    ($model:ty, $($field:ident),* => $value:expr) => {
        init! { <$model> $($field)|* => constant($value) }
    };
}

/// An initializer that a macro of the user's passes on.
macro_rules! both {
    ($init:expr, $block:block) => {
        init! { <Made> gain => $init, shift => $block }
    };
}

/// An initializer in a trait with parameters.
trait Has<const A: usize, const B: usize> {
    const INIT: ::paraminit::Init;
}

impl Has<1, 2> for Made {
    const INIT: ::paraminit::Init = ::paraminit::init::constant(6.0);
}

#[test]
fn fragments_and_paths() {
    let k = 2.0;
    let made = both!(ones, { ::paraminit::init::constant(k) }).build(1);
    assert_eq!(made.map(|model| (model.gain, model.shift)).ok(), ::core::option::Option::Some((1.0, [2.0; 2])));
    let rules = init! { <Made> gain => <Made as Has<1, 2>>::INIT, shift => zeros };
    assert_eq!(rules.build(1).map(|model| model.gain).ok(), ::core::option::Option::Some(6.0));
}

#[test]
fn macros_of_the_user() {
    let made = all!(Made, gain, shift => 3.0).build(1);
    assert_eq!(made.map(|model| (model.gain, model.shift)).ok(), ::core::option::Option::Some((3.0, [3.0; 2])));
}

#[test]
fn models_inside_of_functions() {
    #[derive(::paraminit::Initialize)]
    struct Local {
        #[init(ones)]
        gain: f32,
    }
    const RULES: ::paraminit::Rules<'static, Local> = init!(<Local> gain => constant(5.0));
    assert_eq!(RULES.build(1).map(|model| model.gain).ok(), ::core::option::Option::Some(5.0));
    let nested = init![<Local> gain => {
        let _ = init! { <Local> ** => zeros };
        ::paraminit::init::ones()
    }];
    assert_eq!(nested.build(1).map(|model| model.gain).ok(), ::core::option::Option::Some(1.0));
}

/// A private part in a public model, and a public part in a private one.
#[derive(::paraminit::Initialize)]
pub struct Public {
    part: Private,
}

#[derive(::paraminit::Initialize)]
struct Private {
    part: Open,
}

/// Open to all.
#[derive(::paraminit::Initialize)]
pub struct Open {
    /// A scalar.
    #[init(ones)]
    pub gain: f32,
}

#[test]
fn visibility() {
    assert_eq!(Public::init(1).map(|model| model.part.part.gain).ok(), ::core::option::Option::Some(1.0));
}
