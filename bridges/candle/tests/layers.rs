//! Structs of candle's layers that derive `Initialize`.

use candle_core::{DType, Device, IndexOp, Module, Tensor, Var};
use candle_nn::{
    AdamW, BatchNorm, Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d, Embedding, LayerNorm, Linear, Optimizer,
    ParamsAdamW, RmsNorm, VarBuilder, VarMap, loss,
};
use paraminit::FailureKind;
use paraminit::io;
use paraminit::plan::{Plan, PlanEntry};
use paraminit::prelude::*;
use paraminit_candle::{Candle, GroupError, group_vars, vars};

#[derive(Initialize)]
#[init(types = Candle, ** => pytorch)]
struct Block {
    fc: Linear,
    #[init(ones)]
    gain: Tensor,
}

#[derive(Initialize)]
#[init(types = Candle)]
struct Net {
    blocks: Vec<Block>,
    #[init(** => pytorch)]
    head: Option<Linear>,
}

/// The same of arrays.
#[derive(Initialize)]
#[init(** => pytorch)]
struct BlockTwin {
    fc: Dense<4, 4>,
    #[init(shape = [4], ones)]
    gain: ndarray::Array1<f32>,
}

#[derive(Initialize)]
struct Twin {
    #[init(len = 3)]
    blocks: Vec<BlockTwin>,
    head: Dense<4, 2>,
}

fn net(vb: &VarBuilder<'_>) -> candle_core::Result<Net> {
    let block = |i: usize| -> candle_core::Result<Block> {
        let vb = vb.pp("blocks").pp(i);
        Ok(Block { fc: candle_nn::linear(4, 4, vb.pp("fc"))?, gain: vb.get(4, "gain")? })
    };
    let blocks = (0..3).map(block).collect::<Result<_, _>>()?;
    Ok(Net { blocks, head: Some(candle_nn::linear(4, 2, vb.pp("head"))?) })
}

impl Net {
    fn forward(&self, x: &Tensor) -> candle_core::Result<Tensor> {
        let mut x = x.clone();
        for Block { fc, gain } in &self.blocks {
            x = fc.forward(&x)?.broadcast_mul(gain)?.tanh()?;
        }
        self.head.as_ref().map_or(Ok(x.clone()), |head| head.forward(&x))
    }
}

macro_rules! rules {
    ($model:ty) => {
        init! { <$model>
            blocks[last].fc.weight => orthogonal,
            blocks[*].fc.weight => |p| init::normal(0.0, 0.5 / (p.len_of("blocks") as f64).sqrt()),
            **.bias => uniform(-0.1, 0.1),
            ** => default,
        }
    };
}

fn flat(tensor: &Tensor) -> Vec<f32> {
    tensor.flatten_all().unwrap().to_vec1().unwrap()
}

fn same(net: &Net, twin: &Twin) {
    for (ours, theirs) in net.blocks.iter().zip(&twin.blocks) {
        assert_eq!(flat(ours.fc.weight()), theirs.fc.weight().iter().copied().collect::<Vec<_>>());
        assert_eq!(flat(ours.fc.bias().unwrap()), theirs.fc.bias().to_vec());
        assert_eq!(flat(&ours.gain), theirs.gain.to_vec());
    }
    assert_eq!(flat(net.head.as_ref().unwrap().weight()), twin.head.weight().iter().copied().collect::<Vec<_>>());
}

#[test]
fn the_bits_are_those_of_arrays_and_come_back_after_training() {
    let map = VarMap::new();
    let mut net = net(&VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu)).unwrap();
    rules!(Net).apply(&mut net, 42).unwrap();
    let twin = rules!(Twin).build(42).unwrap();
    same(&net, &twin);

    let decay = select! { <Net> **.bias | **.gain => 0.0, ** => 0.1 };
    let groups = group_vars(&decay, &net).unwrap();
    assert_eq!(groups.iter().map(|(value, vars)| (**value, vars.len())).collect::<Vec<_>>(), [(0.1, 4), (0.0, 7)]);
    let adam = |(decay, vars): (&f64, Vec<Var>)| {
        AdamW::new(vars, ParamsAdamW { lr: 1e-2, weight_decay: *decay, ..ParamsAdamW::default() }).unwrap()
    };
    let mut optimizers: Vec<AdamW> = groups.into_iter().map(adam).collect();
    let x = Tensor::ones((3, 4), DType::F32, &Device::Cpu).unwrap();
    let y = Tensor::zeros((3, 2), DType::F32, &Device::Cpu).unwrap();
    let mut losses = Vec::new();
    for _ in 0..30 {
        let loss = loss::mse(&net.forward(&x).unwrap(), &y).unwrap();
        losses.push(loss.to_scalar::<f32>().unwrap());
        let gradients = loss.backward().unwrap();
        for optimizer in &mut optimizers {
            optimizer.step(&gradients).unwrap();
        }
    }
    assert!(losses[29] < 0.1 * losses[0], "{losses:?}");
    assert_ne!(flat(net.blocks[0].fc.weight()), twin.blocks[0].fc.weight().iter().copied().collect::<Vec<_>>());
    rules!(Net).apply(&mut net, 42).unwrap();
    same(&net, &twin);
}

#[test]
fn plans_files_and_other_models() {
    let map = VarMap::new();
    let vb = VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu);
    let mut ours = net(&vb).unwrap();
    rules!(Net).apply(&mut ours, 42).unwrap();
    let twin = rules!(Twin).build(42).unwrap();
    let lines = |plan: &Plan| {
        let line = |entry: &PlanEntry| (entry.info().path().to_string(), entry.initializer().to_owned());
        plan.entries().iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(lines(&rules!(Net).plan(&ours)), lines(&rules!(Twin).plan(&twin)));
    assert_eq!(rules!(Net).summary(&ours).anomalies().count(), 0);
    let paths: Vec<String> = vars(&ours).iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(paths[..3], ["blocks.0.fc.weight", "blocks.0.fc.bias", "blocks.0.gain"]);

    // What we save, candle loads; and the other way round.
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name).with_extension("safetensors"));
    io::save(&ours, &one).unwrap();
    let mut map = VarMap::new();
    let theirs = net(&VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu)).unwrap();
    map.load(&one).unwrap();
    same(&theirs, &twin);
    map.save(&two).unwrap();
    let mut again = net(&VarBuilder::from_varmap(&VarMap::new(), DType::F32, &Device::Cpu)).unwrap();
    io::load(&mut again, init::load(&two)).unwrap();
    same(&again, &twin);
    // Values go over from arrays.
    let mut again = net(&VarBuilder::from_varmap(&VarMap::new(), DType::F32, &Device::Cpu)).unwrap();
    init! { <Net> ** => from(&twin) }.apply(&mut again, 1).unwrap();
    same(&again, &twin);
}

#[derive(Initialize)]
#[init(types = Candle, ** => pytorch)]
struct Zoo {
    conv1d: Conv1d,
    conv2d: Box<Conv2d>,
    up1d: ConvTranspose1d,
    up2d: [ConvTranspose2d; 1],
    embedding: Embedding,
    layer_norm: LayerNorm,
    rms_norm: RmsNorm,
    batch_norm: BatchNorm,
}

fn zoo(vb: &VarBuilder<'_>) -> candle_core::Result<Zoo> {
    let grouped = candle_nn::Conv1dConfig { groups: 2, ..Default::default() };
    Ok(Zoo {
        conv1d: candle_nn::conv1d(4, 8, 3, grouped, vb.pp("conv1d"))?,
        conv2d: Box::new(candle_nn::conv2d(4, 8, 3, Default::default(), vb.pp("conv2d"))?),
        up1d: candle_nn::conv_transpose1d(4, 8, 3, Default::default(), vb.pp("up1d"))?,
        up2d: [candle_nn::conv_transpose2d(4, 8, 3, Default::default(), vb.pp("up2d.0"))?],
        embedding: candle_nn::embedding(10, 4, vb.pp("embedding"))?,
        layer_norm: candle_nn::layer_norm(4, 1e-5, vb.pp("layer_norm"))?,
        rms_norm: candle_nn::rms_norm(4, 1e-5, vb.pp("rms_norm"))?,
        batch_norm: candle_nn::batch_norm(4, 1e-5, vb.pp("batch_norm"))?,
    })
}

#[test]
fn every_layer_has_its_fans_kind_and_parts() {
    let map = VarMap::new();
    let mut zoo = zoo(&VarBuilder::from_varmap(&map, DType::F32, &Device::Cpu)).unwrap();
    zoo.reinit(42).unwrap();
    let plan = zoo.plan();
    let fans = |path: &str| {
        let entry = plan.entries().iter().find(|entry| *entry.info().path() == path).expect(path);
        (entry.info().fan_in(), entry.info().fan_out())
    };
    assert_eq!(fans("conv1d.weight"), (2 * 3, 4 * 3));
    assert_eq!(fans("conv1d.bias"), (2 * 3, 4 * 3));
    assert_eq!(fans("conv2d.weight"), (4 * 9, 8 * 9));
    assert_eq!(fans("up1d.weight"), (4 * 3, 8 * 3));
    assert_eq!(fans("up2d.0.weight"), (4 * 9, 8 * 9));
    assert_eq!(flat(zoo.layer_norm.weight()), [1.0; 4]);
    assert_eq!(flat(zoo.rms_norm.weight()), [1.0; 4]);
    assert_eq!(flat(zoo.batch_norm.running_var()), [1.0; 4]);
    assert_eq!(zoo.named_buffers().len(), 0, "they cannot be borrowed");
    assert_eq!(zoo.summary().entries().iter().filter(|entry| entry.is_buffer()).count(), 2);
    // A general rule does not reach running statistics; a rule by name does.
    init! { <Zoo> batch_norm.running_mean => constant(0.5), ** => constant(2.0) }.apply(&mut zoo, 1).unwrap();
    assert_eq!(flat(zoo.batch_norm.running_mean()), [0.5; 4]);
    assert_eq!(flat(zoo.batch_norm.running_var()), [1.0; 4]);
    assert_eq!(flat(zoo.embedding.embeddings())[..2], [2.0; 2]);
}

#[test]
fn every_type_of_elements() {
    for dtype in [DType::F16, DType::BF16, DType::F32, DType::F64] {
        let map = VarMap::new();
        let mut net = net(&VarBuilder::from_varmap(&map, dtype, &Device::Cpu)).unwrap();
        init! { <Net> **.bias => zeros, ** => constant(0.1) }.apply(&mut net, 42).unwrap();
        let weight = net.blocks[2].fc.weight();
        assert_eq!(weight.dtype(), dtype);
        let value: f64 = weight.i((0, 0)).unwrap().to_dtype(DType::F64).unwrap().to_scalar().unwrap();
        assert!((value - 0.1).abs() < 1e-3, "{value}");
    }
    let mut net = net(&VarBuilder::from_varmap(&VarMap::new(), DType::F16, &Device::Cpu)).unwrap();
    let error = init! { <Net> ** => |_| init::constant(1e5) }.apply(&mut net, 1).unwrap_err().to_string();
    assert!(error.contains("too large for `f16`"), "{error}");
}

#[derive(Initialize)]
#[init(types = Candle)]
struct Tied {
    #[init(** => zeros)]
    embedding: Embedding,
    #[init(** => ones)]
    head: Linear,
}

#[derive(Initialize)]
#[init(types = Candle)]
struct Plain {
    #[init(axes = [out, in], zeros)]
    w: Tensor,
}

#[test]
fn what_would_write_elsewhere_is_refused() {
    let w = Var::zeros((4, 4), DType::F32, &Device::Cpu).unwrap().into_inner();
    let mut tied = Tied { embedding: Embedding::new(w.clone(), 4), head: Linear::new(w, None) };
    let error = tied.reinit(1).unwrap_err();
    assert!(matches!(&error.failures()[0].cause, FailureKind::SameStorage { other } if other == "embedding.weight"));
    assert_eq!(error.failures()[0].path, "head.weight");

    let base = Var::zeros((4, 8), DType::F32, &Device::Cpu).unwrap();
    let view = base.narrow(1, 2, 3).unwrap().t().unwrap();
    let wide = Tensor::zeros((1, 3), DType::F32, &Device::Cpu).unwrap().broadcast_as((4, 3)).unwrap();
    let whole = Tensor::zeros((4, 3), DType::U32, &Device::Cpu).unwrap();
    for (w, why) in [(view, "no variable"), (wide, "no variable"), (whole, "is of type `U32`")] {
        let error = init! { <Plain> w => ones }.apply(&mut Plain { w }, 1).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    assert!(flat(base.as_tensor()).iter().all(|x| *x == 0.0));
}

#[derive(Initialize)]
#[init(types = Candle)]
struct Packed {
    #[init(axes = [out, in], parts(q = 2, k = 2), pytorch, kind = Linear, part = weight)]
    qk: Tensor,
}

#[test]
fn parts_of_one_variable_are_one_for_an_optimizer() {
    let packed = Packed { qk: Var::zeros((4, 3), DType::F32, &Device::Cpu).unwrap().into_inner() };
    let groups = group_vars(&select! { <Packed> ** => 1 }, &packed).unwrap();
    assert_eq!((groups.len(), groups[0].1.len()), (1, 1));
    let error = group_vars(&select! { <Packed> qk.q => 1, ** => 2 }, &packed).unwrap_err();
    assert!(matches!(&error, GroupError::Parts(path) if path == "qk"), "{error}");
}
