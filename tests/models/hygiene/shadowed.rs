//! A scope where every name that an expansion might use means something else.

use ::paraminit::layers::Dense;

#[allow(dead_code, non_camel_case_types, reason = "they only stand in the way")]
mod in_the_way {
    pub struct Option;
    pub struct Some;
    pub struct None;
    pub struct Result;
    pub struct Ok;
    pub struct Err;
    pub struct Vec;
    pub struct Box;
    pub struct String;
    pub struct Default;
    pub struct Init;
    pub struct Schema;
    pub struct Source;
    pub struct Rules;
    pub struct Rule;
    pub struct Field;
    pub struct Place;
    pub struct Visit;
    pub struct Seed;
    pub struct Allocate;
    pub struct Copy;
    pub struct Clone;
    pub const fn normal() {}
    pub const fn zeros() {}
    pub const fn init() {}
    #[derive(::core::default::Default)]
    pub struct usize;
    pub struct isize;
    pub struct u8;
    pub struct u32;
    pub struct u64;
    pub struct f32;
    pub struct f64;
    pub struct bool;
    pub struct char;
    pub struct str;
    pub mod core {}
    pub mod std {}
    pub mod paraminit {}
}
use self::in_the_way::*;

/// In the midst of it.
#[derive(::paraminit::Initialize)]
#[init(dims(dims))]
struct Model {
    #[init(weight => normal(0.0, 1.0), bias => zeros)]
    dense: Dense<2, 2>,
    #[init(shape = [dims], ones, fans_of = visitor)]
    place: ::ndarray::Array1<::core::primitive::f32>,
    #[init(shape = [dims, dims], axes = [out, in], xavier_uniform(gain = Relu))]
    visitor: ::ndarray::Array2<::core::primitive::f32>,
    #[init(shape = [3, dims], axes = [out, in], parts(q = 1, k = rows), glorot_uniform)]
    parted: ::ndarray::Array2<::core::primitive::f32>,
    #[init(dims = |i| ::paraminit::layers::DynDenseDims { inputs: 2 + i, outputs: 2 })]
    each: [::paraminit::layers::DynDense; 1],
    #[init(skip = 2)]
    rows: ::core::primitive::usize,
    #[init(skip)]
    init: usize,
}

/// One of two, by a condition.
#[derive(::paraminit::Initialize)]
#[init(dims(wide))]
enum Either {
    #[init(build = wide > 2)]
    Wide(Dense<4, 4>),
    #[init(build)]
    Narrow(Dense<1, 1>),
}

/// A set that is mounted.
const OF_DENSE: ::paraminit::Rules<'static, Dense<2, 2>> = ::paraminit::init! { <Dense<2, 2>> ** => zeros };

#[test]
fn user_items_do_not_matter() {
    use ::paraminit::ModelExt as _;
    // The user's own; a bare name in a rule is ours.
    normal();
    let rules = ::paraminit::init! { <Model>
        dense.weight => normal(0.0, 1.0),
        dense.bias => zeros,
        place => { ::paraminit::init::ones() },
        ** => default,
    };
    let built = rules.build_with(ModelDims { dims: 3 }, 1).map_err(|error| ::std::string::ToString::to_string(&error));
    let default = Model::init_with(ModelDims { dims: 3 }, 1);
    ::core::assert!(built.is_ok_and(|model| model.place.len() == 3 && ::core::matches!(model.init, usize)));
    let mounted = ::paraminit::init! { <Model> dense => rules(OF_DENSE), ** => default };
    let built = mounted.build_with(ModelDims { dims: 3 }, 1);
    ::core::assert!(built.is_ok_and(|model| model.dense.weight()[[0, 0]] == 0.0 && model.rows == 2));
    let either = Either::init_with(EitherDims { wide: 3 }, 1);
    ::core::assert!(either.is_ok_and(|model| ::core::matches!(model, Either::Wide(_))));
    ::core::assert!(default.is_ok_and(|model| model.visitor.len() == 9));
}
