use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    hidden: Dense<4, 8>,
    head: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Net>
        #[cfg(unix, windows)]
        head.weight => zeros,
        #[cfg]
        head.bias => zeros,
        #[allow(unused)]
        hidden.weight => zeros,
        #[cfg_attr(unix, cfg(test))]
        hidden.bias => zeros,
        ** ?=> default,
    };
    let _ = init! { <Net>
        /// The head starts at zero.
        head.** => zeros,
        ** => default,
        #[cfg(unix)]
    };
    let _ = select! { <Net>
        #[cfg(1 + 1)]
        head.** => true,
        ** => false,
    };
    // The rules that are left are checked.
    let _ = init! { <Net>
        #[cfg(any())]
        hidden.** => default,
        head.** => default,
    };
    let _ = init! { <Net>
        #[cfg(not(any()))]
        **.bias => zeros,
        #[cfg(not(any()))]
        heads.weight => zeros,
        ** => default,
    };
}
