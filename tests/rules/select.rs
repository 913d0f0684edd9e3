//! Values chosen by pattern: what optimizers and trainers decide by name.

use std::collections::{BTreeMap, HashMap};

use ndarray::{Array1, Array2};
use paraminit::layers::{Dense, LazyDense};
use paraminit::prelude::*;
use paraminit::selection::{SelectError, SelectErrorKind};
use paraminit_renamed::foreign;

#[derive(Initialize)]
struct LayerNorm {
    #[init(ones)]
    gain: [f32; 4],
    #[init(zeros)]
    bias: [f32; 4],
}

#[derive(Initialize)]
struct Block {
    norm: LayerNorm,
    proj: Dense<4, 4>,
}

#[derive(Initialize)]
#[init(dims(layers))]
struct Gpt {
    #[init(len = layers)]
    blocks: Vec<Block>,
    extra: Option<Dense<4, 4, f64>>,
    head: Dense<4, 2>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Decay {
    Yes,
    No,
}

/// As in GPT-2's training: matrices decay, biases and norms do not.
const DECAY: Selection<Gpt, Decay> = select! { <Gpt>
    **.bias | <LayerNorm>.** => Decay::No,
    ** => Decay::Yes,
};

fn gpt(layers: usize) -> Gpt {
    Gpt::init_with(GptDims { layers }, 3).expect("the attributes suit")
}

#[test]
fn weight_decay_groups() -> Result<(), SelectError> {
    let net = gpt(2);
    let of: Vec<String> = DECAY.of(&net)?.iter().map(|(path, decay)| format!("{path} {decay:?}")).collect();
    assert_eq!(
        of,
        [
            "blocks.0.norm.gain No",
            "blocks.0.norm.bias No",
            "blocks.0.proj.weight Yes",
            "blocks.0.proj.bias No",
            "blocks.1.norm.gain No",
            "blocks.1.norm.bias No",
            "blocks.1.proj.weight Yes",
            "blocks.1.proj.bias No",
            "extra.weight Yes",
            "extra.bias No",
            "head.weight Yes",
            "head.bias No",
        ]
    );
    let groups = DECAY.groups(&net)?;
    assert_eq!(
        groups.iter().map(|group| (*group.value, group.paths.len())).collect::<Vec<_>>(),
        [(Decay::No, 8), (Decay::Yes, 4)]
    );
    let by_value: HashMap<Decay, usize> = groups.iter().map(|group| (*group.value, group.paths.len())).collect();
    assert_eq!(by_value[&Decay::Yes], 4);
    Ok(())
}

#[test]
fn a_part_that_is_absent_has_no_entry() -> Result<(), SelectError> {
    let mut net = gpt(1);
    net.extra = None;
    assert!(DECAY.of(&net)?.iter().all(|(path, _)| !path.to_string().starts_with("extra")));
    Ok(())
}

#[test]
fn learning_rates_by_depth_and_a_static() -> Result<(), SelectError> {
    static RATES: Selection<Gpt, f64> = select! { <Gpt>
        blocks[last].** => 1.0,
        blocks[..last].** => 0.5,
        **.lora_a ?=> 2.0,
        ** => 1e-1 * 0.5,
    };
    let net = gpt(3);
    assert_eq!(RATES.get(&net, "blocks.2.proj.weight")?, &1.0);
    assert_eq!(RATES.get(&net, "blocks.1.proj.weight")?, &0.5);
    assert_eq!(RATES.get(&net, "head.weight")?, &0.05);
    Ok(())
}

#[test]
fn freezing_by_a_walk_that_writes() -> Result<(), SelectError> {
    let trains = select! { <Gpt> blocks[last].** | head.** => true, ** => false };
    let mut net = gpt(2);
    let before: Vec<Vec<f64>> = net.named_parameters().iter().map(|(_, view)| numbers(view)).collect();
    let mut stepped = 0;
    trains.visit_mut(&mut net, |_, trains, mut values| {
        if *trains {
            stepped += values.shape().iter().product::<usize>();
            values.fill_with(|| 9.0);
        }
    })?;
    assert_eq!(stepped, 4 + 4 + 16 + 4 + 8 + 2);
    for ((path, view), before) in net.named_parameters().iter().zip(before) {
        let path = path.to_string();
        let trained = path.starts_with("blocks.1.") || path.starts_with("head.");
        assert_eq!(numbers(view) != before, trained, "{path}");
    }
    let mut seen = Vec::new();
    trains.visit(&net, |path, trains, values| {
        seen.push((path.to_string(), *trains, values.shape().iter().product::<usize>()));
    })?;
    assert_eq!(seen[0], ("blocks.0.norm.gain".to_owned(), false, 4));
    assert_eq!(seen.len(), 12);
    Ok(())
}

fn numbers(view: &View<'_>) -> Vec<f64> {
    match view {
        View::F32(values) => values.iter().map(|v| f64::from(*v)).collect(),
        View::F64(values) => values.iter().copied().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn adapter_targets_hold_any_constant() -> Result<(), SelectError> {
    struct Adapter {
        rank: usize,
        names: &'static [&'static str],
    }
    const fn adapter(rank: usize) -> Adapter {
        Adapter { rank, names: &["lora_a", "lora_b"] }
    }
    let targets = select! { <Gpt> blocks[*].proj.weight => Some(adapter(8)), ** => None };
    let net = gpt(2);
    let adapted: Vec<_> = targets.of(&net)?.into_iter().filter_map(|(path, to)| Some((path, to.as_ref()?))).collect();
    assert_eq!(adapted.len(), 2);
    assert_eq!(adapted[1].0, "blocks.1.proj.weight");
    assert_eq!((adapted[1].1.rank, adapted[1].1.names.len()), (8, 2));
    Ok(())
}

#[test]
fn lazy_parameters_have_values_before_they_exist() -> Result<(), SelectError> {
    #[derive(Initialize)]
    struct Net {
        #[init(dims { outputs: 3 })]
        head: LazyDense,
    }
    let mut net = Net::init(1).expect("the attributes suit");
    let decay = select! { <Net> **.bias => 0, ** => 1 };
    let of: Vec<_> = decay.of(&net)?.into_iter().map(|(path, value)| (path.to_string(), *value)).collect();
    assert_eq!(of, [("head.weight".to_owned(), 1), ("head.bias".to_owned(), 0)]);
    assert_eq!(decay.get(&net, "head.weight")?, &1);
    let mut walked = 0;
    decay.visit_mut(&mut net, |_, _, _| walked += 1)?;
    assert_eq!(walked, net.named_parameters().len());
    Ok(())
}

#[test]
fn what_does_not_fit_is_said() {
    let error = DECAY.get(&gpt(1), "blocks.0.proj.wieght").expect_err("there is no such parameter");
    let text =
        "no parameter has the path `blocks.0.proj.wieght`\nhelp: the most similar path is `blocks.0.proj.weight`";
    assert_eq!(error.to_string(), text);
    let third = select! { <Gpt> blocks[2].** => 1, ** => 0 };
    let mut calls = 0;
    let error = third.visit_mut(&mut gpt(2), |_, _, _| calls += 1).expect_err("there are two blocks");
    assert!(matches!(error.kinds(), [SelectErrorKind::NoElement { index: 2, len: 2, .. }]), "{error}");
    assert!(error.to_string().contains("`blocks[2].** => 1`"), "{error}");
    assert_eq!(calls, 0);
    let optional = select! { <Gpt> blocks[2].** ?=> 1, ** => 0 };
    assert!(optional.of(&gpt(2)).is_ok());
    let gap = select! { <Gpt> **[..last].** => 0, **[5..].** => 1, extra.** | head.** => 2 };
    let error = gap.of(&gpt(3)).expect_err("no rule takes the third");
    let covered = |fault: &SelectErrorKind| !matches!(fault, SelectErrorKind::NotCovered { path } if *path == "blocks.2.norm.gain");
    assert!(!error.kinds().iter().all(covered), "{error}");
    assert_eq!(format!("{third:?}"), "[blocks[2].** => 1, ** => 0]");
}

/// A layer of another crate, whose methods give its parameters.
#[derive(Initialize)]
#[init(remote = foreign::Attention, dims(width, heads), new = foreign::Attention::new(width, heads))]
struct AttentionDef {
    #[init(get = qkv, get_mut = qkv_mut, axes = [out, in], parts(q = 4, k = 4, v = 4), zeros)]
    qkv: Array2<f32>,
    #[init(get = bias, get_mut = bias_mut, zeros)]
    bias: Array1<f32>,
}

#[derive(Initialize)]
enum Layer {
    #[init(build)]
    Cut {
        #[init(shape = [5, 2], axes = [out, in], parts(low = low, high = 3), zeros)]
        w: Array2<f32>,
        #[init(skip = 2)]
        low: usize,
    },
    Plain(#[init(shape = [3], zeros)] Array1<f32>),
}

#[derive(Initialize)]
struct Mixed {
    #[init(zeros)]
    before: f32,
    #[init(with = AttentionDef, dims { width: 4, heads: 2 })]
    attention: foreign::Attention,
    #[init(keys = ["a", "b"])]
    layers: BTreeMap<String, Layer>,
    #[init(zeros)]
    after: f32,
}

#[test]
fn values_meet_the_parameters_they_were_chosen_for() -> Result<(), SelectError> {
    let mut model = Mixed::init(1).expect("the attributes suit");
    model.layers.insert("b".to_owned(), Layer::Plain(Array1::zeros(3)));
    let rates = select! { <Mixed>
        before => 1.0,
        **.qkv.k => 2.0,
        attention.bias => 3.0,
        layers["a"].w.high => 4.0,
        layers["b"].<Plain>.** => 5.0,
        after => 6.0,
        ** => 7.0,
    };
    assert_eq!(rates.get(&model, "attention.qkv.k")?, &2.0);
    rates.visit_mut(&mut model, |_, rate, mut values| values.fill_with(|| *rate))?;
    let rows = |values: &Array2<f32>| values.rows().into_iter().map(|row| row[0]).collect::<Vec<_>>();
    assert_eq!((model.before, model.after), (1.0, 6.0));
    assert_eq!(rows(model.attention.qkv()), [7., 7., 7., 7., 2., 2., 2., 2., 7., 7., 7., 7.]);
    assert_eq!(model.attention.bias(), Array1::from_elem(12, 3.0));
    let Layer::Cut { w, .. } = &model.layers["a"] else { panic!("built so") };
    assert_eq!(rows(w), [7., 7., 4., 4., 4.]);
    assert!(matches!(&model.layers["b"], Layer::Plain(values) if values == Array1::from_elem(3, 5.0)));
    let mut seen = Vec::new();
    rates.visit(&model, |path, rate, values| {
        assert!(numbers(&values).iter().all(|x| x == rate), "{path}");
        seen.push(path.to_string());
    })?;
    assert_eq!(seen, rates.of(&model)?.iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>());
    assert_eq!(seen.len(), 1 + 4 + 3 + 1);
    Ok(())
}

/// Grouped-query attention, packed.
#[derive(Initialize)]
#[init(dims(width, kv))]
struct Attention {
    #[init(shape = [width + 2 * kv, width], axes = [out, in], parts(q = width, k = kv, v = kv), ones)]
    qkv: Array2<f32>,
    #[init(shape = [width + 2 * kv], axes = [out], parts(q = width, k = kv, v = kv), zeros)]
    bias: Array1<f32>,
    #[init(skip = width)]
    width: usize,
    #[init(skip = kv)]
    kv: usize,
}

const PACKED: Selection<Attention, f64> = select! { <Attention> bias.* => 0.0, qkv.k => 0.5, ** => 0.1 };

#[test]
fn parts_are_selected_one_by_one() -> Result<(), SelectError> {
    let mut attention = Attention::init_with(AttentionDims { width: 4, kv: 2 }, 1).expect("sizes fit");
    let of: Vec<String> = PACKED.of(&attention)?.iter().map(|(path, value)| format!("{path} {value}")).collect();
    assert_eq!(of, ["qkv.q 0.1", "qkv.k 0.5", "qkv.v 0.1", "bias.q 0", "bias.k 0", "bias.v 0"]);
    assert_eq!(PACKED.get(&attention, "bias.k")?, &0.0);
    let whole = PACKED.get(&attention, "bias").expect_err("a rule names its parts");
    assert!(whole.to_string().contains("`bias.q`"), "{whole}");

    let mut seen = Vec::new();
    PACKED.visit(&attention, |path, value, view| seen.push(format!("{path} {value} {:?}", view.shape())))?;
    assert_eq!(seen[1..4], ["qkv.k 0.5 [2, 4]", "qkv.v 0.1 [2, 4]", "bias.q 0 [4]"]);
    PACKED.visit_mut(&mut attention, |_, &value, mut view| view.fill_with(|| value))?;
    assert_eq!(attention.qkv.column(3).to_vec(), [0.1, 0.1, 0.1, 0.1, 0.5, 0.5, 0.1, 0.1]);
    assert_eq!(attention.bias.sum(), 0.0);
    Ok(())
}

#[test]
fn keys_and_parts_that_do_not_fit_are_said() {
    let mut model = Mixed::init(1).expect("the attributes suit");
    let typo = select! { <Mixed> layers["aa"].** => 1, ** => 0 };
    let error = typo.of(&model).expect_err("there is no such key");
    assert!(matches!(error.kinds(), [SelectErrorKind::NoKey { key: "aa", .. }]), "{error}");
    assert!(error.to_string().contains("does not fit `layers`: there is no entry \"aa\""), "{error}");
    let Some(Layer::Cut { low, .. }) = model.layers.get_mut("b") else { panic!("built so") };
    *low = 4;
    let all = select! { <Mixed> ** => 0 };
    let error = all.visit_mut(&mut model, |_, _, _| panic!("nothing is handed over")).expect_err("4 + 3 is not 5");
    assert!(matches!(error.kinds(), [SelectErrorKind::NotCut { .. }]), "{error}");
    assert!(error.to_string().starts_with("`layers.b.w` cannot be cut into its parts: axis 0 has length 5"), "{error}");
}

#[test]
fn parts_that_do_not_fit_are_an_error() {
    let mut attention = Attention::init_with(AttentionDims { width: 4, kv: 2 }, 1).expect("sizes fit");
    attention.kv = 3;
    let error = PACKED.visit_mut(&mut attention, |path, _, _| panic!("{path}")).expect_err("8 is not 4 + 2 * 3");
    assert!(matches!(&error.kinds()[0], SelectErrorKind::NotCut { path, .. } if *path == "qkv"));
    assert_eq!(
        error.to_string(),
        "`qkv` cannot be cut into its parts: axis 0 has length 8, but its parts have 10 together\n\
         `bias` cannot be cut into its parts: axis 0 has length 8, but its parts have 10 together"
    );
}

#[test]
fn paths_are_read_by_eye() -> Result<(), SelectError> {
    let groups = DECAY.groups(&gpt(1))?;
    assert_eq!(format!("{:?}", groups[1].paths), r#"["blocks.0.proj.weight", "extra.weight", "head.weight"]"#);
    Ok(())
}
