use paraminit::prelude::*;

type Sixteen<T> = [[[[[[[[[[[[[[[[T; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1];

// 1 field, 16 + 14 elements, 1 field: 32.
#[derive(Initialize)]
struct Deepest {
    #[init(** => zeros)]
    inner: Sixteen<[[[[[[[[[[[[[[Dense<2, 2>; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1]>,
}

#[derive(Initialize)]
#[init(inner.**.weight => zeros)]
struct TooDeep {
    inner: Deepest,
}

// The struct inside of it was refused.
#[derive(Initialize)]
#[init(** => zeros)]
struct Deeper {
    inner: TooDeep,
}

fn main() {
    let _ = init! { <Deeper> **.weight => zeros, **.bias => ones };
    // A tuple has no definition.
    let _ = init! { <(Deepest, Dense<2, 2>)> **.weight => zeros, **.bias => ones };
}
