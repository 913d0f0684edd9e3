use paraminit::prelude::*;

#[derive(Initialize)]
#[init(#[cfg(unix)] **.bias => zeros)]
struct Net {
    #[init(#[cfg(unix)] weight => ones)]
    hidden: Dense<4, 8>,
    #[init(#[cfg(unix)] zeros)]
    scale: f32,
    #[init(#[allow(unused)] zeros)]
    shift: f32,
}

fn main() {}
