//! Models of candle-transformers, unmodified, at small sizes: plan, build, run, and a wrong rule in each.

use std::time::{Duration, Instant};

use candle_core::{DType, Device, Tensor};
use candle_nn::{VarBuilder, VarMap};
use candle_transformers::models::{bert, bigcode, llama, mixtral, t5, vit};
use paraminit::dynamic::DynamicRules;
use paraminit::prelude::*;
use paraminit::stream::StreamId;
use paraminit_candle::{Builder, CandleError, var_model};

fn builder() -> Builder {
    Builder::new(DType::F32, &Device::Cpu)
}

fn rules(text: &str) -> DynamicRules<'static> {
    DynamicRules::parse(text).unwrap()
}

/// All variables by name, as bits.
fn dump(map: &VarMap) -> Vec<(String, Vec<u32>)> {
    let data = map.data().lock().unwrap();
    let bits = |tensor: &Tensor| {
        let values: Vec<f32> = tensor.flatten_all().unwrap().to_vec1().unwrap();
        values.into_iter().map(f32::to_bits).collect()
    };
    let mut all: Vec<_> = data.iter().map(|(name, var)| (name.clone(), bits(var.as_tensor()))).collect();
    all.sort();
    all
}

/// Builds the model twice with these rules, and refuses a rule that matches nothing. Returns the model and its variables.
fn built<M>(text: &str, make: impl Fn(VarBuilder<'_>) -> candle_core::Result<M>) -> (M, VarMap) {
    let [one, two] = [VarMap::new(), VarMap::new()];
    let rules = rules(text);
    let plan = builder().plan(&rules, &make).unwrap();
    assert!(plan.failures().is_empty(), "{:?}", plan.failures());
    let model = builder().vars(&one).build(&rules, 42, &make).unwrap();
    builder().vars(&two).build(&rules, 42, &make).unwrap();
    assert_eq!(plan.entries().len(), dump(&one).len());
    assert_eq!(dump(&one), dump(&two));

    let wrong = DynamicRules::parse(&format!("**.wieght => zeros, {text}")).unwrap();
    let map = VarMap::new();
    let error = builder().vars(&map).build(&wrong, 42, &make).err().expect("a rule matches nothing");
    assert!(matches!(error, CandleError::Rules(_)));
    assert!(error.to_string().contains("matches `**.wieght`"), "{error}");
    assert!(dump(&map).is_empty());
    (model, one)
}

fn tokens() -> Tensor {
    Tensor::new(&[[1_u32, 2, 3]], &Device::Cpu).unwrap()
}

fn finite(tensor: &Tensor) {
    let values: Vec<f32> = tensor.flatten_all().unwrap().to_vec1().unwrap();
    assert!(values.iter().all(|x| x.is_finite()));
}

#[test]
fn an_mlp_has_the_bits_of_arrays_and_trains() {
    #[derive(Initialize)]
    struct Twin {
        ln1: Dense<4, 8>,
        ln2: Dense<8, 2>,
    }
    let make =
        |vb: VarBuilder<'_>| Ok((candle_nn::linear(4, 8, vb.pp("ln1"))?, candle_nn::linear(8, 2, vb.pp("ln2"))?));
    let text = "ln1.weight => xavier_uniform\n**.weight => normal(0.0, 0.02)\n**.bias => constant(0.5)";
    let ((one, two), map) = built(text, make);
    let twin = init! { <Twin> ln1.weight => xavier_uniform, **.weight => normal(0.0, 0.02), **.bias => constant(0.5) };
    let twin = twin.build(42).unwrap();
    for (ours, theirs) in [(one.weight(), twin.ln1.weight()), (two.weight(), twin.ln2.weight())] {
        let ours: Vec<f32> = ours.flatten_all().unwrap().to_vec1().unwrap();
        assert_eq!(ours, theirs.iter().copied().collect::<Vec<_>>());
    }
    assert!(one.weight().is_variable());
    // In place, later, and on a model that candle built.
    let start = dump(&map);
    let rules = rules(text);
    rules.apply(&mut var_model(&map).unwrap(), 43).unwrap();
    assert_ne!(dump(&map), start);
    rules.apply(&mut var_model(&map).unwrap(), 42).unwrap();
    assert_eq!(dump(&map), start);
    let theirs = VarMap::new();
    make(VarBuilder::from_varmap(&theirs, DType::F32, &Device::Cpu)).unwrap();
    rules.apply(&mut var_model(&theirs).unwrap(), 42).unwrap();
    assert_eq!(dump(&theirs), start);
    let error = builder().vars(&map).build(&rules, 42, make).expect_err("they are there already");
    assert!(matches!(&error, CandleError::Known { path } if path == "ln1.weight"), "{error}");
    // Without a map, tensors that nobody trains.
    let (plain, _) = builder().build(&rules, 42, make).unwrap();
    assert!(!plain.weight().is_variable());
}

fn tiny_llama() -> llama::Config {
    llama::Config {
        hidden_size: 32,
        intermediate_size: 64,
        vocab_size: 64,
        num_hidden_layers: 3,
        num_attention_heads: 4,
        num_key_value_heads: 2,
        ..llama::Config::config_7b_v2(false)
    }
}

#[test]
fn llama() {
    let config = tiny_llama();
    let text = "model.layers[last].mlp.down_proj.weight => zeros, **.down_proj.weight => orthogonal, ** => default";
    let (model, map) = built(text, |vb| llama::Llama::load(vb, &config));
    let mut cache = llama::Cache::new(false, DType::F32, &config, &Device::Cpu).unwrap();
    finite(&model.forward(&tokens(), 0, &mut cache).unwrap());
    // The bits of an array of that path alone.
    let mut alone = ndarray::Array2::<f32>::zeros((32, 64));
    let stream = StreamId::new(42, "model.layers.1.mlp.down_proj.weight");
    init::orthogonal().fill(&mut alone, &[Out, In], stream).unwrap();
    let all = dump(&map);
    let (_, bits) = all.iter().find(|(name, _)| name == "model.layers.1.mlp.down_proj.weight").unwrap();
    assert_eq!(*bits, alone.iter().map(|x| x.to_bits()).collect::<Vec<_>>());
}

#[test]
fn a_plan_of_seven_billion_parameters_takes_no_memory() {
    let config = llama::Config::config_7b_v2(false);
    let start = Instant::now();
    let text = "**.o_proj.weight | **.down_proj.weight => normal(0, 0.0025), **.*_norm.weight => ones, ** => default";
    // Part of a name is no pattern.
    assert!(DynamicRules::parse(text).is_err());
    let rules = rules("**.o_proj.weight | **.down_proj.weight => normal(0, 0.0025), ** => default");
    let plan = builder().plan(&rules, |vb| llama::Llama::load(vb, &config)).unwrap();
    let count: usize = plan.entries().iter().map(|entry| entry.info().shape().iter().product::<usize>()).sum();
    assert_eq!((plan.entries().len(), count), (291, 6_738_415_616));
    assert!(plan.failures().is_empty());
    // Far below what the weights would take.
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn mixtral() {
    let config: mixtral::Config = serde_json::from_str(
        r#"{"vocab_size":64,"hidden_size":32,"intermediate_size":64,"num_hidden_layers":2,"num_attention_heads":4,
        "num_key_value_heads":2,"hidden_act":"silu","max_position_embeddings":64,"rms_norm_eps":1e-6,"rope_theta":10000.0,
        "sliding_window":64,"num_experts_per_tok":2,"num_local_experts":4,"use_flash_attn":false}"#,
    )
    .unwrap();
    let text = "**.experts[*].w2.weight => zeros, ** => default";
    let (mut model, map) = built(text, |vb| mixtral::Model::new(&config, vb));
    finite(&model.forward(&tokens(), 0).unwrap());
    let all = dump(&map);
    let expert = |i: usize| {
        all.iter().find(|(name, _)| name.ends_with(&format!("layers.0.block_sparse_moe.experts.{i}.w1.weight")))
    };
    assert_ne!(expert(0).unwrap().1, expert(1).unwrap().1);
}

#[test]
fn bert() {
    let config = bert::Config {
        vocab_size: 64,
        hidden_size: 32,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        intermediate_size: 64,
        ..bert::Config::default()
    };
    let (model, _) = built("**.query.weight => xavier_normal, ** => default", |vb| bert::BertModel::load(vb, &config));
    finite(&model.forward(&tokens(), &tokens().zeros_like().unwrap(), None).unwrap());
}

/// The parameters that `default` leaves without an initializer.
fn without_a_hint<M>(make: impl Fn(VarBuilder<'_>) -> candle_core::Result<M>) -> Vec<String> {
    let plan = builder().plan(&rules("** => default"), &make).unwrap();
    let failures = plan.failures();
    assert!(failures.iter().all(|failure| failure.to_string().contains("candle asks for it without a hint")));
    let paths = failures.iter().map(|failure| failure.path.clone()).collect();
    let map = VarMap::new();
    assert!(builder().vars(&map).build(&rules("** => default"), 42, &make).is_err());
    assert!(dump(&map).is_empty());
    paths
}

#[test]
fn t5_has_norm_gains_that_candle_sets_to_zero() {
    let config: t5::Config = serde_json::from_str(
        r#"{"vocab_size":64,"d_model":32,"d_kv":8,"d_ff":64,"num_layers":2,"num_heads":4,
        "relative_attention_num_buckets":8,"dropout_rate":0.1,"layer_norm_epsilon":1e-6,"initializer_factor":1.0,
        "is_encoder_decoder":true,"pad_token_id":0,"eos_token_id":1}"#,
    )
    .unwrap();
    let load = |vb: VarBuilder<'_>| t5::T5ForConditionalGeneration::load(vb, &config);
    let without = without_a_hint(load);
    assert_eq!(without.len(), 12);
    assert!(without.iter().all(|path| path.ends_with("layer_norm.weight")), "{without:?}");
    let (mut model, _) = built("**.layer_norm.weight | **.final_layer_norm.weight => ones, ** => default", load);
    finite(&model.forward(&tokens(), &tokens()).unwrap());
}

#[test]
fn bigcode_has_norm_gains_that_candle_sets_to_zero() {
    let config = || bigcode::Config {
        vocab_size: 64,
        max_position_embeddings: 32,
        num_hidden_layers: 2,
        hidden_size: 32,
        layer_norm_epsilon: 1e-5,
        n_inner: Some(64),
        num_attention_heads: 4,
        multi_query: true,
        use_cache: false,
    };
    let load = |vb: VarBuilder<'_>| bigcode::GPTBigCode::load(vb, config());
    let without = without_a_hint(load);
    assert_eq!(without.len(), 5);
    assert!(without.iter().all(|path| path.contains("ln_")), "{without:?}");
    let (mut model, _) = built("**.ln_1.weight | **.ln_2.weight | **.ln_f.weight => ones, ** => default", load);
    finite(&model.forward(&tokens(), 0).unwrap());
}

#[test]
fn vit_has_a_class_token_that_candle_sets_to_zero() {
    let config: vit::Config = serde_json::from_str(
        r#"{"hidden_size":32,"num_hidden_layers":2,"num_attention_heads":4,"intermediate_size":64,"hidden_act":"gelu",
        "layer_norm_eps":1e-12,"image_size":32,"patch_size":16,"num_channels":3,"qkv_bias":true}"#,
    )
    .unwrap();
    let load = |vb: VarBuilder<'_>| vit::Model::new(&config, 10, vb);
    let without = without_a_hint(load);
    assert!(without.iter().any(|path| path.ends_with("cls_token")), "{without:?}");
    let names: Vec<String> = without.iter().map(|path| format!("{path} => trunc_normal(0.02)")).collect();
    let (model, _) = built(&format!("{}, ** => default", names.join(", ")), load);
    finite(&model.forward(&Tensor::zeros((1, 3, 32, 32), DType::F32, &Device::Cpu).unwrap()).unwrap());
}

#[test]
fn mistakes_are_named_before_a_weight_exists() {
    let config = tiny_llama();
    let wrong = rules(
        "** => default
         model.layers[3].**.weight => zeros
         model.norm.weight => kaiming_normal
         lm_head.weight => zeros",
    );
    let error = builder().build(&wrong, 42, |vb| llama::Llama::load(vb, &config)).err().unwrap().to_string();
    for part in [
        "rules:2:10: no parameter of `DynamicModel` matches `model.layers[3].**.weight`",
        "there is no element 3: the array has 3 elements",
        "can never apply: the earlier rule `**` takes its parameter",
    ] {
        assert!(error.contains(part), "{error}");
    }
    let unsuited = rules("model.norm.weight => kaiming_normal, ** => default");
    let error = builder().build(&unsuited, 42, |vb| llama::Llama::load(vb, &config)).err().unwrap().to_string();
    assert!(error.contains("`kaiming_normal` needs a fan-in") && error.contains("rank 1"), "{error}");
    let twice = |vb: VarBuilder<'_>| Ok((vb.get((4, 4), "a")?, vb.get(4, "a")?));
    assert!(matches!(builder().plan(&rules("** => zeros"), twice), Err(CandleError::Candle(_))));
    let whole = |vb: VarBuilder<'_>| vb.get_with_hints_dtype(4, "steps", candle_nn::Init::Const(1.0), DType::U32);
    let error = builder().plan(&rules("** => zeros"), whole).err().unwrap();
    assert!(matches!(&error, CandleError::DType { path, .. } if path == "steps"), "{error}");
}
