//! Tests that no input makes the macros panic: every outcome is tokens, with the errors among them.
//!
//! `PROPTEST_CASES=1000000 cargo test -p paraminit-macros property` runs more.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::prelude::*;
use quote::quote;

use crate::expand;

const WORDS: &[&str] = &[
    "weight",
    "bias",
    "hidden",
    "zeros",
    "normal",
    "mixture",
    "gates",
    "map",
    "scaled",
    "custom",
    "default",
    "keep",
    "Relu",
    "MY_INIT",
    "gain",
    "mode",
    "shape",
    "axes",
    "fans_of",
    "part",
    "parts",
    "kind",
    "dims",
    "len",
    "skip",
    "required",
    "last",
    "rules",
    "key",
    "library",
    "config",
    "cfg",
    "when",
    "let",
    "Some",
    "remote",
    "with",
    "get",
    "get_mut",
    "new",
    "partial",
    "out",
    "in",
    "kernel",
    "init",
    "move",
    "self",
    "Self",
    "crate",
    "type",
    "p",
    "std",
    "as",
    "f32",
    "r#type",
    "xavier_uniform",
    "trunc_normal",
    "rescale",
    "constant",
    "ünïcode",
    "_",
];
const PUNCTS: &[char] =
    &['.', ',', '*', '<', '>', '=', '|', ':', '-', '!', '&', ';', '#', '?', '+', '/', '$', '@', '\''];
const LITERALS: &[&str] = &[
    "0",
    "1",
    "3",
    "0.1",
    "0.",
    "1e39",
    "99999999999999999999",
    "\"old\"",
    "'c'",
    "b\"x\"",
    "1_000",
    "0x10",
    "2usize",
    "1.5f32",
];

/// All tokens that are legal in `init!` and attributes, for mutation.
const VALID: &[&str] = &[
    "**.bias => zeros, hidden.weight => xavier_uniform(gain = Relu), output.weight => constant(42.0),",
    "blocks[2..6].<Dense>.weight | blocks[*].0.1.w => mixture { 0.25 => uniform(5.0, 10.0), 0.75 => zeros }",
    "** => |p| init::normal(0.0, 0.02 / p.len(0) as f64), a => { init::custom(&x) }, b => sample(Gamma::<f64>::new(1.0, 2.0)?)",
    "shape = [d_ff, 3 * d_model], axes = [out, 3 * in], fans_of = weight, part = weight, kind = Dense, key = \"old\"",
    "shape = [a, b], axes = [out, in], parts(in: q = a, k = 2 * b, v = cfg.x), q | k => zeros, v => orthogonal",
    "dims { d_model, d_ff: 4 * d_model }, len = [a, b], required, zeros",
    "skip = 7",
    "config = |i, j| &cfg.blocks[i], len = cfg.layers, when = let Some(lora) = &cfg.lora, with = Vec<Option<Block>>",
    "shape = move |i| [cfg.widths[i], cfg.widths[i + 1]], get = weight, get_mut = weight_mut, axes = [cfg.heads * out, in]",
    "remote = other::Linear<T, 3>, config = Config<A, B>, new = other::Linear::new(cfg.inputs), partial",
    "dims(a, b), kind = Dense, crate = ::x, library, ** => pytorch",
    "init!<zeros>",
    "w => gates([orthogonal, scaled(eye, 0.5), xavier_uniform(gain = Tanh), zeros]), b => gates(BLOCKS)",
    "map(uniform(-1.0, 1.0), f), trunc_normal(0.02, within = 3.0, rescale = true)",
];

fn token() -> impl Strategy<Value = TokenTree> {
    let span = Span::call_site();
    let word = proptest::sample::select(WORDS).prop_map(move |word| {
        TokenTree::Ident(match word.strip_prefix("r#") {
            Some(word) => Ident::new_raw(word, span),
            None => Ident::new(word, span),
        })
    });
    let punct = (proptest::sample::select(PUNCTS), any::<bool>()).prop_map(|(c, joint)| {
        TokenTree::Punct(Punct::new(c, if joint || c == '\'' { Spacing::Joint } else { Spacing::Alone }))
    });
    let literal = proptest::sample::select(LITERALS)
        .prop_map(|text| TokenTree::Literal(text.parse::<Literal>().expect("a literal")));
    let leaf = prop_oneof![4 => word, 5 => punct, 2 => literal];
    leaf.prop_recursive(4, 24, 6, |inner| {
        let delimiter = proptest::sample::select(
            &[Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace, Delimiter::None][..],
        );
        (delimiter, proptest::collection::vec(inner, 0..6))
            .prop_map(|(delimiter, tokens)| TokenTree::Group(Group::new(delimiter, tokens.into_iter().collect())))
    })
}

fn random() -> impl Strategy<Value = TokenStream> {
    proptest::collection::vec(token(), 0..24).prop_map(|tokens| tokens.into_iter().collect())
}

/// A valid input with some tokens removed, doubled or replaced.
fn mutated() -> impl Strategy<Value = TokenStream> {
    let edits = proptest::collection::vec((any::<prop::sample::Index>(), 0..3_u8, token()), 1..4);
    (proptest::sample::select(VALID), edits).prop_map(|(source, edits)| {
        let mut tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("valid tokens").into_iter().collect();
        for (place, edit, other) in edits {
            if tokens.is_empty() {
                break;
            }
            let at = place.index(tokens.len());
            match edit {
                0 => drop(tokens.remove(at)),
                1 => tokens.insert(at, tokens[at].clone()),
                _ => tokens[at] = other,
            }
        }
        tokens.into_iter().collect()
    })
}

/// Feeds both macros, in every place that takes tokens.
fn feed(tokens: &TokenStream) {
    expand::init(quote!([::paraminit] <Mlp> #tokens));
    expand::init(quote!([::paraminit] #tokens));
    expand::derive(quote!(
        #[init(#tokens)]
        struct Model {
            #[init(#tokens)]
            field: Array2<f32>,
            other: T,
        }
    ));
    expand::derive(quote!(
        struct Model<T, const N: usize>(#[init(#tokens)] T, #[init(#tokens)] Vec<f32>);
    ));
    expand::derive(tokens.clone());
}

proptest! {
    // Each case feeds five inputs, and there are two properties: 10^5 inputs.
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_tokens(tokens in random()) {
        feed(&tokens);
    }

    #[test]
    fn mutations_of_valid_input(tokens in mutated()) {
        feed(&tokens);
    }
}

#[test]
fn deep_nesting() {
    for delimiter in [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket] {
        for depth in [10, 99, 101, 1000] {
            let mut tokens = quote!(zeros);
            for _ in 0..depth {
                let group = TokenTree::Group(Group::new(delimiter, tokens));
                tokens = quote!(** => scaled #group);
            }
            feed(&tokens);
        }
    }
}

#[test]
fn long_input() {
    let rules = (0..2000).map(|i| {
        let name = quote::format_ident!("field_{i}");
        quote!(#name.weight => normal(0.0, 1.0),)
    });
    feed(&quote!(#(#rules)*));
}
