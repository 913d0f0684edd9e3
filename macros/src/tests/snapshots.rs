//! The output of the macros for representative inputs, for a reviewer to read.
//!
//! `BLESS=1 cargo test -p paraminit-macros snapshots` writes it again.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

fn compare(name: &str, expansion: &TokenStream) {
    let file: syn::File = syn::parse2(expansion.clone()).expect("the expansion is Rust");
    let actual = prettyplease::unparse(&file);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(format!("{name}.rs"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &actual).expect("the snapshot can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "{} differs; run with BLESS=1 and read the change:\n{actual}", path.display());
}

#[test]
fn a_set_of_rules() {
    let expansion = expand::init(quote! {
        [$crate] <Mlp>
        **.bias => zeros,
        hidden.weight | blocks[2..].<Dense>.weight => scaled(xavier_uniform(gain = Relu), 0.5),
        output.weight => |p| init::normal(0.0, 1.0 / p.len(0) as f64),
        ** => default,
    });
    let expansion: TokenStream = expansion.to_string().replace("$ crate", "paraminit").parse().expect("tokens");
    compare("rules", &quote!(fn main() { let _ = #expansion; }));
}

/// Incremental compilation hashes constants through every reference, and a static by its name.
#[test]
fn mounted_sets_refer_to_statics() {
    let expansion = expand::init(quote! { [paraminit] <Net> blocks[*] => rules(BLOCK) }).to_string();
    for part in ["SEGMENTS", "PATTERNS", "RULES", "ALTERNATIVES"] {
        assert!(expansion.contains(&format!("static __RULE_0_{part} :")), "{expansion}");
    }
}

#[test]
fn a_model_with_run_time_sizes() {
    let expansion = expand::derive(quote! {
        #[init(dims(d_model, layers), ** => normal(0.0, 0.02))]
        pub struct Transformer {
            #[init(shape = [d_model, 3 * d_model], axes = [in, 3 * out], glorot_uniform)]
            qkv: Array2<f32>,
            #[init(shape = [d_model], fans_of = qkv, key = "b")]
            bias: Array1<f32>,
            #[init(dims { d_model }, len = layers, norm.gain => ones)]
            blocks: Vec<Block>,
            #[init(skip)]
            step: usize,
        }
    });
    compare("model", &expansion);
}

#[test]
fn a_generic_tuple_struct_with_mistakes() {
    let expansion = expand::derive(quote! {
        struct Pair<T: Scalar, const N: usize>(
            #[init(shape = [N, N], axes = [out, inn], xavier_uniform)] Array2<T>,
            #[init(zeros, shpae = [N])] Vec<T>,
        )
        where
            T: Copy;
    });
    compare("mistakes", &expansion);
}

#[test]
fn a_declaration_with_a_config() {
    let expansion = expand::derive(quote! {
        #[init(remote = other::Attention<T>, config = Config)]
        struct AttentionDef<T: Scalar> {
            #[init(shape = [cfg.width, cfg.width], axes = [heads * out, in], zeros)]
            query: Array2<T>,
            #[init(with = Vec<LinearDef>, config = |i| &cfg.linear[i], len = 2, when = cfg.deep)]
            layers: Option<Vec<other::Linear>>,
            #[init(skip = cfg.heads)]
            heads: usize,
        }
    });
    compare("declaration", &expansion);
}

#[test]
fn a_declaration_of_private_fields() {
    let expansion = expand::derive(quote! {
        #[init(remote = other::Linear, dims(width), new = other::Linear::new(width))]
        struct LinearDef {
            #[init(get = weight, get_mut = weight_mut, axes = [out, in], xavier_uniform)]
            weight: Array2<f32>,
            #[init(fans_of = weight, zeros)]
            bias: Array1<f32>,
        }
    });
    compare("methods", &expansion);
}
