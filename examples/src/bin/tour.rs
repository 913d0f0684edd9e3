//! The chapter "Parameter Initialization" of Dive into Deep Learning, section by section.
//!
//! ```text
//! cargo run --release --bin tour
//! ```
//!
//! The chapter shows the same steps in PyTorch, MXNet, JAX/Flax and TensorFlow. Each section here says how the four do
//! it, then does it. Everything printed is the same on every run and on every machine.

use std::error::Error;

use comfy_table::{LineStyle, Table, presets};
use ndarray::{Array2, Array4, ArrayBase, Data, Dimension};
use paraminit::layers::Flatten;
use paraminit::prelude::*;
use rand::RngExt;

/// The chapter's network: 4 inputs, 8 hidden units, 1 output.
#[derive(Clone, Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

impl Mlp {
    fn forward(&self, x: &Array2<f32>) -> Result<Array2<f32>, Box<dyn Error>> {
        Ok(self.output.forward(&Relu.forward(&self.hidden.forward(x)?)?)?)
    }
}

/// Every run below starts from this number, so that it can be compared with the others.
const SEED: u64 = 42;

fn main() -> Result<(), Box<dyn Error>> {
    println!("Parameter initialization, after Dive into Deep Learning, section 6.3. Every run has the seed {SEED}.");
    the_network()?;
    default_initialization()?;
    built_in_initializers()?;
    one_rule_for_each_block()?;
    a_distribution_of_ones_own()?;
    direct_setting()?;
    the_plan()
}

/// The chapter's networks learn their input sizes from the first batch: `nn.LazyLinear(8)`, `nn.Dense(8)`.
fn the_network() -> Result<(), Box<dyn Error>> {
    section("The network");
    println!("LazyLinear(8), ReLU, LazyLinear(1) in PyTorch; Flatten in front in Keras. A run decides what the");
    println!("parameters get, and the first batch says how many there are.\n");

    type Lazy = (LazyDense, Relu, LazyDense);
    let (hidden, output) = (LazyDenseDims { outputs: 8 }, LazyDenseDims { outputs: 1 });
    let net = Lazy::init_with((hidden, (), output), SEED)?;
    println!("{}\n", init! { <Lazy> ** => default }.plan(&net));
    if let Err(error) = net.0.weight() {
        println!("net[0].weight  {error}\n");
    }
    let x = Array2::<f32>::ones((2, 4));
    println!("net(X).shape   {:?} -> {:?}", x.shape(), net.forward(&x)?.shape());
    println!("net[0].weight  {:?}", net.0.weight()?.shape());
    let eager = Dense::<4, 8>::init(Seed::new(SEED).at("0"))?;
    println!("               the bits of a layer whose size was known: {}\n", net.0.weight()? == eager.weight());

    let keras = init! { <(Flatten, LazyDense, Relu, LazyDense)> ** => keras };
    let net = keras.build_with(((), hidden, (), output), SEED)?;
    let x = Array4::<f32>::ones((2, 4, 4, 1));
    println!("Flatten first  {:?} -> {:?}, weight {:?}", x.shape(), net.forward(&x)?.shape(), net.1.weight()?.shape());
    Ok(())
}

/// Every framework initializes its layers somehow. Which somehow is a choice here, by name.
fn default_initialization() -> Result<(), Box<dyn Error>> {
    section("Default initialization");
    println!("A model is built and initialized in one step. Our dense layer does what PyTorch's does;");
    println!("the other frameworks' defaults are one rule away: `** => flax`.\n");

    let net = Mlp::init(SEED)?;
    let x = Array2::<f32>::ones((2, 4));
    println!("net(X).shape  {:?} -> {:?}\n", x.shape(), net.forward(&x)?.shape());

    let mut table = parameter_table();
    for (preset, net) in [
        ("the layer's own", net),
        ("pytorch", init! { <Mlp> ** => pytorch }.build(SEED)?),
        ("mxnet", init! { <Mlp> ** => mxnet }.build(SEED)?),
        ("flax", init! { <Mlp> ** => flax }.build(SEED)?),
        ("keras", init! { <Mlp> ** => keras }.build(SEED)?),
    ] {
        row(&mut table, preset, "hidden.weight", net.hidden.weight());
        row(&mut table, preset, "hidden.bias", net.hidden.bias());
    }
    println!("{table}");
    Ok(())
}

/// PyTorch: `net.apply(init_normal)`. MXNet: `initialize(init.Normal(0.01), force_reinit=True)`. Flax and Keras: arguments
/// of every layer, and a new network.
fn built_in_initializers() -> Result<(), Box<dyn Error>> {
    section("Built-in initializers");
    println!("Rules apply to an existing model in place, as often as you like.\n");
    let mut net = Mlp::init(SEED)?;

    // `<Dense>.weight` is PyTorch's `if type(module) == nn.Linear`, and cannot miss a layer in silence.
    let gaussian = init! { <Mlp>
        <Dense>.weight => normal(0.0, 0.01),
        <Dense>.bias   => zeros,
    };
    gaussian.apply(&mut net, SEED)?;
    println!("normal(0.0, 0.01), bias zeros");
    first_row(&net);

    let ones = init! { <Mlp>
        <Dense>.weight => constant(1.0),
        <Dense>.bias   => zeros,
    };
    ones.apply(&mut net, SEED)?;
    println!("constant(1.0), bias zeros");
    first_row(&net);
    Ok(())
}

/// The chapter initializes the first layer by Xavier and sets the second to 42. In PyTorch the biases then keep what
/// they had, and nobody says so. Here a rule set that forgets them does not compile: `keep` is a choice.
fn one_rule_for_each_block() -> Result<(), Box<dyn Error>> {
    section("A different initializer for each block");
    println!("Xavier for the first layer, 42 for the second, in place; the biases stay, because a rule says so.\n");
    let mut net = Mlp::init(SEED)?;
    let rules = init! { <Mlp>
        hidden.weight => xavier_uniform,
        output.weight => constant(42.0),
        **.bias       => keep,
    };
    rules.apply(&mut net, SEED)?;
    let mut table = parameter_table();
    row(&mut table, "xavier_uniform", "hidden.weight", net.hidden.weight());
    row(&mut table, "keep", "hidden.bias", net.hidden.bias());
    row(&mut table, "constant(42.0)", "output.weight", net.output.weight());
    row(&mut table, "keep", "output.bias", net.output.bias());
    println!("{table}\n");

    // One block alone, at its place in the model, gets the bits that the whole run gave it.
    let mut other = Mlp::init(7)?;
    let hidden = init! { <Dense<4, 8>> weight => xavier_uniform, bias => keep };
    hidden.apply(&mut other.hidden, Seed::new(SEED).at("hidden"))?;
    println!("The first layer alone gets the same weights: {}", other.hidden.weight() == net.hidden.weight());
    Ok(())
}

/// What the chapter writes by hand: U(-10, 10), and what is smaller than 5 set to zero.
const fn keep_large(x: f64) -> f64 {
    if x.abs() >= 5.0 { x } else { 0.0 }
}

/// The chapter's own initializer class. It prints what it initializes.
struct MyInit;

impl Initializer for MyInit {
    fn initialize(
        &self,
        param: &ParamInfo,
        mut values: ViewMut<'_>,
        stream: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        println!("Init {} {:?}", param.path(), param.shape());
        values.fill_with(|| keep_large(stream.random_range(-10.0..10.0)));
        Ok(())
    }
}

/// w is U(5, 10) with probability 1/4, 0 with probability 1/2, U(-10, -5) with probability 1/4.
fn a_distribution_of_ones_own() -> Result<(), Box<dyn Error>> {
    section("Custom initialization");
    println!("U(5, 10) with probability 1/4, 0 with probability 1/2, U(-10, -5) with probability 1/4, three ways:");
    println!("as a mixture, as a function of U(-10, 10), and in code of one's own, which prints what it initializes");
    println!("and draws from a stream of its own.\n");
    let mut table = parameter_table();

    let mixture = init! { <Mlp>
        **.weight => mixture { 0.25 => uniform(5.0, 10.0), 0.5 => zeros, 0.25 => uniform(-10.0, -5.0) },
        **.bias   => zeros,
    };
    row(&mut table, "mixture { .. }", "hidden.weight", mixture.build(SEED)?.hidden.weight());

    let mapped = init! { <Mlp>
        **.weight => map(uniform(-10.0, 10.0), keep_large),
        **.bias   => zeros,
    };
    row(&mut table, "map(uniform, keep_large)", "hidden.weight", mapped.build(SEED)?.hidden.weight());

    let custom = init! { <Mlp>
        **.weight => custom(&MyInit),
        **.bias   => zeros,
    };
    let net = custom.build(SEED)?;
    row(&mut table, "custom(&MyInit)", "hidden.weight", net.hidden.weight());
    println!("\n{table}\n");
    println!("custom(&MyInit), hidden.weight[..2]\n{:7.4}", net.hidden.weight().slice(ndarray::s![..2, ..]));
    Ok(())
}

/// Parameters are ndarray arrays. Setting them needs no library.
fn direct_setting() -> Result<(), Box<dyn Error>> {
    section("Direct setting");
    let mut net = init! { <Mlp> **.weight => map(uniform(-10.0, 10.0), keep_large), **.bias => zeros }.build(SEED)?;
    println!("weight[0]           {:7.4}", net.hidden.weight().row(0));
    *net.hidden.weight_mut() += 1.0;
    println!("weight += 1         {:7.4}", net.hidden.weight().row(0));
    net.hidden.weight_mut()[[0, 0]] = 42.0;
    println!("weight[0, 0] = 42   {:7.4}", net.hidden.weight().row(0));
    Ok(())
}

/// What a run would do, before it does it.
fn the_plan() -> Result<(), Box<dyn Error>> {
    section("A plan");
    println!("What a rule set would do to a model, and which rule or attribute says so. Nothing is written.\n");
    let rules = init! { <Mlp>
        hidden.weight => kaiming_normal(mode = FanOut),
        **.bias       => zeros,
        **            => default,
    };
    println!("{}", rules.plan(&Mlp::init(SEED)?));
    Ok(())
}

fn section(title: &str) {
    println!("\n\n{title}\n{}\n", "=".repeat(title.len()));
}

/// What the chapter prints: the first weights and the first bias.
fn first_row(net: &Mlp) {
    println!("  hidden.weight[0] {:7.4}  hidden.bias[0] {:.4}\n", net.hidden.weight().row(0), net.hidden.bias()[0]);
}

fn parameter_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(["initializer", "parameter", "shape", "mean", "std", "min", "max"]);
    table
}

fn row<S: Data<Elem = f32>, D: Dimension>(table: &mut Table, initializer: &str, path: &str, values: &ArrayBase<S, D>) {
    let values64 = values.mapv(f64::from);
    let min = values64.fold(f64::INFINITY, |a, &b| a.min(b));
    let max = values64.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    table.add_row([
        initializer.to_owned(),
        path.to_owned(),
        format!("{:?}", values.shape()),
        format!("{:8.4}", values64.mean().unwrap_or(0.0)),
        format!("{:8.4}", values64.std(0.0)),
        format!("{min:8.4}"),
        format!("{max:8.4}"),
    ]);
}
