//! What an editor sees: field accesses and paths with the user's own tokens, which no compiler ever compiles.
//!
//! rust-analyzer sets `cfg(rust_analyzer)` for workspace crates. Under it, every pattern becomes a chain of field accesses
//! up to its first glob and every initializer a path. That gives hover, completion, go-to-definition and rename inside of
//! rules. The block comes first, and is the same when there are errors, so that what is being typed lines up.
//!
//! All of it stands in the discriminant of an enum, the one body that rust-analyzer infers but does not diagnose. Rules
//! may name private fields and fields of a generic parameter, which Rust may not; what is wrong the checks know better.

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Member;

use crate::catalogue;
use crate::input::model::Model;
use crate::input::variant::Variant;
use crate::parse::tokens::{find_fat_arrow, is_punct};

/// How many ways to read one pattern are followed, and how far: no valid pattern has more tokens that name something.
const MAX_READINGS: usize = 8;
const MAX_TOKENS: usize = 128;

/// The block of a `select!`: its values stand in the code as they are.
pub fn of_patterns<'r>(model: &impl ToTokens, rules: impl IntoIterator<Item = &'r [TokenTree]>) -> TokenStream {
    let patterns = |rule: &'r [TokenTree]| find_fat_arrow(rule).map_or(rule, |arrow| &rule[..arrow]);
    of_rules(model, rules.into_iter().map(patterns))
}

/// The block of an `init!`, for rules as they were typed, readable or not.
pub fn of_rules<'r>(model: &impl ToTokens, rules: impl IntoIterator<Item = &'r [TokenTree]>) -> TokenStream {
    let statements = rules.into_iter().map(|rule| statements(&[], rule));
    let block = block(&quote!(), model, &quote!(#(#statements)*));
    quote! {
        #[allow(unexpected_cfgs)]
        const _: () = { #block };
    }
}

/// The block of a derive. Rules on a field start there.
pub fn of_attributes(model: &Model) -> TokenStream {
    let on_fields = model.parts().flat_map(|field| {
        let start = match &field.member {
            Member::Named(name) => TokenTree::Ident(name.clone()),
            Member::Unnamed(index) => TokenTree::Literal(Literal::u32_unsuffixed(index.index)),
        };
        field.attrs.typed.iter().map(move |rule| statements(std::slice::from_ref(&start), rule))
    });
    let on_struct = model.attrs.typed.iter().map(|rule| statements(&[], rule));
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let ident = &model.ident;
    let statements = quote!(#(#on_struct)* #(#on_fields)*);
    block(&quote!(#impl_generics #where_clause), &quote!(#ident #type_generics), &statements)
}

/// The block of the derive of an enum. Fields of a variant cannot be named from outside of it, but initializers can.
pub fn of_enum(model: &Model, variants: &[Variant]) -> TokenStream {
    let fields = variants.iter().flat_map(|variant| variant.model.parts()).flat_map(|field| &field.attrs.typed);
    let initializers = fields.chain(variants.iter().flat_map(|variant| &variant.model.attrs.typed)).map(|rule| {
        let right = find_fat_arrow(rule).map_or(&rule[..], |arrow| &rule[arrow + 2..]);
        initializer(right)
    });
    let on_enum = model.attrs.typed.iter().map(|rule| statements(&[], rule));
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let ident = &model.ident;
    let statements = quote!(#(#on_enum)* #(#initializers)*);
    block(&quote!(#impl_generics #where_clause), &quote!(#ident #type_generics), &statements)
}

fn block(generics: &TokenStream, model: &impl ToTokens, statements: &TokenStream) -> TokenStream {
    // The last statement stands where the next rule will.
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

/// What one rule names, from the field `start` on.
fn statements(start: &[TokenTree], rule: &[TokenTree]) -> TokenStream {
    let (left, right) = match find_fat_arrow(rule) {
        Some(arrow) => (&rule[..arrow], Some(&rule[arrow + 2..])),
        // On a field, what has no arrow is an initializer; in `init!` it is a pattern that is being typed.
        None if start.is_empty() => (rule, None),
        None => return initializer(rule),
    };
    let accesses = left.split(|token| is_punct(Some(token), '|')).flat_map(|pattern| accesses(start, pattern));
    let initializer = right.map(initializer);
    quote!(#(#accesses)* #initializer)
}

/// What a right-hand side names.
fn initializer(tokens: &[TokenTree]) -> TokenStream {
    match tokens {
        [] => quote!(let _ = __p::init::__;),
        [TokenTree::Ident(name), rest @ ..] if catalogue::is_ours(&name.to_string()) => {
            let (name, arguments) = (path(name), rest.iter().map(arguments));
            quote!(#name #(#arguments)*)
        }
        // A constant of the user's is completed where it stands.
        [TokenTree::Ident(name)] if !name.to_string().starts_with(char::is_uppercase) => path(name),
        _ => closure(tokens),
    }
}

/// A name in the module of initializers, if it can be one.
fn path(name: &Ident) -> TokenStream {
    let is_name = syn::parse_str::<Ident>(&name.to_string()).is_ok() && name != "default" && name != "keep";
    if is_name { quote!(let _ = __p::init::#name;) } else { TokenStream::new() }
}

/// A closure or a block as it stands. The compiler parses even what it does not compile, so only if it can.
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

/// The tokens with a placeholder behind every dot that nothing follows.
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

/// The names among arguments, `gain = Relu` and `scaled(zeros, 2.0)`, at any depth.
fn arguments(token: &TokenTree) -> TokenStream {
    let TokenTree::Group(group) = token else {
        return TokenStream::new();
    };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
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

/// `&model.hidden.weight`, as far as the pattern names parts, once for each way to read it. Where a name is missing
/// stands a placeholder, so that there is something to complete.
fn accesses(start: &[TokenTree], pattern: &[TokenTree]) -> Vec<TokenStream> {
    let mut places = vec![quote!(__model)];
    let mut wants_name = true;
    for (i, token) in start.iter().chain(pattern).take(MAX_TOKENS).enumerate() {
        let begins = i <= start.len();
        match token {
            TokenTree::Ident(name) if wants_name => {
                let Some(name) = as_field(name) else { break };
                places = field(&places, &name);
                wants_name = i < start.len();
            }
            // `.0.1` reaches us as the float `0.1`.
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

/// An element of a list, or a field of a tuple: which of them, only the type tells. Completion takes the first.
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

/// A keyword names a field as `r#keyword`.
fn as_field(name: &Ident) -> Option<Ident> {
    let text = name.to_string();
    if syn::parse_str::<Ident>(&text).is_ok() {
        return Some(name.clone());
    }
    let never_raw = matches!(&*text, "self" | "Self" | "super" | "crate" | "_");
    (!never_raw).then(|| Ident::new_raw(&text, name.span()))
}
