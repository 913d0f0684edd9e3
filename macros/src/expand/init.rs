//! `init! { <Model> pattern => initializer, .. }`.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Type;
use syn::parse::{ParseStream, Parser};

use super::checks::{Judged, check, judge, report, rule};
use super::editor;
use super::mounted::{self, Counter, Lists};
use crate::diag::{Diagnostics, Extent};
use crate::input::model::find;
use crate::parse::rhs::Kind;
use crate::parse::rule::Rule;
use crate::parse::tokens::{is_punct, nests_too_deep, split_at_commas, text, too_deep};
use crate::span::call;

/// Expands the body of `init!`, which the wrapper in the core crate hands on as `[crate path] body`.
pub fn expand(input: TokenStream) -> TokenStream {
    if nests_too_deep(input.clone()) {
        return too_deep();
    }
    let mut diagnostics = Diagnostics::default();
    let Some((krate, model, body)) = diagnostics.take(parse(input, "init! { <Mlp> **.bias => zeros, .. }")) else {
        return diagnostics.into_tokens();
    };
    let typed = split_at_commas(body);
    let editor = editor::of_rules(&model, typed.iter().map(Vec::as_slice));
    let rules =
        typed.iter().filter_map(|tokens| Rule::parse(tokens, Span::call_site(), &mut diagnostics)).collect::<Vec<_>>();
    let expression = rule_set(&model, &rules, diagnostics);
    quote!({
        use #krate::__private as __p;
        #editor
        #expression
    })
}

/// `[crate path] <Model> rules`; `example` is what help shows.
pub fn parse(input: TokenStream, example: &str) -> syn::Result<(TokenStream, Type, TokenStream)> {
    (|input: ParseStream<'_>| parts(input, example)).parse2(input)
}

fn parts(input: ParseStream<'_>, example: &str) -> syn::Result<(TokenStream, Type, TokenStream)> {
    let path;
    syn::bracketed!(path in input);
    let krate: TokenStream = path.parse()?;
    if !input.peek(syn::Token![<]) {
        return Err(input.error(format_args!("expected the model's type in angle brackets\nhelp: `{example}`")));
    }
    input.parse::<syn::Token![<]>()?;
    let model: Type = input.parse()?;
    input.parse::<syn::Token![>]>()?;
    if let Some(own) = find(model.to_token_stream(), &Ident::new("Self", Span::call_site())) {
        let message = "the checks are constants, which cannot read `Self`\nhelp: write the type's name";
        return Err(syn::Error::new(own.span(), message));
    }
    Ok((krate, model, input.parse()?))
}

/// The model's type as people write it.
pub fn name_of(model: &[TokenTree]) -> String {
    text(model).replace(" < ", "<").replace("< ", "<").replace(" > ", ">").replace(" >", ">")
}

fn rule_set(model: &Type, rules: &[Rule], diagnostics: Diagnostics) -> TokenStream {
    let tokens: Vec<TokenTree> = model.to_token_stream().into_iter().collect();
    let name = name_of(&tokens);
    let at = Extent::over(&tokens, Span::call_site());
    let judged: Vec<Judged<'_>> = rules
        .iter()
        .enumerate()
        .map(|(i, rule)| Judged {
            patterns: rule.patterns.clone(),
            rhs: &rule.rhs,
            optional: rule.optional,
            own: false,
            on_field: false,
            constant: format_ident!("__RULE_{i}"),
        })
        .collect();
    let report = report(&name, &quote!(<#model as __p::Initialize>::SCHEMA), &judged);
    let errors = diagnostics.into_tokens();
    // A rule that could not be read may well be the one that covers what seems uncovered.
    let covered = errors.is_empty().then(|| {
        let assert =
            if mounted::any(&judged) { quote!(__p::assert_covered_beside) } else { quote!(__p::assert_covered) };
        let mounted = mounted::any(&judged).then(|| mounted::faults_and_sets(&judged));
        check(assert, quote!(__SUBJECT, __REPORT, #mounted), at)
    });
    let attributes = check(quote!(__p::assert_attributes), quote!(__SUBJECT.schema), at);
    let checks = judge(&judged);
    let (table, sources) = data(&judged);
    quote! {
        #errors
        #report
        #attributes
        #checks
        #covered
        const __TABLE: &[__p::Rule] = #table;
        __p::Rules::<#model>::new(__TABLE, #sources)
    }
}

/// The table of rules, and the sources that it refers to by number.
fn data(rules: &[Judged<'_>]) -> (TokenStream, TokenStream) {
    let (mut table, mut sources) = (Lists::default(), Vec::new());
    let closures: Vec<&TokenStream> = rules.iter().filter_map(|judged| closure(judged)).collect();
    let mut number = Counter::default();
    for judged in rules {
        let slot = Literal::usize_suffixed(sources.len());
        let action = match &judged.rhs.kind {
            Kind::Default => quote!(__p::Action::Default),
            Kind::Keep => quote!(__p::Action::Keep),
            Kind::Const(_) => {
                let constant = &judged.constant;
                quote!(__p::Action::Init(#constant))
            }
            Kind::Each(closure) => quote!(__p::Action::Each(#closure)),
            Kind::Block(block) => {
                let at = judged.rhs.at;
                sources.push(call(quote!(__p::source), block.clone(), at));
                quote!(__p::Action::Slot(#slot))
            }
            Kind::Closure(closure) => {
                sources.push(quote!(__p::by(#closure)));
                quote!(__p::Action::Slot(#slot))
            }
            Kind::Mounted { .. } => {
                table.push_set(judged, "RULES");
                number.pass_set(judged);
                continue;
            }
        };
        let patterns = judged.patterns.iter().map(|_| {
            let a = number.alternative();
            number.pass_alternative();
            quote!(__SUBJECT.alternatives[#a].pattern)
        });
        let patterns = quote!(#(#patterns),*);
        number.pass_rule();
        let at = judged.patterns.first().map_or(judged.rhs.at.first, |pattern| pattern.at.first);
        table.push(rule(&patterns, judged.optional, &action, &judged.rhs.text, at));
    }
    let table = if mounted::any(rules) {
        let count = number.rule();
        table.joined(&quote!(__p::join_rules::<{ #count }>), &quote!(__p::Rule))
    } else {
        table.into_list()
    };
    let sources = if sources.is_empty() {
        quote!(__p::no_sources())
    } else if closures.len() == sources.len() {
        of_closures(&closures)
    } else {
        quote!(__p::sources([#(#sources),*]))
    };
    (table, sources)
}

fn closure<'r>(judged: &Judged<'r>) -> Option<&'r TokenStream> {
    match &judged.rhs.kind {
        Kind::Closure(closure) => Some(closure),
        _ => None,
    }
}

/// The sources of rules that are closures, in one call that stands on the parameters of the first one. Where the set is a
/// `const`, the compiler refuses that call by its name, which says what to write.
fn of_closures(closures: &[&TokenStream]) -> TokenStream {
    let list = closures.iter().rev().fold(quote!(()), |rest, closure| quote!((__p::By(#closure), #rest)));
    let first: Vec<TokenTree> = closures.iter().take(1).flat_map(|closure| (*closure).clone()).collect();
    let mut bars = first.iter().filter(|token| is_punct(Some(token), '|')).map(TokenTree::span);
    let open = bars.next().unwrap_or_else(Span::call_site);
    let at = Extent { first: open, last: bars.next().unwrap_or(open) };
    call(quote!(__p::in_a_constant_write_const_before_the_closure), list, at)
}
