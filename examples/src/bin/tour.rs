//! The chapter "Parameter Initialization" of Dive into Deep Learning, section by section.
//!
//! ```text
//! cargo run --release --bin tour
//! ```
//!
//! The chapter shows the same steps in PyTorch, MXNet, JAX/Flax and TensorFlow. Each section here says how the four do
//! it, then does it. Everything printed is the same on every run and on every machine.

use std::error::Error;

use comfy_table::{Table, presets};
use ndarray::{Array2, ArrayBase, Data, Dimension};
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

fn main() -> Result<(), Box<dyn Error>> {
    default_initialization()?;
    built_in_initializers()?;
    one_rule_for_each_block()?;
    a_distribution_of_ones_own()?;
    direct_setting()?;
    the_plan()
}

/// Every framework initializes its layers somehow. Which somehow is a choice here, by name.
fn default_initialization() -> Result<(), Box<dyn Error>> {
    section("Default initialization");
    println!("A model is built and initialized in one step. Our dense layer does what PyTorch's does;");
    println!("the other frameworks' defaults are one rule away.\n");

    let net = Mlp::init(42)?;
    let x = Array2::<f32>::ones((2, 4));
    println!("net(X).shape  {:?} -> {:?}\n", x.shape(), net.forward(&x)?.shape());

    let mut table = parameter_table();
    for (preset, net) in [
        ("its own", net),
        ("pytorch", init! { <Mlp> ** => pytorch }.build(42)?),
        ("mxnet", init! { <Mlp> ** => mxnet }.build(42)?),
        ("flax", init! { <Mlp> ** => flax }.build(42)?),
        ("keras", init! { <Mlp> ** => keras }.build(42)?),
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
    let mut net = Mlp::init(42)?;
    let mut table = parameter_table();

    // `<Dense>.weight` is PyTorch's `if type(module) == nn.Linear`, and cannot miss a layer in silence.
    let gaussian = init! { <Mlp>
        <Dense>.weight => normal(0.0, 0.01),
        <Dense>.bias   => zeros,
    };
    gaussian.apply(&mut net, 42)?;
    row(&mut table, "normal(0.0, 0.01)", "hidden.weight", net.hidden.weight());
    row(&mut table, "zeros", "hidden.bias", net.hidden.bias());

    let ones = init! { <Mlp>
        <Dense>.weight => constant(1.0),
        <Dense>.bias   => zeros,
    };
    ones.apply(&mut net, 42)?;
    row(&mut table, "constant(1.0)", "hidden.weight", net.hidden.weight());
    row(&mut table, "zeros", "hidden.bias", net.hidden.bias());
    println!("Rules apply to a model in place, as often as you like:\n\n{table}");
    Ok(())
}

/// The chapter initializes the first layer by Xavier and sets the second to 42. In PyTorch the biases then keep what
/// they had, and nobody says so. Here a rule set that forgets them does not compile.
fn one_rule_for_each_block() -> Result<(), Box<dyn Error>> {
    section("A different initializer for each block");
    let rules = init! { <Mlp>
        hidden.weight => xavier_uniform,
        output.weight => constant(42.0),
        **.bias       => zeros,
    };
    let net = rules.build(42)?;
    let mut table = parameter_table();
    row(&mut table, "xavier_uniform", "hidden.weight", net.hidden.weight());
    row(&mut table, "constant(42.0)", "output.weight", net.output.weight());
    row(&mut table, "zeros", "output.bias", net.output.bias());
    println!("{table}");
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
    let mut table = parameter_table();

    let mixture = init! { <Mlp>
        **.weight => mixture { 0.25 => uniform(5.0, 10.0), 0.5 => zeros, 0.25 => uniform(-10.0, -5.0) },
        **.bias   => zeros,
    };
    let net = mixture.build(42)?;
    row(&mut table, "as it is defined", "hidden.weight", net.hidden.weight());

    let mapped = init! { <Mlp>
        **.weight => map(uniform(-10.0, 10.0), keep_large),
        **.bias   => zeros,
    };
    let net = mapped.build(42)?;
    row(&mut table, "as the chapter does it", "hidden.weight", net.hidden.weight());

    let custom = init! { <Mlp>
        **.weight => custom(&MyInit),
        **.bias   => zeros,
    };
    let net = custom.build(42)?;
    row(&mut table, "in code of one's own", "hidden.weight", net.hidden.weight());
    println!("\n{table}\n");
    println!("The first two rows of the last one:\n{:7.4}", net.hidden.weight().slice(ndarray::s![..2, ..]));
    Ok(())
}

/// Parameters are ndarray arrays. Setting them needs no library.
fn direct_setting() -> Result<(), Box<dyn Error>> {
    section("Direct setting");
    let mut net = init! { <Mlp> **.weight => map(uniform(-10.0, 10.0), keep_large), **.bias => zeros }.build(42)?;
    *net.hidden.weight_mut() += 1.0;
    net.hidden.weight_mut()[[0, 0]] = 42.0;
    println!("weight += 1; weight[0, 0] = 42\n{:7.4}", net.hidden.weight().row(0));
    Ok(())
}

/// What a run would do, before it does it.
fn the_plan() -> Result<(), Box<dyn Error>> {
    section("A plan");
    let rules = init! { <Mlp>
        hidden.weight => kaiming_normal(mode = FanOut),
        **.bias       => zeros,
        **            => default,
    };
    println!("{}", rules.plan(&Mlp::init(42)?));
    Ok(())
}

fn section(title: &str) {
    println!("\n{title}\n{}\n", "=".repeat(title.len()));
}

fn parameter_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
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
