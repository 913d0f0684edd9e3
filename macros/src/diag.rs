//! A collection of errors, so that a user sees all mistakes at once.
//!
//! A reader that returns nothing after a mistake returns [`syn::Result`], and has reported nothing yet. A reader that
//! continues after an error takes [`Diagnostics`]. A mere `None` never means that an error was reported.

use core::fmt::Display;

use proc_macro2::{Punct, Spacing, Span, TokenStream, TokenTree};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub struct Diagnostics {
    errors: Option<Error>,
}

/// A proof that an error was added to [`Diagnostics`].
#[derive(Clone, Copy)]
pub struct Reported;

impl Diagnostics {
    /// Adds an error that underlines these tokens.
    pub fn error(&mut self, at: Extent, message: impl Display) {
        self.add(at.error(message));
    }

    /// Adds an error.
    pub fn add(&mut self, error: Error) -> Reported {
        match &mut self.errors {
            Some(all) => all.combine(error),
            None => self.errors = Some(error),
        }
        Reported
    }

    /// Returns the value, or adds the error.
    pub fn take<T>(&mut self, result: syn::Result<T>) -> Result<T, Reported> {
        result.map_err(|error| self.add(error))
    }

    /// Returns the result, or all errors if some were added before.
    pub fn finish<T>(self, result: syn::Result<T>) -> syn::Result<T> {
        match (self.errors, result) {
            (None, result) => result,
            (Some(errors), Ok(_)) => Err(errors),
            (Some(mut errors), Err(last)) => {
                errors.combine(last);
                Err(errors)
            }
        }
    }

    /// True if nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Returns the errors as tokens that report them.
    pub fn into_tokens(self) -> TokenStream {
        self.errors.map(|error| error.to_compile_error()).unwrap_or_default()
    }
}

/// The tokens that an error underlines, from the first to the last.
#[derive(Clone, Copy)]
pub struct Extent {
    /// The first token.
    pub first: Span,
    /// The last token.
    pub last: Span,
}

impl Extent {
    /// The extent of one token.
    pub fn of(span: Span) -> Self {
        Self { first: span, last: span }
    }

    /// The extent from the first to the last of these tokens; that of `fallback` if there are none.
    pub fn over(tokens: &[TokenTree], fallback: Span) -> Self {
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => Self { first: first.span(), last: last.span() },
            _ => Self::of(fallback),
        }
    }

    /// Returns an error that underlines them.
    pub fn error(self, message: impl Display) -> Error {
        // syn underlines from the first to the last of the tokens in `new_spanned`.
        let ends = [self.first, self.last].map(|span| {
            let mut dot = Punct::new('.', Spacing::Alone);
            dot.set_span(span);
            TokenTree::Punct(dot)
        });
        Error::new_spanned(TokenStream::from_iter(ends), message)
    }
}
