//! Errors, collected: a user learns of all mistakes at once.

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub struct Diagnostics {
    errors: Option<Error>,
    /// Whether attributes are being read: no local variable can be meant there.
    pub in_attribute: bool,
}

impl Diagnostics {
    /// Adds an error that underlines the tokens from `first` to `last`.
    pub fn error(&mut self, at: Extent, message: impl core::fmt::Display) {
        self.add(Error::new_spanned(at.tokens(), message));
    }

    /// Adds an error of syn's.
    pub fn add(&mut self, error: Error) {
        match &mut self.errors {
            Some(all) => all.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// The value, or `None` with its error added.
    pub fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// The errors as tokens that report them.
    pub fn into_tokens(self) -> TokenStream {
        self.errors.map(|error| error.to_compile_error()).unwrap_or_default()
    }
}

/// What an error underlines: everything from one token to another.
#[derive(Clone, Copy)]
pub struct Extent {
    /// The first token.
    pub first: Span,
    /// The last token.
    pub last: Span,
}

impl Extent {
    /// One token.
    pub fn of(span: Span) -> Self {
        Self { first: span, last: span }
    }

    /// From the first to the last of these tokens; `fallback` if there are none.
    pub fn over(tokens: &[proc_macro2::TokenTree], fallback: Span) -> Self {
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => Self { first: first.span(), last: last.span() },
            _ => Self::of(fallback),
        }
    }

    /// Two tokens with these spans: syn underlines from one to the other.
    fn tokens(self) -> TokenStream {
        let dot = |span| {
            let mut dot = proc_macro2::Punct::new('.', proc_macro2::Spacing::Alone);
            dot.set_span(span);
            proc_macro2::TokenTree::Punct(dot)
        };
        [dot(self.first), dot(self.last)].into_iter().collect()
    }
}
