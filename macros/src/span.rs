//! Spans for checks that the compiler evaluates: it reports them on the tokens that they were given.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::diag::Extent;

/// The call `path(args)`, spanned from the first to the last token of `at`.
///
/// The path stands at the empty span before the first token, the arguments at the last one. rustc underlines from one to
/// the other, and an editor that asks what stands on a token finds nothing of ours there.
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

/// The empty span before a token. Outside of the compiler, in our own tests, there are no such spans.
pub fn start(span: Span) -> Span {
    if proc_macro::is_available() { span.unwrap().start().into() } else { span }
}
