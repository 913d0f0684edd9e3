//! Code for editors: field accesses and paths made of the user's own tokens, which the compiler never compiles.
//!
//! rust-analyzer sets `cfg(rust_analyzer)` for workspace crates. In this code, every pattern becomes a chain of field
//! accesses up to its first glob, and every initializer becomes a path. That gives hover, completion, go-to-definition
//! and rename inside of rules. The block comes first, and does not depend on errors, so that unfinished code stays
//! aligned with its expansion.
//!
//! All of it stands in the discriminant of an enum, the one body for which rust-analyzer infers types but reports no
//! errors. Rules may name private fields and fields of a generic parameter, which plain Rust code may not. The checks
//! report actual mistakes.

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Member;

use crate::input::{Derived, Model};
use crate::parse::names::{escaped, is_keyword};
use crate::parse::rhs::{Site, is_ours};
use crate::parse::tokens::{children, is_punct, split_at_arrow};

/// The limits on the readings of one pattern and on their length. No valid pattern has more tokens that name something.
const MAX_READINGS: usize = 8;
const MAX_TOKENS: usize = 128;

/// Returns the block of an `init!` or a `select!`, for rules as they were typed, even if they cannot be parsed. The
/// values of a `select!` are in the expansion unchanged.
pub fn of_rules<'r>(
    model: &impl ToTokens,
    site: Site,
    rules: impl IntoIterator<Item = &'r [TokenTree]>,
) -> TokenStream {
    let statements = rules.into_iter().map(|rule| match split_at_arrow(rule) {
        Some(arrow) if site == Site::Select => statements(&[], arrow.left),
        _ => statements(&[], rule),
    });
    let block = block(&quote!(), model, &quote!(#(#statements)*));
    quote! {
        #[allow(unexpected_cfgs)]
        const _: () = { #block };
    }
}

/// Returns the block of a derive. Rules on a field start at the field. Fields of a variant cannot be named from outside
/// of it, but initializers can.
pub fn of_attributes(derived: &Derived) -> TokenStream {
    let model = &derived.model;
    let on_fields = model.visited().flat_map(|field| {
        let start = match &field.member {
            Member::Named(name) => TokenTree::Ident(name.clone()),
            Member::Unnamed(index) => TokenTree::Literal(Literal::u32_unsuffixed(index.index)),
        };
        field.attrs.typed.iter().map(move |rule| statements(std::slice::from_ref(&start), rule))
    });
    let on_model = model.attrs.typed.iter().map(|rule| statements(&[], rule));
    let variants = || derived.variants().map(|variant| &variant.model);
    let in_variants = variants().flat_map(Model::visited).flat_map(|field| &field.attrs.typed);
    let on_variants = variants().flat_map(|variant| &variant.attrs.typed);
    let initializers =
        in_variants.chain(on_variants).map(|rule| initializer(split_at_arrow(rule).map_or(rule, |arrow| arrow.right)));
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let ident = &model.ident;
    let statements = quote!(#(#on_model)* #(#on_fields)* #(#initializers)*);
    block(&quote!(#impl_generics #where_clause), &quote!(#ident #type_generics), &statements)
}

fn block(generics: &TokenStream, model: &impl ToTokens, statements: &TokenStream) -> TokenStream {
    // The last statement stands in the place of the next rule.
    quote! {
        #[cfg(rust_analyzer)]
        enum __Editor #generics {
            Rules = {
                use __p::EditorPart as _;
                let __model = __p::editor::<#model>();
                #statements
                let _ = __p::Editor(__model).part().__;
                0
            },
        }
    }
}

/// Returns statements for the names in one rule, from the field `start` on.
fn statements(start: &[TokenTree], rule: &[TokenTree]) -> TokenStream {
    let (left, right) = match split_at_arrow(rule) {
        Some(arrow) => (arrow.left, Some(arrow.right)),
        // On a field, tokens without an arrow are an initializer; in `init!` they are an unfinished pattern.
        None if start.is_empty() => (rule, None),
        None => return initializer(rule),
    };
    let accesses = left.split(|token| is_punct(Some(token), '|')).flat_map(|pattern| accesses(start, pattern));
    let initializer = right.map(initializer);
    quote!(#(#accesses)* #initializer)
}

/// Returns statements for the names in a right-hand side.
fn initializer(tokens: &[TokenTree]) -> TokenStream {
    match tokens {
        [] => quote!(let _ = __p::init::__;),
        [TokenTree::Ident(name), rest @ ..] if is_ours(&name.to_string()) => {
            let arguments = rest.iter().map(arguments);
            quote!(let _ = __p::init::#name; #(#arguments)*)
        }
        // A user's constant is completed in its own place.
        [TokenTree::Ident(name)] if !name.to_string().starts_with(char::is_uppercase) => path(name),
        _ => closure(tokens),
    }
}

/// Returns a path in the module of initializers, if the name can be one.
fn path(name: &Ident) -> TokenStream {
    let is_name = !is_keyword(name) && name != "default" && name != "keep";
    if is_name { quote!(let _ = __p::init::#name;) } else { TokenStream::new() }
}

/// Returns a closure or a block unchanged, if it can be parsed. The compiler parses even code that it does not compile.
fn closure(tokens: &[TokenTree]) -> TokenStream {
    let tokens = match tokens {
        [TokenTree::Ident(word), closure @ ..] if word == "const" && is_punct(closure.first(), '|') => closure,
        _ => tokens,
    };
    let code = mended(tokens.iter().cloned().collect());
    if syn::parse2::<syn::Expr>(code.clone()).is_err() {
        return TokenStream::new();
    }
    match tokens.first() {
        Some(TokenTree::Group(_)) => quote!(let _ = #code;),
        Some(TokenTree::Ident(word)) if word == "move" => quote!(let _ = __p::by(#code);),
        Some(TokenTree::Punct(bar)) if bar.as_char() == '|' => quote!(let _ = __p::by(#code);),
        _ => TokenStream::new(),
    }
}

/// Returns the tokens with a placeholder after every dot that nothing follows.
fn mended(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut mended = Group::new(group.delimiter(), mended(group.stream()));
                mended.set_span(group.span());
                TokenTree::Group(mended)
            }
            token => token,
        })
        .collect();
    if is_punct(out.last(), '.') {
        out.push(Ident::new("__", Span::call_site()).into());
    }
    out.into_iter().collect()
}

/// Returns statements for the names among arguments, `gain = Relu` and `scaled(zeros, 2.0)`, at any depth.
fn arguments(token: &TokenTree) -> TokenStream {
    let TokenTree::Group(group) = token else { return TokenStream::new() };
    let tokens = children(group);
    let mut opens = true;
    let mut out = TokenStream::new();
    for (i, token) in tokens.iter().enumerate() {
        out.extend(match token {
            TokenTree::Ident(name) if opens && !is_punct(tokens.get(i + 1), '=') => path(name),
            _ => arguments(token),
        });
        opens = [',', '=', '>'].iter().any(|opening| is_punct(Some(token), *opening));
    }
    out
}

/// Returns `&model.hidden.weight`, as far as the pattern names parts, once for each reading. A placeholder replaces a
/// missing name, so that there is something to complete.
fn accesses(start: &[TokenTree], pattern: &[TokenTree]) -> Vec<TokenStream> {
    let mut places = vec![quote!(__model)];
    let mut wants_name = true;
    for (i, token) in start.iter().chain(pattern).take(MAX_TOKENS).enumerate() {
        let begins = i <= start.len();
        match token {
            TokenTree::Ident(name) if wants_name => {
                let Some(name) = escaped(name) else { break };
                places = field(&places, &name);
                wants_name = i < start.len();
            }
            // `.0.1` arrives as the float `0.1`.
            TokenTree::Literal(literal) if wants_name => {
                for digits in literal.to_string().split('.') {
                    places = element(&places, digits, literal.span(), false);
                }
                wants_name = i < start.len();
            }
            TokenTree::Group(group) if begins || !wants_name => {
                let index = group.stream().into_iter().next().map(|token| token.to_string());
                places = element(&places, &index.unwrap_or_default(), group.span(), true);
                wants_name = false;
            }
            TokenTree::Punct(dot) if dot.as_char() == '.' && (begins || !wants_name) => wants_name = true,
            _ => break,
        }
    }
    if wants_name {
        places = field(&places, &Ident::new("__", Span::call_site()));
    }
    places.iter().map(|place| quote!(let _ = #place;)).collect()
}

fn field(places: &[TokenStream], name: &impl ToTokens) -> Vec<TokenStream> {
    places.iter().map(|place| quote!(&__p::Editor(#place).part().#name)).collect()
}

/// Returns an element of a list, and a field of a tuple. Only the type tells which it is. Completion takes the first.
fn element(places: &[TokenStream], digits: &str, span: Span, in_brackets: bool) -> Vec<TokenStream> {
    let mut number = Literal::u32_unsuffixed(digits.parse().unwrap_or_default());
    number.set_span(span);
    let mut fields = field(places, &number);
    let mut elements = places.iter().map(|place| quote!(&__p::Editor(#place).part()[0])).collect();
    if in_brackets {
        std::mem::swap(&mut fields, &mut elements);
    }
    fields.append(&mut elements);
    fields.truncate(MAX_READINGS);
    fields
}
