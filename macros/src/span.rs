//! Spans for checks that the compiler evaluates. It reports them on the tokens with these spans.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::diag::Extent;

/// Returns the call `path(args)`, spanned from the first to the last token of `at`.
///
/// The path has the empty span before the first token, the arguments have the span of the last one. rustc underlines
/// from one to the other. An editor that looks up a token finds nothing of ours there.
pub fn call(path: TokenStream, args: TokenStream, at: Extent) -> TokenStream {
    let here = start(at.first);
    let mut out: TokenStream = path
        .into_iter()
        .map(|mut token| {
            token.set_span(here);
            token
        })
        .collect();
    let mut group = Group::new(Delimiter::Parenthesis, args);
    group.set_span(at.last);
    out.extend([TokenTree::Group(group)]);
    out
}

/// Returns the empty span before a token. Outside of the compiler, in our own tests, there are no such spans.
pub fn start(span: Span) -> Span {
    if proc_macro::is_available() { span.unwrap().start().into() } else { span }
}
