//! Raw identifiers wherever an attribute names something, and names that the macro uses itself.

use ndarray::{Array1, Array2};
use paraminit::prelude::*;

mod r#mod {
    #[derive(Clone)]
    pub struct r#Config {
        pub r#type: usize,
        pub r#in: usize,
    }

    #[expect(non_camel_case_types)]
    #[derive(Clone)]
    pub struct r#type {
        pub width: usize,
    }
}

#[derive(Initialize)]
#[init(config = r#mod::r#Config)]
struct Configured {
    #[init(shape = [cfg.r#type, cfg.r#in], axes = [out, in], ** => xavier_uniform)]
    r#fn: Array2<f32>,
    #[init(when = cfg.r#in > 1, shape = [cfg.r#type], ones)]
    r#match: Option<Array1<f32>>,
}

#[derive(Initialize)]
#[init(config = r#mod::r#type)]
struct Lower {
    #[init(shape = [cfg.width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
#[init(dims(r#type, __dims, __p, model, index))]
struct Named {
    #[init(shape = [r#type, __dims], axes = [out, in], orthogonal)]
    weight: Array2<f32>,
    #[init(shape = [__p + model * index], zeros)]
    bias: Array1<f32>,
    #[init(dims { r#in: r#type, out: __dims })]
    inner: Inner,
    #[init(skip = __dims)]
    __dims: usize,
}

#[derive(Initialize)]
#[init(dims(r#in, out))]
struct Inner {
    #[init(shape = [r#in, out], ones)]
    gain: Array2<f32>,
    #[init(skip = r#in)]
    r#in: usize,
    #[init(shape = [2 * r#in], axes = [out], parts(r#if = r#in, r#else = r#in), ** => zeros)]
    gates: Array1<f32>,
}

fn main() {
    let config = r#mod::r#Config { r#type: 3, r#in: 2 };
    let built = Configured::init_with(&config, 1).unwrap();
    assert_eq!((built.r#fn.dim(), built.r#match.map(|gain| gain.len())), ((3, 2), Some(3)));
    assert_eq!(Lower::init_with(&r#mod::r#type { width: 2 }, 1).unwrap().gain.len(), 2);
    let named = Named::init_with(NamedDims { r#type: 3, __dims: 2, __p: 1, model: 2, index: 2 }, 1).unwrap();
    assert_eq!((named.weight.dim(), named.bias.len(), named.inner.gain.dim()), ((3, 2), 5, (3, 2)));
    assert_eq!((named.__dims, named.inner.r#in), (2, 3));
    let rules = init! { <Inner> gates.r#if => ones, gates.else => zeros, gain => ones };
    assert_eq!(rules.build_with(InnerDims { r#in: 2, out: 1 }, 1).unwrap().gates.to_vec(), [1.0, 1.0, 0.0, 0.0]);
}
