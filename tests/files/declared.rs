//! Two models that declare one array: what both say of its axes and parts must agree.

use std::collections::{BTreeMap, HashMap};

use ndarray::{Array1, Array2, s};
use paraminit::io;
use paraminit::prelude::*;

use super::{faults, file_of};

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(bias.* => zeros)]
struct Mha {
    #[init(shape = [24, 8], axes = [out, in], parts(q = 8, k = 8, v = 8))]
    #[init(q => constant(1.0), k => constant(2.0), v => constant(3.0))]
    qkv: Array2<f32>,
    #[init(shape = [24], axes = [out], parts(q = 8, k = 8, v = 8))]
    bias: Array1<f32>,
}

fn mha() -> Mha {
    Mha::init(1).expect("static")
}

/// The values of the parts of lengths, of which each has one value.
fn values(array: &Array2<f32>, lengths: &[usize]) -> Vec<f32> {
    let mut from = 0;
    let part = |len: &usize| {
        let part = array.slice(s![from..from + len, ..]);
        from += len;
        assert!(part.iter().all(|x| *x == part[[0, 0]]), "{part}");
        part[[0, 0]]
    };
    lengths.iter().map(part).collect()
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => zeros)]
struct Reordered {
    #[init(shape = [24, 8], axes = [out, in], parts(k = 8, q = 8, v = 8))]
    qkv: Array2<f32>,
    #[init(shape = [24], axes = [out], parts(v = 8, k = 8, q = 8))]
    bias: Array1<f32>,
}

// keras 8720, 15915: values are taken by position where both sides have names.
#[test]
fn parts_in_another_order_are_taken_by_name() {
    let mut theirs = mha();
    theirs.bias = Array1::from_iter((0_u16..24).map(f32::from));
    let rules = init! { <Reordered> ** => from(&theirs) };
    let built = rules.build(1).expect("the same parts");
    assert_eq!(values(&built.qkv, &[8, 8, 8]), [2.0, 1.0, 3.0]);
    assert_eq!((built.bias[0], built.bias[8], built.bias[16]), (16.0, 8.0, 0.0));
    // Into a model that exists, one part alone, and from a map of models.
    let mut loaded = Reordered::init(2).expect("static");
    io::load(&mut loaded, init::from(&theirs)).expect("the same parts");
    assert_eq!(loaded, built);
    let map = HashMap::from([("net", theirs.clone())]);
    let some = init! { <Reordered> qkv.q | bias.q => from(&map, prefix = "net.", allow_unused = ["net.*.k", "net.*.v"]), ** => zeros };
    let some = some.build(3).expect("the same parts");
    assert_eq!(values(&some.qkv, &[8, 8, 8]), [0.0, 1.0, 0.0]);
    assert_eq!((some.bias[15], some.bias[16]), (0.0, 0.0));
    assert_eq!(some.bias[17], 1.0);
    // By a map of sorted keys, below a container.
    let map = BTreeMap::from([("a", vec![theirs.clone()])]);
    let from = init::from(&map).prefix("a.0.");
    let rules = init! { <Reordered> ** => { from } };
    assert_eq!(rules.build(4).expect("the same parts"), built);
}

// keras 8720: other sizes are no permutation.
#[test]
fn parts_of_other_lengths_or_names_are_refused() {
    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(** => zeros)]
    struct Grouped {
        #[init(shape = [24, 8], axes = [out, in], parts(q = 16, k = 4, v = 4))]
        qkv: Array2<f32>,
        #[init(shape = [24], axes = [out], parts(query = 8, k = 8, v = 8))]
        bias: Array1<f32>,
    }

    let theirs = mha();
    let mut grouped = Grouped::init(2).expect("static");
    let before = grouped.clone();
    let error = io::load(&mut grouped, init::from(&theirs)).expect_err("other parts");
    assert_eq!(grouped, before);
    let (found, sizes) = ("parts(q = 8, k = 8, v = 8)", "parts(q = 16, k = 4, v = 4)");
    let mut expected: Vec<_> =
        ["q", "k", "v"].iter().map(|part| format!("qkv.{part}: {found} into {sizes} of qkv")).collect();
    let names = "parts(query = 8, k = 8, v = 8)";
    expected.extend(["query", "k", "v"].iter().map(|part| format!("bias.{part}: {found} into {names} of bias")));
    assert_eq!(faults(&error), expected);
    let text = error.to_string();
    assert!(
        text.contains(&format!("`qkv` in `from(Mha)` is cut into `{found}`, and the array here into `{sizes}`")),
        "{text}"
    );
    // A plan says so, too.
    let rules = init! { <Grouped> qkv.* => from(&theirs, allow_unused = ["bias"]), ** => zeros };
    let plan = rules.plan(&grouped);
    assert_eq!(plan.failures().len(), 3);
    assert!(plan.entries()[0].initializer().starts_with("error: `qkv` in `from(Mha)` is cut into"), "{plan}");
}

#[test]
fn parts_along_another_axis_are_refused() {
    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(** => zeros)]
    struct Upright {
        #[init(shape = [8, 8], axes = [out, in], parts(a = 4, b = 4))]
        both: Array2<f32>,
    }

    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(** => zeros)]
    struct Lying {
        #[init(shape = [8, 8], axes = [out, in], parts(in: a = 4, b = 4))]
        both: Array2<f32>,
    }

    let theirs = Lying::init(1).expect("static");
    let error = init! { <Upright> ** => from(&theirs) }.build(1).expect_err("another axis");
    assert_eq!(
        faults(&error),
        ["both.a", "both.b"].map(|part| format!("{part}: parts(1: a = 4, b = 4) into parts(a = 4, b = 4) of both"))
    );
}

#[test]
fn what_one_side_alone_declares_is_taken_as_it_lies() {
    #[derive(Clone, Debug, PartialEq, Initialize)]
    #[init(** => zeros)]
    struct Plain {
        #[init(shape = [24, 8], axes = [3 * out, in])]
        qkv: Array2<f32>,
        #[init(shape = [24])]
        bias: Array1<f32>,
    }

    let theirs = mha();
    let plain = init! { <Plain> ** => from(&theirs) }.build(1).expect("the same shapes");
    assert_eq!(values(&plain.qkv, &[8, 8, 8]), [1.0, 2.0, 3.0]);
    let back = init! { <Reordered> ** => from(&plain) }.build(1).expect("the same shapes");
    assert_eq!(values(&back.qkv, &[8, 8, 8]), [1.0, 2.0, 3.0]);
    // A file holds neither axes nor parts.
    let (_folder, path) = file_of(&theirs);
    let loaded = init! { <Reordered> ** => load(&path) }.build(1).expect("the same shapes");
    assert_eq!(loaded.qkv, theirs.qkv);
    // A map of arrays declares nothing.
    let map = BTreeMap::from([("qkv", theirs.qkv.clone())]);
    let mapped = init! { <Reordered> qkv.* => from(&map), ** => zeros }.build(1).expect("the same shapes");
    assert_eq!(mapped.qkv, theirs.qkv);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(inputs, outputs))]
struct Flax {
    #[init(shape = [inputs, outputs], axes = [in, out], normal(0.0, 1.0))]
    weight: Array2<f32>,
}

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(dims(inputs, outputs))]
struct Torch {
    #[init(shape = [outputs, inputs], axes = [out, in], normal(0.0, 1.0))]
    weight: Array2<f32>,
}

// keras 8720: a square matrix is transposed in silence.
#[test]
fn other_axes_are_refused_square_or_not() {
    for (inputs, outputs) in [(4, 4), (4, 3)] {
        let theirs = Flax::init_with(FlaxDims { inputs, outputs }, 1).expect("small");
        let mut ours = Torch::init_with(TorchDims { inputs, outputs }, 2).expect("small");
        let before = ours.clone();
        let error = io::load(&mut ours, init::from(&theirs)).expect_err("other axes");
        assert_eq!(faults(&error), ["weight: [in, out] into [out, in] of weight"]);
        assert_eq!(ours, before);
        let rules = init! { <Torch> ** => from(&theirs) };
        assert!(rules.plan(&ours).to_string().contains("has the axes [in, out], and the parameter has [out, in]"));
        // As the message says: a map of arrays, transposed.
        let map = BTreeMap::from([("weight", theirs.weight.t().to_owned())]);
        io::load(&mut ours, init::from(&map)).expect("transposed");
        assert_eq!(ours.weight, theirs.weight.t());
    }
}

#[test]
fn other_numbers_of_blocks_are_refused() {
    #[derive(Clone, Debug, PartialEq, Initialize)]
    struct Packed {
        #[init(shape = [12, 4], axes = [3 * out, in], zeros)]
        weight: Array2<f32>,
    }

    #[derive(Clone, Debug, PartialEq, Initialize)]
    struct Gates {
        #[init(shape = [12, 4], axes = [4 * out, in], zeros)]
        weight: Array2<f32>,
    }

    let gates = Gates::init(1).expect("static");
    let error = init! { <Packed> ** => from(&gates) }.build(1).expect_err("other blocks");
    assert_eq!(faults(&error), ["weight: [4 * out, in] into [3 * out, in] of weight"]);
    let plain = Torch::init_with(TorchDims { inputs: 4, outputs: 12 }, 1).expect("small");
    assert!(init! { <Packed> ** => from(&plain) }.build(1).is_ok());
}

/// A name that `rename` gives a part is a name: it leads to the part that is called so, or nowhere.
#[test]
fn a_renamed_part_is_the_part_of_that_name() {
    let theirs = mha();
    let mut model = mha();
    let other = init! { <Mha>
        qkv.q => from(&theirs, rename = |path| path.replace("qkv.q", "qkv.k"), allow_unused = ["bias", "qkv.q", "qkv.v"]),
        ** => keep,
    };
    other.apply(&mut model, 1).expect("parts of equal length");
    assert_eq!(values(&model.qkv, &[8, 8, 8]), [2.0, 2.0, 3.0]);

    let nowhere = init! { <Mha> qkv.q => from(&theirs, rename = |path| path.replace("qkv.q", "nonsense")), ** => keep };
    assert!(nowhere.apply(&mut model, 1).is_err());

    let (_folder, file) = file_of(&theirs);
    for name in ["absent.q", "absent.k", "my_qkv.q", "qkv.other", "other"] {
        let rules = init! { <Mha> qkv.q => load(&file, rename = |path| path.replace("qkv.q", name)), ** => keep };
        let found = faults(&rules.apply(&mut model, 1).expect_err(name));
        assert!(found.contains(&format!("qkv.q: missing {name}")), "{found:?}");
    }
    assert_eq!(values(&model.qkv, &[8, 8, 8]), [2.0, 2.0, 3.0]);
}

/// What nobody takes of an array is left behind as a tensor is: said, not assumed.
#[test]
fn parts_that_nobody_takes_are_unused() {
    let theirs = mha();
    let (_folder, file) = file_of(&theirs);
    let some = [
        init! { <Reordered> qkv.q => from(&theirs, allow_unused = ["bias"]), ** => zeros },
        // A file declares no parts: those that it is read for are left.
        init! { <Reordered> qkv.q => load(&file, allow_unused = ["bias"]), ** => zeros },
    ];
    for (rules, left) in some.iter().zip([["k", "v"], ["k", "v"]]) {
        let error = rules.build(1).expect_err("two parts are left");
        assert_eq!(faults(&error), left.map(|part| format!(": unused qkv.{part}")));
        assert_eq!(error.failures()[0].shape, [8, 8]);
    }
    let error = some[0].build(1).expect_err("two parts are left").to_string();
    assert!(error.contains("allow_unused = [\"qkv.k\"]"), "{error}");
    let rules = init! { <Reordered> qkv.q => from(&theirs, allow_unused = ["bias", "qkv.k", "qkv.v"]), ** => zeros };
    assert_eq!(values(&rules.build(1).expect("allowed").qkv, &[8, 8, 8]), [0.0, 1.0, 0.0]);
    // A pattern for all of the array, and one for nothing.
    let rules = init! { <Reordered> qkv.q => from(&theirs, allow_unused = ["bias", "qkv"]), ** => zeros };
    assert!(rules.build(1).is_ok());
    let rules = init! { <Reordered> qkv.q => from(&theirs, allow_unused = ["bias", "qkv.*", "qkv.w"]), ** => zeros };
    let found = faults(&rules.build(1).expect_err("no such part"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("allow_unused qkv.w"), "{found:?}");
    // What two rules take together is whole.
    let rules = init! { <Reordered>
        qkv.q | qkv.k => from(&theirs, allow_unused = ["bias"]),
        qkv.v => from(&theirs),
        ** => zeros,
    };
    assert!(rules.build(1).is_ok());
    // A parameter that misses its part takes nothing, and is said by itself.
    let theirs = Reordered::init(1).expect("static");
    let rules = init! { <Mha> ** => from(&theirs) };
    assert!(rules.build(1).is_ok());
}
