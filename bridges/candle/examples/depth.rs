//! A network of thirty layers learns two spirals, or does not: it depends on how it starts.
//!
//! `cargo run --release --example depth` prints the loss for each way to start, and draws the curves.

use candle_core::{DType, Device, Module, Result, Tensor};
use candle_nn::{AdamW, Linear, Optimizer, ParamsAdamW, VarBuilder, VarMap, linear, loss, ops};
use paraminit::dynamic::DynamicRules;
use paraminit_candle::Builder;
use plotters::prelude::*;

const LAYERS: usize = 30;
const WIDTH: usize = 32;
const STEPS: usize = 300;

/// The ways to start, with their rules.
const STARTS: [(&str, &str); 3] = [
    ("normal, std 0.02", "**.weight => normal(0, 0.02), **.bias => zeros"),
    ("xavier for tanh", "**.weight => xavier_normal(gain = Tanh), **.bias => zeros"),
    ("orthogonal", "**.weight => orthogonal, **.bias => zeros"),
];

struct Net(Vec<Linear>);

impl Net {
    fn new(vb: &VarBuilder<'_>) -> Result<Self> {
        let sizes = |i: usize| (if i == 0 { 2 } else { WIDTH }, if i + 1 == LAYERS { 2 } else { WIDTH });
        let layer = |i: usize| linear(sizes(i).0, sizes(i).1, vb.pp("layers").pp(i));
        Ok(Self((0..LAYERS).map(layer).collect::<Result<_>>()?))
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let (last, hidden) = self.0.split_last().ok_or_else(|| candle_core::Error::Msg("no layers".into()))?;
        let x = hidden.iter().try_fold(x.clone(), |x, layer| layer.forward(&x)?.tanh())?;
        last.forward(&x)
    }
}

/// Points of two spirals, and which one each is of.
fn spirals() -> Result<(Tensor, Tensor)> {
    let (mut points, mut classes) = (Vec::new(), Vec::new());
    for i in 0..100_u16 {
        for class in 0..2_u8 {
            let along = f32::from(i) / 100.0;
            let angle = 1.5 * std::f32::consts::PI * along + std::f32::consts::PI * f32::from(class);
            points.extend([2.0 * along * angle.cos(), 2.0 * along * angle.sin()]);
            classes.push(u32::from(class));
        }
    }
    Ok((Tensor::from_vec(points, (200, 2), &Device::Cpu)?, Tensor::from_vec(classes, 200, &Device::Cpu)?))
}

/// Trains a network that starts by these rules. Returns the loss of each step, and the share of points that it tells apart.
fn train(rules: &str) -> std::result::Result<(Vec<f32>, f32), Box<dyn std::error::Error>> {
    let (x, y) = spirals()?;
    let vars = VarMap::new();
    let builder = Builder::new(DType::F32, &Device::Cpu).vars(&vars);
    let net = builder.build(&DynamicRules::parse(rules)?, 42, |vb| Net::new(&vb))?;
    let mut adam = AdamW::new(vars.all_vars(), ParamsAdamW { lr: 1e-3, ..ParamsAdamW::default() })?;
    let mut losses = Vec::new();
    for _ in 0..STEPS {
        let loss = loss::nll(&ops::log_softmax(&net.forward(&x)?, 1)?, &y)?;
        losses.push(loss.to_scalar::<f32>()?);
        adam.backward_step(&loss)?;
    }
    let right = net.forward(&x)?.argmax(1)?.eq(&y)?.to_dtype(DType::F32)?.mean_all()?.to_scalar::<f32>()?;
    Ok((losses, right))
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut curves = Vec::new();
    for (name, rules) in STARTS {
        let (losses, right) = train(rules)?;
        let (first, last) = (losses[0], losses[STEPS - 1]);
        println!("{name:18} loss {first:.3} -> {last:.3}, {:.0} % of the points right", 100.0 * right);
        curves.push((name, losses));
    }
    let root = SVGBackend::new("depth.svg", (720, 400)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("two spirals, 30 layers", ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(40)
        .build_cartesian_2d(0..STEPS, 0_f32..1.0)?;
    chart.configure_mesh().x_desc("step").y_desc("loss").draw()?;
    for (i, (name, losses)) in curves.iter().enumerate() {
        let color = Palette99::pick(i).to_rgba();
        let line = LineSeries::new(losses.iter().copied().enumerate(), &color);
        chart.draw_series(line)?.label(*name).legend(move |(x, y)| PathElement::new([(x, y), (x + 15, y)], color));
    }
    chart.configure_series_labels().border_style(BLACK).draw()?;
    root.present()?;
    println!("the curves are in depth.svg");
    Ok(())
}
