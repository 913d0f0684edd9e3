use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    head: Dense<2, 2>,
}

impl Net {
    fn reset(&mut self) -> Result<(), InitError> {
        init! { <Self> ** => default }.apply(self, 1)
    }

    fn decay() -> Selection<[Self; 2], f64> {
        select! { <[Self; 2]> **.bias => 0.0, ** => 0.1 }
    }
}

fn main() {}
