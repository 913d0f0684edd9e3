use std::error::Error;

use ndarray::Array2;
use paraminit::prelude::*;
use rand_distr::Gumbel;

struct Mine;

impl Initializer for Mine {
    fn initialize(&self, _: &ParamInfo, _: ViewMut<'_>, _: &mut Stream) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }
}

#[derive(Initialize)]
struct Net {
    #[init(shape = [16, 8], fixed, zeros)]
    table: Array2<f32>,
    head: Dense<8, 4>,
}

fn main() {
    let std = 0.5;
    let _ = init! { <Net> head.** => zeros, ** => { init::normal(0.0, std) } };
    let _ = init! { <Net> head.** => zeros, ** => { init::trunc_normal(std).mean(1.0) } };
    let _ = init! { <Net> head.** => zeros, ** => custom(&Mine) };
    let _ = init! { <Net> head.** => zeros, ** => sample(Gumbel::new(0.0, 1.0).unwrap()) };
}
