//! What an editor sees: field accesses and paths with the user's own tokens, which no compiler ever compiles.
//!
//! rust-analyzer sets `cfg(rust_analyzer)` for workspace crates. Under it, every pattern becomes a chain of field accesses
//! up to its first glob and every initializer a path. That gives hover, completion, go-to-definition and rename inside of
//! patterns. The block comes first, and is the same when there are errors, so that what is being typed lines up.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Member;

use crate::ast::Model;
use crate::catalogue;
use crate::tokens::{find_fat_arrow, is_punct};

/// The block of an `init!`, for rules as they were typed, readable or not.
pub fn of_rules<'r>(model: &impl ToTokens, rules: impl IntoIterator<Item = &'r [TokenTree]>) -> TokenStream {
    let statements = rules.into_iter().map(|rule| statements(&[], rule));
    quote! {
        #[allow(unexpected_cfgs)]
        const _: () = {
            #[cfg(rust_analyzer)]
            {
                use __p::EditorPart as _;
                let _ = |__model: &#model| { #(#statements)* };
            }
        };
    }
}

/// The block of a derive, inside of a method, where generic parameters can be named. Rules on a field start there.
pub fn of_attributes(model: &Model) -> TokenStream {
    let on_fields = model.parts().flat_map(|field| {
        let start = match &field.member {
            Member::Named(name) => vec![TokenTree::Ident(name.clone())],
            Member::Unnamed(_) => Vec::new(),
        };
        field.attrs.typed.iter().map(move |rule| statements(&start, rule))
    });
    let on_struct = model.attrs.typed.iter().map(|rule| statements(&[], rule));
    quote! {
        #[cfg(rust_analyzer)]
        {
            use __p::EditorPart as _;
            let __model = self;
            #(#on_fields)*
            #(#on_struct)*
        }
    }
}

/// What one rule names, from the field `start` on.
fn statements(start: &[TokenTree], rule: &[TokenTree]) -> TokenStream {
    let (left, right) = match find_fat_arrow(rule) {
        Some(arrow) => (&rule[..arrow], &rule[arrow + 2..]),
        // On a field, what has no arrow is an initializer; in `init!` it is a pattern that is being typed.
        None if start.is_empty() => (rule, &[][..]),
        None => (&[][..], rule),
    };
    let accesses = left.split(|token| is_punct(Some(token), '|')).filter_map(|pattern| access(start, pattern));
    let name = match right {
        [TokenTree::Ident(name), ..] if !is_word(name) => {
            let known = catalogue::find(&name.to_string()).is_some() || right.len() == 1;
            known.then(|| quote!(let _ = __p::init::#name;))
        }
        _ => None,
    };
    quote!(#(#accesses)* #name)
}

fn is_word(name: &Ident) -> bool {
    name == "default" || name == "keep" || name == "move" || name.to_string().starts_with(char::is_uppercase)
}

/// `&model.hidden.weight`, as far as the pattern names fields. A dot with nothing behind it gets a placeholder, so that
/// there is something to complete.
fn access(start: &[TokenTree], pattern: &[TokenTree]) -> Option<TokenStream> {
    let mut place = quote!(__model);
    for field in start {
        place = quote!(#place.#field);
    }
    let mut named = false;
    let mut tokens = pattern.iter().peekable();
    let mut wants_name = true;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(field) if wants_name => {
                let field = as_field(field)?;
                place = quote!(__p::Editor(&#place).part().#field);
                (named, wants_name) = (true, false);
            }
            TokenTree::Punct(dot) if dot.as_char() == '.' && !wants_name => {
                wants_name = true;
                if tokens.peek().is_none() {
                    let missing = Ident::new("__", dot.span());
                    place = quote!(__p::Editor(&#place).part().#missing);
                }
            }
            TokenTree::Group(_) if !wants_name => place = quote!(__p::Editor(&#place).part()[0]),
            _ => break,
        }
    }
    named.then(|| quote!(let _ = &#place;))
}

/// A keyword names a field as `r#keyword`.
fn as_field(name: &Ident) -> Option<Ident> {
    let text = name.to_string();
    if syn::parse_str::<Ident>(&text).is_ok() {
        return Some(name.clone());
    }
    let never_raw = matches!(&*text, "self" | "Self" | "super" | "crate" | "_");
    (!never_raw).then(|| Ident::new_raw(&text, name.span()))
}
