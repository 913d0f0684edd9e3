//! An initializer of one's own: Nguyen and Widrow's, for a hidden layer of tanh units.
//!
//! ```text
//! cargo run --release --bin custom
//! ```
//!
//! Nguyen and Widrow (1990) lay the active regions of `H` tanh units evenly over `I` inputs in [-1, 1]: every row of the weight is
//! a random direction of length `beta = 0.7 H^(1 / I)`, every bias uniform within `beta`. MATLAB's `initnw` is the
//! default of its networks. The rows depend on one another's length, so no distribution of single elements says it:
//! this is what [`Initializer`] is for. Everything printed is the same on every run.

use std::error::Error;

use paraminit::prelude::*;
use rand::RngExt;

/// Rows of length `0.7 H^(1 / I)`, where `I` and `H` are the fans.
struct NguyenWidrow;

/// The length of the rows. Without fans, 0 stands in here, and the run fails with an error that says so.
#[expect(clippy::cast_precision_loss, reason = "fans far below 2^53")]
fn beta(param: &ParamInfo) -> f64 {
    0.7 * (param.fan_out() as f64).powf(1.0 / param.fan_in().max(1) as f64)
}

impl Initializer for NguyenWidrow {
    fn initialize(
        &self,
        param: &ParamInfo,
        mut values: ViewMut<'_>,
        stream: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let beta = beta(param);
        match *param.shape() {
            // A bias: its fans are its weight's.
            [_] => values.fill_with(|| stream.random_range(-beta..beta)),
            [_, inputs] => {
                let mut row = Vec::new();
                values.fill_with(|| {
                    if row.is_empty() {
                        row = (0..inputs).map(|_| stream.random_range(-1.0..1.0_f64)).collect();
                        let length = row.iter().map(|x| x * x).sum::<f64>().sqrt();
                        for x in &mut row {
                            *x *= beta / length;
                        }
                    }
                    row.pop().unwrap_or_default()
                });
            }
            _ => return Err(format!("{:?} is neither a matrix nor a bias", param.shape()).into()),
        }
        Ok(())
    }
}

#[derive(Initialize)]
struct Net {
    hidden: Dense<2, 12>,
    output: Dense<12, 1>,
}

fn main() -> Result<(), Box<dyn Error>> {
    // Checked against the model like any other rule.
    let rules = init! { <Net>
        hidden.weight | hidden.bias => custom(&NguyenWidrow),
        output.weight               => xavier_uniform,
        output.bias                 => zeros,
    };
    let net = rules.build(42)?;
    println!("{}\n", rules.plan(&net));

    let lengths = net.hidden.weight().rows().into_iter().map(|row| row.dot(&row).sqrt());
    let (shortest, longest) = lengths.fold((f32::MAX, 0.0_f32), |(low, high), x| (low.min(x), high.max(x)));
    let largest = net.hidden.bias().fold(0.0_f32, |largest, x| largest.max(x.abs()));
    println!("beta                   {:.4}", 0.7 * 12.0_f64.sqrt());
    println!("lengths of the rows    {shortest:.4} .. {longest:.4}");
    println!("largest absolute bias  {largest:.4}");

    // It draws from the parameter's own stream: the same bits when the parameter is initialized alone.
    let mut again = Net::init(7)?;
    init! { <Net> hidden.weight => custom(&NguyenWidrow), ** => keep }.apply(&mut again, 42)?;
    println!("initialized alone      the same bits: {}", again.hidden.weight() == net.hidden.weight());

    // What it cannot do is an error that names parameter and rule, and the model is as it was.
    let wrong = init! { <Convolution> ** => custom(&NguyenWidrow) };
    if let Err(error) = wrong.build(42) {
        println!("\n{error}");
    }
    Ok(())
}

/// A parameter that it does not suit.
#[derive(Initialize)]
struct Convolution {
    #[init(shape = [4, 3, 5], axes = [out, in, kernel], required)]
    filters: ndarray::Array3<f32>,
}
