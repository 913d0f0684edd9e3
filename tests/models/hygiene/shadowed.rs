//! A scope where every name that an expansion might use means something else.

use ::paraminit::layers::Dense;

#[allow(dead_code, reason = "they only stand in the way")]
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
    place: ::ndarray::Array1<f32>,
    #[init(shape = [dims, dims], axes = [out, in], xavier_uniform(gain = Relu))]
    visitor: ::ndarray::Array2<f32>,
    #[init(skip)]
    init: usize,
}

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
    ::core::assert!(built.is_ok_and(|model| model.place.len() == 3 && model.init == 0));
    ::core::assert!(default.is_ok_and(|model| model.visitor.len() == 9));
}
