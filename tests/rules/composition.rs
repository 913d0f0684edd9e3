//! Rules made of rules: optional ones, the last element, sets mounted on parts.

use std::collections::BTreeMap;

use ndarray::Array1;
use paraminit::FailureKind;
use paraminit::plan::PlanEntry;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Block {
    up: Dense<4, 8>,
    down: Dense<8, 4>,
}

#[derive(Initialize)]
#[init(dims(layers))]
struct Net {
    #[init(len = layers)]
    blocks: Vec<Block>,
    head: Dense<4, 2>,
}

#[derive(Initialize)]
struct Fixed {
    blocks: [Block; 3],
}

fn net(layers: usize) -> Net {
    Net::init_with(NetDims { layers }, 7).expect("the attributes suit")
}

fn weights(net: &Net) -> Vec<f32> {
    net.blocks.iter().map(|block| block.up.weight()[[0, 0]]).collect()
}

#[test]
fn an_optional_rule_may_match_nothing_or_be_taken() -> Result<(), InitError> {
    let rules = init! { <Net>
        **.lora_a ?=> ones,
        <Conv>.weight ?=> ones,
        **.weight => constant(2.0),
        head.weight ?=> ones,
        blocks[7].up.bias ?=> ones,
        ** => zeros,
    };
    let net = rules.build_with(NetDims { layers: 2 }, 1)?;
    assert_eq!(net.head.weight()[[0, 0]], 2.0);
    assert_eq!(net.blocks[1].up.bias()[0], 0.0);
    let deep = rules.build_with(NetDims { layers: 8 }, 1)?;
    assert_eq!(deep.blocks[7].up.bias()[0], 1.0);
    assert!(format!("{rules:?}").contains("head.weight ?=> ones"), "{rules:?}");
    Ok(())
}

#[test]
fn optional_rules_stand_in_attributes_too() -> Result<(), InitError> {
    #[derive(Initialize)]
    #[init(**.gain ?=> zeros, **.bias ?=> constant(3.0))]
    struct Wrapper {
        #[init(scale ?=> ones, weight => constant(2.0))]
        inner: Dense<4, 8>,
    }
    #[derive(Initialize)]
    #[init(**.gain ?=> zeros, **.bias ?=> constant(3.0), ** => ones)]
    struct Generic<L> {
        inner: L,
    }
    let wrapper = Wrapper::init(1)?;
    assert_eq!((wrapper.inner.bias()[0], wrapper.inner.weight()[[0, 0]]), (3.0, 2.0));
    let generic = Generic::<Dense<4, 8>>::init(1)?;
    assert_eq!((generic.inner.bias()[0], generic.inner.weight()[[0, 0]]), (3.0, 1.0));
    Ok(())
}

#[test]
fn the_last_block_is_an_exception() -> Result<(), InitError> {
    let rules = init! { <Net>
        blocks[last].**.weight => constant(9.0),
        blocks[0..2].up.weight => constant(1.0),
        blocks[..last].**.weight => constant(2.0),
        ** => zeros,
    };
    assert_eq!(weights(&rules.build_with(NetDims { layers: 4 }, 1)?), [1.0, 1.0, 2.0, 9.0]);
    assert_eq!(weights(&rules.build_with(NetDims { layers: 2 }, 1)?), [1.0, 9.0]);
    let error = rules.build_with(NetDims { layers: 0 }, 1).err().expect("there is no last block");
    let missing = |cause: &FailureKind| matches!(cause, FailureKind::NoElement { index: 0, len: 0 });
    assert!(error.failures().iter().any(|failure| missing(&failure.cause)), "{error}");
    Ok(())
}

#[test]
fn the_last_of_an_array() -> Result<(), InitError> {
    let rules = init! { <Fixed>
        blocks[last].up.weight => constant(9.0),
        blocks[1..last].up.weight => constant(2.0),
        blocks[..last].up.weight => ones,
        ** => zeros,
    };
    let fixed = rules.build(1)?;
    let weights: Vec<f32> = fixed.blocks.iter().map(|block| block.up.weight()[[0, 0]]).collect();
    assert_eq!(weights, [1.0, 2.0, 9.0]);
    Ok(())
}

#[test]
fn the_last_anywhere_may_be_of_some_container_only() -> Result<(), InitError> {
    #[derive(Initialize)]
    #[init(dims(a, b))]
    struct Two {
        #[init(len = a)]
        left: Vec<Dense<2, 2>>,
        #[init(len = b)]
        right: Vec<Dense<2, 2>>,
    }
    let rules = init! { <Two> **[last].weight => ones, ** => zeros };
    let two = rules.build_with(TwoDims { a: 0, b: 2 }, 1)?;
    assert_eq!((two.right[0].weight()[[0, 0]], two.right[1].weight()[[0, 0]]), (0.0, 1.0));
    assert!(rules.build_with(TwoDims { a: 0, b: 0 }, 1).is_err());
    Ok(())
}

#[test]
fn what_only_run_time_can_leave_uncovered_is_an_error_there() {
    // Of a `Vec` the compiler cannot know whether its last element is behind number 4.
    let rules = init! { <Net>
        **[..last].**.weight => zeros,
        **[5..].**.weight => ones,
        head.weight | **.bias => zeros,
    };
    assert!(rules.build_with(NetDims { layers: 8 }, 1).is_ok());
    assert!(rules.apply(&mut net(3), 1).is_err());
}

const BLOCK_RULES: Rules<'static, Block> = init! { <Block>
    **.bias => zeros,
    up.weight => constant(5.0),
    <Dense>.weight => default,
};

const fn block_rules() -> Rules<'static, Block> {
    BLOCK_RULES
}

#[test]
fn a_set_of_a_part_is_mounted_on_every_such_part() -> Result<(), InitError> {
    let rules = init! { <Net>
        blocks[last].up.weight => ones,
        blocks[*] => rules(BLOCK_RULES),
        head.weight | head.bias => constant(3.0),
    };
    let net = rules.build_with(NetDims { layers: 3 }, 1)?;
    assert_eq!(weights(&net), [5.0, 5.0, 1.0]);
    assert_eq!(net.head.bias()[0], 3.0);
    let direct = init! { <Net>
        blocks[last].up.weight => ones,
        blocks[*].up.weight => constant(5.0),
        blocks[*].**.bias => zeros,
        blocks[*].** => default,
        head.** => constant(3.0),
    };
    let other = direct.build_with(NetDims { layers: 3 }, 1)?;
    for (a, b) in net.blocks.iter().zip(&other.blocks) {
        assert_eq!(a.down.weight(), b.down.weight());
    }
    let plan = rules.plan(&net).to_string();
    assert!(plan.contains("composition.rs"), "{plan}");
    assert_eq!(
        format!("{rules:?}"),
        "[blocks[last].up.weight => ones, blocks[*].**.bias => zeros, blocks[*].up.weight => constant(5.0), \
         blocks[*].<Dense>.weight => default, head.weight | head.bias => constant(3.0)]"
    );
    Ok(())
}

#[test]
fn a_set_is_made_by_a_const_fn_and_mounted_on_alternatives() -> Result<(), InitError> {
    #[derive(Initialize)]
    struct Pair {
        left: Block,
        right: Option<Box<Block>>,
        rest: (Block, Dense<4, 4>),
    }
    let rules = init! { <Pair>
        left | right | rest[0] => rules(block_rules()),
        ** => zeros,
    };
    let pair = rules.build(1)?;
    assert_eq!(pair.left.up.weight()[[0, 0]], 5.0);
    assert_eq!(pair.right.map(|right| right.up.weight()[[0, 0]]), Some(5.0));
    assert_eq!((pair.rest.0.up.weight()[[0, 0]], pair.rest.1.weight()[[0, 0]]), (5.0, 0.0));
    let rules = init! { <Pair> **.<Block> => rules(block_rules()), ** => zeros };
    assert_eq!(rules.build(1)?.rest.0.up.weight()[[0, 0]], 5.0);
    Ok(())
}

#[derive(Initialize)]
struct Encoder {
    blocks: [Block; 2],
}

const ENCODER_RULES: Rules<'static, Encoder> = init! { <Encoder>
    [last].up.weight ?=> ones,
    blocks[last].up.weight => ones,
    blocks[*] => rules(BLOCK_RULES),
};

#[test]
fn sets_nest_and_stand_anywhere() -> Result<(), InitError> {
    #[derive(Initialize)]
    struct Model([Encoder; 2], Dense<4, 4>);
    let rules = init! { <Model>
        [1].weight => constant(7.0),
        **.lora ?=> rules(BLOCK_RULES),
        [0][0].blocks[0].up.weight => constant(6.0),
        [0][*] => rules(ENCODER_RULES),
        [1].bias => { init::constant(8.0) },
    };
    let Model(encoders, head) = rules.build(1)?;
    let weights: Vec<f32> =
        encoders.iter().flat_map(|encoder| &encoder.blocks).map(|block| block.up.weight()[[0, 0]]).collect();
    assert_eq!(weights, [6.0, 1.0, 5.0, 1.0]);
    assert_eq!((head.weight()[[0, 0]], head.bias()[0]), (7.0, 8.0));
    Ok(())
}

/// GPT-2: normal(0, 0.02), projections onto the residual stream smaller by the root of their number, two a block.
#[expect(clippy::cast_precision_loss, reason = "a number of blocks")]
const GPT2: Rules<'static, Block> = init! { <Block>
    down.weight => const |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
    **.weight => normal(0.0, 0.02),
    **.bias => zeros,
};

#[test]
fn residual_scaling_stands_in_the_set_of_a_block() {
    let rules = init! { <Net> blocks[*] => rules(GPT2), head.** => default };
    let plan = rules.plan(&net(8));
    let stds: Vec<f64> = plan.entries().iter().filter_map(PlanEntry::moments).map(|(_, std)| std).collect();
    assert_eq!(stds[2], 0.02 / 4.0);
    assert_eq!(stds[0], 0.02);
    let lonely = GPT2.plan(&net(1).blocks.remove(0));
    assert!(lonely.check().is_err(), "the block alone stands in no container");
}

/// Numbers that say which container was found: length, then index.
#[expect(clippy::cast_precision_loss, reason = "a number of blocks")]
const BY_NAME: Rules<'static, Inner> = init! { <Inner>
    blocks[*][*] => const |p| init::constant((p.len_of("blocks") * 10 + p.index_of("blocks")) as f64),
    maps[*][*] => const |p| init::constant((p.len_of("maps") * 10 + p.index_of("maps")) as f64),
};

#[derive(Initialize)]
struct Inner {
    #[init(shape = [1], len = [3, 2], required)]
    blocks: Vec<Vec<Array1<f32>>>,
    #[init(shape = [1], keys = ["a"], len = 4, required)]
    maps: BTreeMap<String, Vec<Array1<f32>>>,
}

#[test]
fn a_container_goes_by_its_field() -> Result<(), InitError> {
    #[derive(Initialize)]
    struct Outer {
        blocks: [Inner; 5],
    }
    let values = |plan: &Plan, path: &str| {
        let entry = plan.entries().iter().find(|entry| *entry.info().path() == path);
        entry.and_then(PlanEntry::moments).map(|(mean, _)| mean)
    };
    let alone = BY_NAME.plan_build()?;
    let inside = init! { <Outer> blocks[*] => rules(BY_NAME) }.plan_build()?;
    // The innermost field of that name, and of its containers the outer one.
    for (path, value) in [("blocks.2.1", 32.0), ("blocks.0.1", 30.0), ("maps.a.3", 43.0)] {
        assert_eq!(values(&alone, path), Some(value), "{path}");
        assert_eq!(values(&inside, &format!("blocks.4.{path}")), Some(value), "{path}");
    }
    Ok(())
}

#[test]
fn a_mounted_set_says_what_it_lacks_at_run_time() {
    let rules = init! { <Net> blocks[3] => rules(BLOCK_RULES), ** => default };
    let error = rules.apply(&mut net(2), 1).expect_err("there is no block 3");
    assert!(error.to_string().contains("there is no element 3: the length is 2"), "{error}");
    assert!(rules.apply(&mut net(4), 1).is_ok());
}

#[test]
fn a_set_of_a_map_reads_as_if_written_there() {
    type Heads = BTreeMap<String, Dense<2, 2>>;
    const HEADS: Rules<'static, Heads> = init! { <Heads> ["a"].weight => ones, [*].** => zeros };
    #[derive(Initialize)]
    struct Model {
        #[init(keys = ["a", "b"])]
        heads: Heads,
    }
    let rules = init! { <Model> heads => rules(HEADS) };
    assert_eq!(format!("{rules:?}"), "[heads[\"a\"].weight => ones, heads[*].** => zeros]");
    let model = rules.build(1).expect("the key is there");
    assert_eq!((model.heads["a"].weight()[[0, 0]], model.heads["b"].weight()[[0, 0]]), (1.0, 0.0));
}
