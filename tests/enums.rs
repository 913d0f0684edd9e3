//! Enums as parts of models, and as models: every variant is checked, the one that is there is filled.

use ndarray::{Array1, Array2};
use paraminit::layers::{LazyDense, LazyDenseDims};
use paraminit::prelude::*;

fn paths<M: Initialize>(model: &M) -> Vec<String> {
    model.named_parameters().iter().map(|(path, _)| path.to_string()).collect()
}

#[derive(Initialize)]
struct Mlp {
    up: Dense<4, 8>,
    down: Dense<8, 4>,
}

#[derive(Initialize)]
#[init(dims(width, experts))]
struct Moe {
    #[init(len = experts)]
    experts: Vec<Mlp>,
    #[init(shape = [experts, width], axes = [out, in], normal(0.0, 0.02))]
    router: Array2<f32>,
}

#[derive(Initialize)]
#[init(dims(width, experts, plain), gain => ones)]
enum Block {
    #[init(build = experts == 0 && !(plain == 1))]
    Dense(Mlp),
    #[init(build = experts > 0, router => normal(0.0, 0.5))]
    Moe(#[init(dims { width, experts })] Moe),
    #[init(build)]
    Scale {
        #[init(shape = [width])]
        gain: Array1<f32>,
        #[init(skip = width)]
        width: usize,
    },
    Pair(Dense<4, 4>, #[init(zeros)] f32),
    Nothing,
}

impl Block {
    fn new(width: usize, experts: usize, plain: usize) -> Self {
        Self::init_with(BlockDims { width, experts, plain }, 42).expect("a variant is marked")
    }
}

#[test]
fn building_takes_the_first_variant_whose_condition_holds() {
    assert!(matches!(Block::new(4, 0, 0), Block::Dense(_)));
    let Block::Moe(moe) = Block::new(4, 2, 1) else { panic!("two experts") };
    assert_eq!((moe.experts.len(), moe.router.dim()), (2, (2, 4)));
    let Block::Scale { gain, width } = Block::new(3, 0, 1) else { panic!("nothing else is to be built") };
    assert_eq!((gain, width), (Array1::ones(3), 3));
}

#[test]
fn a_variant_adds_no_segment() {
    assert_eq!(paths(&Block::new(4, 0, 0)), ["up.weight", "up.bias", "down.weight", "down.bias"]);
    assert_eq!(paths(&Block::new(4, 1, 0)).last().map(String::as_str), Some("router"));
    assert_eq!(paths(&Block::new(4, 0, 1)), ["gain"]);
    let pair = Block::Pair(Dense::init(1).expect("static sizes"), 1.0);
    assert_eq!(paths(&pair), ["0.weight", "0.bias", "1"]);
    assert_eq!(paths(&Block::Nothing), Vec::<String>::new());
}

#[derive(Initialize)]
struct Net {
    blocks: Vec<Block>,
    last: Option<Box<Block>>,
}

fn net() -> Net {
    let blocks = vec![Block::new(4, 0, 0), Block::new(4, 2, 0), Block::new(4, 0, 1), Block::Nothing];
    Net { blocks, last: Some(Box::new(Block::Pair(Dense::init(1).expect("static sizes"), 1.0))) }
}

#[test]
fn rules_name_variants_by_the_kind_of_what_they_hold() {
    let mut net = net();
    let rules = init! { <Net>
        <Mlp>.up.weight => ones,
        blocks[*].<Moe>.router => constant(2.0),
        <Scale>.gain => constant(3.0),
        last[0].weight | last[1] => constant(4.0),
        ** => zeros,
    };
    rules.apply(&mut net, 42).expect("every rule suits");
    let [Block::Dense(dense), Block::Moe(moe), Block::Scale { gain, .. }, Block::Nothing] = &net.blocks[..] else {
        panic!("variants stay what they are")
    };
    assert!(dense.up.weight().iter().all(|&x| x == 1.0) && dense.down.weight().iter().all(|&x| x == 0.0));
    assert!(moe.router.iter().all(|&x| x == 2.0) && moe.experts[1].up.weight().iter().all(|&x| x == 1.0));
    assert!(gain.iter().all(|&x| x == 3.0));
    let Some(Block::Pair(pair, scalar)) = net.last.as_deref() else { panic!("variants stay what they are") };
    assert!(pair.weight().iter().all(|&x| x == 4.0) && *scalar == 4.0);
}
