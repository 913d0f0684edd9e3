//! Models that are sized by a config of the user's own: what it says is there, how large, and how often.

use ndarray::{Array1, Array2};
use paraminit::model::Scalar;
use paraminit::prelude::*;

/// As people have it: no `Copy`, nested, with what a model may lack.
#[derive(Clone, Debug, PartialEq)]
struct GptConfig {
    d_model: usize,
    heads: usize,
    kv_heads: usize,
    layers: usize,
    tie: bool,
    vocabulary: Vec<String>,
    lora: Option<LoraConfig>,
}

#[derive(Clone, Debug, PartialEq)]
struct LoraConfig {
    rank: usize,
}

fn config() -> GptConfig {
    GptConfig {
        d_model: 8,
        heads: 4,
        kv_heads: 2,
        layers: 3,
        tie: false,
        vocabulary: vec!["a".to_owned(); 5],
        lora: None,
    }
}

#[derive(Initialize)]
#[init(config = LoraConfig)]
struct Lora {
    #[init(shape = [cfg.rank, 8], axes = [out, in], kaiming_uniform)]
    a: Array2<f32>,
    #[init(shape = [8, cfg.rank], zeros)]
    b: Array2<f32>,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Attention {
    #[init(shape = [cfg.d_model, cfg.d_model], axes = [cfg.heads * out, in], orthogonal)]
    query: Array2<f32>,
    #[init(shape = [cfg.d_model / cfg.heads * cfg.kv_heads, cfg.d_model], axes = [cfg.kv_heads * out, in], glorot_uniform)]
    key: Array2<f32>,
    #[init(skip = cfg.clone())]
    cfg: GptConfig,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Block {
    #[init(config = cfg)]
    attention: Attention,
    #[init(shape = [cfg.d_model], ones)]
    gain: Array1<f32>,
    #[init(when = let Some(lora) = &cfg.lora, config = lora)]
    lora: Option<Lora>,
}

#[derive(Initialize)]
#[init(config = GptConfig)]
struct Gpt {
    #[init(shape = [cfg.vocabulary.len(), cfg.d_model], normal(0.0, 0.02))]
    embedding: Array2<f32>,
    #[init(config = cfg, len = cfg.layers)]
    blocks: Vec<Block>,
    #[init(when = !cfg.tie, shape = [cfg.vocabulary.len(), cfg.d_model], zeros)]
    head: Option<Array2<f32>>,
    #[init(skip = cfg.layers * 2)]
    depth: usize,
}

#[test]
fn a_config_sizes_the_whole_model() {
    let cfg = config();
    let net = Gpt::init_with(&cfg, 42).expect("sized");
    assert_eq!((net.embedding.dim(), net.blocks.len(), net.depth), ((5, 8), 3, 6));
    assert_eq!((net.blocks[2].attention.query.dim(), net.blocks[2].attention.key.dim()), ((8, 8), (4, 8)));
    assert_eq!(net.blocks[0].attention.cfg, cfg);
    assert_eq!(net.blocks[0].gain, Array1::<f32>::ones(8));
    // By value, and by rules.
    let rules = init! { <Gpt> ** => default };
    assert_eq!(rules.build_with(cfg, 42).expect("sized").embedding, net.embedding);
}

#[test]
fn blocks_are_read_from_the_config_that_the_model_keeps() {
    let mut net = Gpt::init_with(config(), 42).expect("sized");
    // Four matrices of [2, 8], each with rows of its own that are orthonormal.
    for head in net.blocks[1].attention.query.axis_chunks_iter(ndarray::Axis(0), 2) {
        assert!((head.dot(&head.t()) - Array2::<f32>::eye(2)).iter().all(|x| x.abs() < 1e-5));
    }
    let plan = init! { <Gpt> ** => default }.plan(&net);
    let fans = |path: &str| {
        let entry = plan.entries().iter().find(|entry| *entry.info().path() == path).expect("it is there");
        (entry.info().fan_in(), entry.info().fan_out())
    };
    assert_eq!((fans("blocks.1.attention.query"), fans("blocks.1.attention.key")), ((8, 2), (8, 2)));
    // What the model keeps counts, not what built it.
    net.blocks[1].attention.cfg.kv_heads = 3;
    let error = init! { <Gpt> ** => default }.apply(&mut net, 42).expect_err("three blocks do not divide four rows");
    assert!(error.to_string().contains("blocks.1.attention.key"), "{error}");
}

#[test]
fn parts_are_there_when_the_config_says_so() {
    let rules = init! { <Gpt>
        head => constant(3.0),
        **.lora.a => constant(2.0),
        ** => default,
    };
    let untied = rules.build_with(config(), 42).expect("sized");
    assert_eq!(untied.head.as_ref().map(|head| head.sum()), Some(3.0 * 40.0));
    assert!(untied.blocks[0].lora.is_none());
    let cfg = GptConfig { tie: true, lora: Some(LoraConfig { rank: 2 }), ..config() };
    let tied = rules.build_with(cfg, 42).expect("a rule for what is absent is silent");
    assert!(tied.head.is_none());
    let lora = tied.blocks[2].lora.as_ref().expect("the config has one");
    assert_eq!((&lora.a, lora.b.dim()), (&Array2::from_elem((2, 8), 2.0), (8, 2)));
    // What is there does not change the bits of the rest.
    assert_eq!(tied.embedding, untied.embedding);
    assert_eq!(tied.blocks[1].attention.query, untied.blocks[1].attention.query);
    let paths: Vec<String> = tied.named_parameters().iter().map(|(path, _)| path.to_string()).collect();
    assert!(!paths.contains(&"head".to_owned()) && paths.contains(&"blocks.0.lora.b".to_owned()), "{paths:?}");
}

#[derive(Clone)]
struct Shared {
    stages: Vec<StageConfig>,
}

#[derive(Clone)]
struct StageConfig {
    inputs: usize,
    outputs: usize,
}

#[derive(Initialize)]
#[init(config = StageConfig)]
struct Stage {
    #[init(shape = [cfg.outputs, cfg.inputs], axes = [out, in], glorot_uniform)]
    weight: Array2<f32>,
}

#[derive(Initialize)]
#[init(config = Shared)]
struct Pyramid {
    #[init(config = |i| &cfg.stages[i], len = cfg.stages.len())]
    stages: Vec<Stage>,
    #[init(config = |i| StageConfig { inputs: i + 1, outputs: 2 })]
    fixed: [Stage; 2],
    #[init(config = |i, j| StageConfig { inputs: i + 1, outputs: j + 1 }, len = [2, 3])]
    grid: Vec<Vec<Stage>>,
    #[init(config = |i| StageConfig { inputs: 1, outputs: i + 1 }, len = [2, 2])]
    rows: Vec<Vec<Stage>>,
    #[init(when = cfg.stages.len() > 1, config = |_| &cfg.stages[1], len = 2)]
    maybe: Option<Vec<Stage>>,
    #[init(shape = |i| [cfg.stages[i].outputs], len = cfg.stages.iter().filter(|stage| stage.outputs > 1).count(), ** => ones)]
    biases: Vec<Array1<f32>>,
    #[init(config = cfg.stages[0])]
    place: Stage,
}

#[test]
fn every_element_has_its_own_size() {
    let stages = [(8, 6), (6, 4), (4, 2)].map(|(inputs, outputs)| StageConfig { inputs, outputs }).to_vec();
    let net = Pyramid::init_with(Shared { stages }, 42).expect("sized");
    let dims = |stages: &[Stage]| stages.iter().map(|stage| stage.weight.dim()).collect::<Vec<_>>();
    assert_eq!(dims(&net.stages), [(6, 8), (4, 6), (2, 4)]);
    assert_eq!(dims(&net.fixed), [(2, 1), (2, 2)]);
    assert_eq!(dims(&net.grid[1]), [(1, 2), (2, 2), (3, 2)]);
    assert_eq!((dims(&net.rows[0]), dims(&net.rows[1])), (vec![(1, 1); 2], vec![(2, 1); 2]));
    assert_eq!(dims(&net.maybe.expect("three stages")), [(4, 6), (4, 6)]);
    assert_eq!(net.biases.iter().map(Array1::len).collect::<Vec<_>>(), [6, 4, 2]);
    assert_eq!(net.place.weight.dim(), (6, 8));
    let bound = (6.0_f32 / 14.0).sqrt();
    assert!(net.stages[0].weight.iter().all(|x| x.abs() <= bound && *x != 0.0));
}

#[test]
fn an_element_that_is_too_large_is_named() {
    let stages = vec![StageConfig { inputs: 1, outputs: 2 }, StageConfig { inputs: usize::MAX / 2, outputs: 2 }];
    let Err(error) = Pyramid::init_with(Shared { stages }, 42) else { panic!("no memory holds it") };
    assert!(error.to_string().contains("`stages.1.weight`"), "{error}");
}

/// `dims` by element, in a struct that names its sizes.
#[derive(Initialize)]
#[init(dims(width))]
struct Layer {
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
#[init(dims(depth, deep))]
struct Tapering {
    #[init(dims = |i| LayerDims { width: 2 * (depth - i) }, len = depth)]
    layers: Vec<Layer>,
    #[init(when = depth > deep, dims { width: depth })]
    extra: Option<Layer>,
}

#[test]
fn named_sizes_by_element() {
    let net = Tapering::init_with(TaperingDims { depth: 3, deep: 3 }, 1).expect("sized");
    assert_eq!(net.layers.iter().map(|layer| layer.gain.len()).collect::<Vec<_>>(), [6, 4, 2]);
    assert!(net.extra.is_none());
    let deep = Tapering::init_with(TaperingDims { depth: 4, deep: 3 }, 1).expect("sized");
    assert_eq!(deep.extra.map(|layer| layer.gain.len()), Some(4));
}

/// A config that is itself generic, behind a pointer, of a generic model.
#[derive(Initialize)]
#[init(config = std::sync::Arc<GptConfig>)]
struct Generic<T: Scalar> {
    #[init(shape = [cfg.d_model], ones)]
    gain: Array1<T>,
    #[init(config = cfg)]
    block: Block,
}

#[test]
fn a_shared_config() {
    let net = Generic::<f64>::init_with(std::sync::Arc::new(config()), 1).expect("sized");
    assert_eq!((net.gain.sum(), net.block.gain.len()), (8.0, 8));
}
