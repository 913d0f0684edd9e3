//! Who wins: `init!` first; then, from the outermost struct inwards, the attribute on its field, then the attribute on
//! the struct itself; last the layer's own default.

use paraminit::prelude::*;

/// A layer whose author says 1 on the struct and 2 on one field.
#[derive(Initialize)]
#[init(** => constant(1.0))]
struct Layer {
    plain: [f32; 2],
    #[init(constant(2.0))]
    special: [f32; 2],
}

/// A user of the layer who says nothing.
#[derive(Initialize)]
struct Silent {
    layer: Layer,
}

/// One who says 3 on the struct.
#[derive(Initialize)]
#[init(layer.* => constant(3.0))]
struct OnStruct {
    layer: Layer,
}

/// One who says 3 on the struct and 4 on the field.
#[derive(Initialize)]
#[init(**.plain => constant(3.0), other => constant(9.0))]
struct OnField {
    #[init(special => constant(4.0))]
    layer: Layer,
    other: f32,
}

/// One who wraps that one.
#[derive(Initialize)]
struct Outer {
    #[init(layer.special => constant(5.0))]
    inner: OnField,
    lists: [OnField; 1],
}

fn values(layer: &Layer) -> (f32, f32) {
    (layer.plain[1], layer.special[1])
}

#[test]
fn a_field_beats_its_struct_and_a_user_beats_the_author() {
    assert_eq!(values(&Silent::init(1).expect("static").layer), (1.0, 2.0));
    assert_eq!(values(&OnStruct::init(1).expect("static").layer), (3.0, 3.0));
    assert_eq!(values(&OnField::init(1).expect("static").layer), (3.0, 4.0));
    let outer = Outer::init(1).expect("static");
    assert_eq!(values(&outer.inner.layer), (3.0, 5.0));
    assert_eq!(values(&outer.lists[0].layer), (3.0, 4.0));
    assert_eq!(outer.inner.other, 9.0);
}

#[test]
fn init_beats_every_attribute_and_default_gives_back_to_them() {
    let rules = init! { <Outer>
        inner.layer.special | lists[*].**.plain => constant(6.0),
        inner.layer.plain => keep,
        ** => default,
    };
    let mut outer = Outer::init(1).expect("static");
    outer.inner.layer.plain = [7.0; 2];
    outer.inner.other = 8.0;
    rules.apply(&mut outer, 1).expect("the rules suit");
    assert_eq!(values(&outer.inner.layer), (7.0, 6.0));
    assert_eq!(values(&outer.lists[0].layer), (6.0, 4.0));
    assert_eq!(outer.inner.other, 9.0);
}

#[test]
fn the_first_rule_that_matches_wins() {
    let rules = init! { <[Layer; 6]>
        [2].plain => constant(2.0),
        [1..4].plain => constant(3.0),
        [4..].plain => constant(4.0),
        <Layer>.plain => constant(5.0),
        [*].* => constant(6.0),
    };
    let built = rules.build(1).expect("static");
    let first: Vec<f32> = built.iter().map(|layer| layer.plain[0]).collect();
    assert_eq!(first, [5.0, 3.0, 2.0, 3.0, 4.0, 4.0]);
    assert!(built.iter().all(|layer| layer.special == [6.0; 2]));
}

/// A part that says it is a `Dense`, and one whose kind is its name.
#[derive(Initialize)]
#[init(kind = Dense, ** => zeros)]
struct MyDense {
    weight: [[f32; 2]; 2],
}

#[derive(Initialize)]
#[init(** => zeros)]
struct Other {
    weight: [f32; 2],
}

#[derive(Initialize)]
struct Kinds {
    a: MyDense,
    b: Dense<2, 2>,
    c: Other,
}

#[test]
fn kinds_match_what_declares_them() {
    let rules = init! { <Kinds> <Dense>.weight => ones, <Kinds>.c.* => constant(2.0), ** => default };
    let built = rules.build(1).expect("static");
    assert_eq!(built.a.weight, [[1.0; 2]; 2]);
    assert!(built.b.weight().iter().all(|&x| x == 1.0));
    assert_eq!(built.c.weight, [2.0; 2]);
}

/// Attributes may say what only run time knows.
#[derive(Initialize)]
struct RunTime {
    #[init(|p| init::constant(p.shape()[0] as f64))]
    by_shape: [f32; 3],
    #[init([*].weight => |p| init::constant(10.0 * p.len(0) as f64 + p.index(0) as f64))]
    blocks: [Other; 2],
    #[init({ init::constant(f64::from(u8::MAX)) })]
    in_braces: f32,
    #[init(init!<ones>)]
    macro_spelling: f32,
}

#[test]
fn attributes_at_run_time() {
    let built = RunTime::init(1).expect("static");
    assert_eq!(built.by_shape, [3.0; 3]);
    assert_eq!((built.blocks[0].weight, built.blocks[1].weight), ([20.0; 2], [21.0; 2]));
    assert_eq!((built.in_braces, built.macro_spelling), (255.0, 1.0));
}

/// A user's own initializer may be called as one is in another system.
mod own_names {
    use paraminit::prelude::*;

    const fn kaiming(value: f64) -> Init {
        init::constant(value)
    }

    const fn zeros_() -> Init {
        init::ones()
    }

    #[derive(Initialize)]
    struct Net<T: Scalar> {
        #[init(weight => kaiming(2.0), bias => zeros_)]
        dense: Dense<2, 2, T>,
    }

    mod below {
        use super::*;

        #[test]
        fn they_come_before_the_hint() -> Result<(), InitError> {
            let net = Net::<f64>::init(1)?;
            assert_eq!((net.dense.weight()[[0, 0]], net.dense.bias()[0]), (2.0, 1.0));
            let net = init! { <Net<f32>> **.weight => kaiming(3.0), **.bias => zeros_ }.build(1)?;
            assert_eq!((net.dense.weight()[[0, 0]], net.dense.bias()[0]), (3.0, 1.0));
            Ok(())
        }
    }
}

/// A set of 256 closures that borrow: what they nest in is as deep as a logarithm.
#[test]
fn hundreds_of_closures() {
    /// Four times as many rules with each dot.
    macro_rules! closures {
        ([$($rules:tt)*] . $($dots:tt)*) => { closures!([$($rules)* $($rules)* $($rules)* $($rules)*] $($dots)*) };
        ([$($rules:tt)*]) => { init! { <Dense<2, 2>> $($rules)* } };
    }
    let scale = 2.0;
    let rules = closures!([* ?=> |p| init::constant(scale + [0.0, 1.0, 2.0][p.rank()]),] . . . .);
    let layer = rules.build(1).expect("the first closure governs all");
    assert_eq!((layer.weight()[[0, 0]], layer.bias()[0]), (4.0, 3.0));
}
