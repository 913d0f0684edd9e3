use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    blocks: [Dense<4, 4>; 3],
}

const DENSE_RULES: Rules<'static, Dense<4, 4>> = init! { <Dense<4, 4>> ** => zeros };

fn main() {
    let local = init! { <Dense<4, 4>> ** => zeros };
    let _ = init! { <Net> blocks[*] => DENSE_RULES };
    let _ = init! { <Net> blocks[*] => rules(local) };
    let _ = init! { <Net> blocks[*] => rules() };
    let _ = init! { <Net> blocks[*] => rules(init::zeros()) };
}

#[derive(Initialize)]
struct InAnAttribute {
    #[init(** => rules(DENSE_RULES))]
    dense: Dense<4, 4>,
}
