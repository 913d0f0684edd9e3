//! The macros and a text read the same patterns, and refuse others in the same sentences.

use std::path::Path;
use std::{env, fs};

use paraminit_syntax::{Bytes, Token, Tree, alternatives, lex};
use proc_macro2::{Span, TokenStream, TokenTree};

use crate::diag::Diagnostics;
use crate::parse::pattern::{Segment, parse_alternatives, token};

/// What each macro makes of a pattern: its segments, or the errors.
fn by_macro(source: &str) -> Result<Vec<Vec<Segment>>, String> {
    let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("tokens").into_iter().collect();
    let mut diagnostics = Diagnostics::default();
    let patterns = parse_alternatives(&tokens, Span::call_site(), &mut diagnostics);
    let messages = messages(diagnostics.into_tokens());
    if messages.is_empty() { Ok(patterns.into_iter().map(|pattern| pattern.segments).collect()) } else { Err(messages) }
}

/// The sentences of the calls of `compile_error!`, one a line.
fn messages(tokens: TokenStream) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => out += &messages(group.stream()),
            TokenTree::Literal(literal) => {
                let text: syn::LitStr = syn::parse_str(&literal.to_string()).expect("a string");
                out += &text.value();
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

fn by_text(source: &str) -> Result<Vec<Vec<Segment>>, String> {
    let lexed = lex(source);
    assert_eq!(lexed.faults, [], "{source}");
    let (mut patterns, mut messages) = (Vec::new(), String::new());
    for read in alternatives(&lexed.tokens, Bytes::default()) {
        match read {
            Ok(pattern) => patterns.push(pattern.segments.into_iter().map(Segment::Written).collect()),
            Err(fault) => messages = messages + &fault.message + "\n",
        }
    }
    if messages.is_empty() { Ok(patterns) } else { Err(messages) }
}

#[test]
fn patterns_and_sentences_are_the_same() {
    let (mut right, mut wrong) = (0, 0);
    for source in [
        "hidden.weight",
        "**.bias",
        "*.*",
        "blocks[3].proj",
        "blocks[2..6].w | blocks[2..].w | blocks[..=6].w | blocks[*].w",
        "blocks[last].w | blocks[..last].w | blocks[2..last].w",
        "grid[1][2].w",
        "a.**.<Dense>.*",
        "heads[\"a.b\"].weight | heads[r#\"\\\"#].w | heads[\"\\u{e9}\\\"\"].w",
        "r#type.weight | <r#type>.w",
        "layers.0.weight | layers.0.1 | .0.weight | layers.0.* | layers.1_0.w",
        "blocks[1_000].w",
        "größe.weight",
        "",
        "hidden.",
        ".a",
        "a..b",
        "a b",
        "a.[0]",
        "a[x] | a[last..] | a[..=last] | a[last - 1] | a[-1] | a[+1] | a[1.5] | a[1 2] | a[4..2] | a[(1)] | a['a']",
        "a[99999999999] | a[] | a[_] | a[2..=4294967295] | a[\"a\"x] | a[b\"a\"]",
        "a | ",
        "| a",
        "<> | <a::B>.c | <Dense.weight | <Dense<4>>.w | <r#type",
        "a(b) | a{b} | (a)",
        "'a' | 'a",
        "_",
        "a._ | [0]._",
        "layer*.w | *layer.w | *1.bias | a.*.*b",
        "\"hidden.weight\" | a.\"b\"",
        "a.1e5 | a.0x1f | a.1f32 | a.b\"c\"",
        "a-b.w | a/b | a:b | a => b | #[cfg(x)] a",
        &["a"; 61].join("."),
    ] {
        let (by_macro, by_text) = (by_macro(source), by_text(source));
        assert_eq!(by_macro, by_text, "{source}");
        if by_text.is_ok() { right += 1 } else { wrong += 1 }
    }
    assert_eq!((right, wrong), (13, 20));
}

/// A token without its place.
#[derive(Debug, PartialEq)]
enum Bare {
    Plain(Tree<()>),
    Group(paraminit_syntax::Delimiter, Vec<Bare>),
}

fn bare<P>(tokens: Vec<Token<P>>) -> Vec<Bare> {
    let tokens = tokens.into_iter().map(|token| match token.tree {
        Tree::Ident(text) => Bare::Plain(Tree::Ident(text)),
        Tree::Literal(text) => Bare::Plain(Tree::Literal(text)),
        Tree::Punct(sign) => Bare::Plain(Tree::Punct(sign)),
        Tree::Group(delimiter, inner) => Bare::Group(delimiter, bare(inner)),
    });
    tokens.collect()
}

/// The tests of the compiler's messages hold every mistake in a pattern.
#[test]
fn the_tokens_of_a_text_are_those_of_rust() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    let mut files = 0;
    for topic in fs::read_dir(folder).expect("tests/ui").map(|topic| topic.expect("an entry").path()) {
        for path in fs::read_dir(&topic).into_iter().flatten().map(|file| file.expect("an entry").path()) {
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a test");
            // A comment of documentation is an attribute to Rust.
            let lines =
                text.lines().filter(|line| !["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark)));
            let text = lines.collect::<Vec<_>>().join("\n");
            let tokens: TokenStream = text.parse().expect("tokens");
            let lexed = lex(&text);
            assert_eq!(lexed.faults, [], "{}", path.display());
            assert_eq!(
                bare(lexed.tokens),
                bare(tokens.into_iter().map(|tree| token(&tree)).collect()),
                "{}",
                path.display()
            );
            files += 1;
        }
    }
    assert!(files > 100, "{files}");
}
