//! A key of an attribute, and the tokens after it.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Type;
use syn::ext::IdentExt;
use syn::parse::Parser;

use crate::diag::Extent;
use crate::parse::rhs::expression;
use crate::parse::tokens::{grouped, is_punct, split_at_commas, stream};
use crate::suggest;

/// A key with all tokens after it, up to the next comma.
pub struct Given<'t> {
    pub key: &'t Ident,
    pub rest: &'t [TokenTree],
    pub at: Extent,
}

impl<'t> Given<'t> {
    /// The tokens after `=`, if any.
    pub fn assigned(&self) -> Option<&'t [TokenTree]> {
        match self.rest {
            [equals, value @ ..] if is_punct(Some(equals), '=') && !value.is_empty() => Some(value),
            _ => None,
        }
    }

    /// The extent of those tokens.
    pub fn value_at(&self) -> Extent {
        Extent::over(self.rest.get(1..).unwrap_or_default(), self.at.last)
    }

    /// Checks that the key has no value.
    pub fn flag(&self) -> syn::Result<()> {
        if self.rest.is_empty() { Ok(()) } else { self.wrong(self.at, "takes no value", "", "") }
    }

    /// Reads an expression.
    pub fn value(&self) -> syn::Result<TokenStream> {
        match self.assigned() {
            // A keyword may stand for a name.
            Some([TokenTree::Ident(name)]) => Ok(TokenTree::from(name.clone()).into()),
            Some(value) => expression(stream(value)),
            None => self.wrong(self.at, "needs a value", " = ..", ""),
        }
    }

    /// Reads a plain name.
    pub fn name(&self) -> syn::Result<String> {
        if let Ok(name) = Ident::parse_any.parse2(self.value()?) {
            return Ok(name.unraw().to_string());
        }
        let (key, quoted) = (self.key, self.assigned().and_then(quoted_name));
        let help = quoted.map(|name| format!("\nhelp: write `{key} = {name}`")).unwrap_or_default();
        Err(self.at.error(format_args!("`{key}` needs a plain name{help}")))
    }

    /// Reads the name of a method.
    pub fn method(&self) -> syn::Result<Ident> {
        let name = Ident::parse_any.parse2(self.value()?);
        name.or_else(|_| self.wrong(self.at, "needs the name of a method", " = weight", ", without `()`"))
    }

    /// Reads a type.
    pub fn ty(&self) -> syn::Result<Type> {
        let wrong = |at| self.wrong(at, "needs a type", " = ..", "");
        match self.assigned() {
            Some(value) => syn::parse2(stream(value)).or_else(|_| wrong(self.value_at())),
            None => wrong(self.at),
        }
    }

    /// Reads the entries of a list in brackets, `body`, and its extent.
    pub fn list(&self, body: &[TokenTree]) -> syn::Result<(Vec<TokenStream>, Extent)> {
        match grouped(body, Delimiter::Bracket) {
            Some(entries) if is_punct(self.rest.first(), '=') => {
                let entries = split_at_commas(entries).iter().map(|entry| stream(entry)).collect();
                Ok((entries, Extent::over(body, self.at.last)))
            }
            _ => self.wrong(self.at, "needs a list", " = [.., ..]", ""),
        }
    }

    fn wrong<T>(&self, at: Extent, needs: &str, usage: &str, how: &str) -> syn::Result<T> {
        let key = self.key;
        Err(at.error(format_args!("`{key}` {needs}\nhelp: write `{key}{usage}`{how}")))
    }
}

/// Returns the name in a quoted string.
fn quoted_name(value: &[TokenTree]) -> Option<String> {
    let quoted: syn::LitStr = syn::parse2(stream(value)).ok()?;
    syn::parse_str::<Ident>(&quoted.value()).ok().map(|name| name.to_string())
}

/// Returns the variant of the word, from this table of words and variants.
pub fn variant_of(
    what: &str,
    written: &str,
    table: &[(&'static str, &'static str)],
    at: Extent,
) -> syn::Result<&'static str> {
    let known = table.iter().find(|(word, _)| written == *word);
    known.map(|(_, variant)| *variant).ok_or_else(|| {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        at.error(format_args!("unknown {what} `{written}`{}", suggest::help(written, &words)))
    })
}
