//! Expansion of `init! { <Model> pattern => initializer, .. }` and `select! { <Model> pattern => value, .. }`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Type;
use syn::parse::{ParseStream, Parser};

use super::checks::{judge, report};
use super::judged::Judged;
use super::mounted::{self, Counter, Lists};
use super::words::{self, check};
use super::{editor, rules};
use crate::diag::{Diagnostics, Extent};
use crate::parse::condition::{Conditional, conditional};
use crate::parse::names::find;
use crate::parse::rhs::{Kind, Site};
use crate::parse::rule::Rule;
use crate::parse::text::text;
use crate::parse::tokens::{check_depth, is_punct, split_at_commas, trees};
use crate::span::call;

/// Expands the body of `init!`, which the wrapper in the core crate passes on as `[crate path] body`.
pub fn init(input: TokenStream) -> TokenStream {
    expand(input, Site::Init)
}

/// Expands the body of `select!`, which is passed on in the same way.
pub fn select(input: TokenStream) -> TokenStream {
    expand(input, Site::Select)
}

fn expand(input: TokenStream, site: Site) -> TokenStream {
    let example = match site {
        Site::Select => "select! { <Mlp> **.bias => 0.0, ** => 0.1 }",
        Site::Init | Site::Attribute => "init! { <Mlp> **.bias => zeros, .. }",
    };
    let mut diagnostics = Diagnostics::default();
    let parser = |input: ParseStream<'_>| parts(input, example);
    let parsed = diagnostics.take(check_depth(input.clone()).and_then(|()| parser.parse2(input)));
    let Ok((krate, model, body)) = parsed else { return diagnostics.into_tokens() };
    let mut typed = split_at_commas(body);
    if let Some(conditional) = conditional(&mut typed, &mut diagnostics) {
        return under_condition(&krate, &model, site, conditional, diagnostics);
    }
    let editor = editor::of_rules(&model, site, typed.iter().map(Vec::as_slice));
    let parse = |tokens: &Vec<TokenTree>| Rule::parse(tokens, Span::call_site(), site, &mut diagnostics).ok();
    let rules: Vec<Rule> = typed.iter().filter_map(parse).collect();
    let errors = diagnostics.into_tokens();
    let rule_set = rule_set(&model, &rules, site, &errors);
    quote!({
        use #krate::__private as __p;
        #editor
        #errors
        #rule_set
    })
}

/// Returns two calls of the macro, of which the compiler expands the one whose condition holds: a macro cannot evaluate a
/// condition itself. That one resolves the next condition. So the rest of the expansion knows nothing of conditions, and
/// there are as many calls as conditions.
fn under_condition(
    krate: &TokenStream,
    model: &Type,
    site: Site,
    conditional: Conditional,
    diagnostics: Diagnostics,
) -> TokenStream {
    let Conditional { predicate, with, without } = conditional;
    let name = format_ident!("{}", if site == Site::Select { "__select" } else { "__init" });
    let call = |rules: Vec<Vec<TokenTree>>| {
        let rules = rules.into_iter().map(TokenStream::from_iter);
        quote!({ #krate::#name! { [#krate] <#model> #(#rules,)* } })
    };
    let (with, without, errors) = (call(with), call(without), diagnostics.into_tokens());
    quote!({
        #errors
        #[cfg(#predicate)]
        #with
        #[cfg(not(#predicate))]
        #without
    })
}

/// Parses `[crate path] <Model> rules`. `example` is shown in the help.
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

/// Returns the checks of the rules, and the expression that the macro stands for.
fn rule_set(model: &Type, rules: &[Rule], site: Site, errors: &TokenStream) -> TokenStream {
    let tokens = trees(model.to_token_stream());
    let name = text(&tokens).replace(" < ", "<").replace("< ", "<").replace(" > ", ">").replace(" >", ">");
    let at = Extent::over(&tokens, Span::call_site());
    let judged = rules.iter().enumerate();
    let judged: Vec<Judged<'_>> =
        judged.map(|(i, rule)| Judged::new(rule, rule.patterns.clone(), rules::constant(i))).collect();
    let report = report(&name, &quote!(<#model as __p::Initialize>::SCHEMA), &judged, site);
    let checks = judge(&judged);
    let mounted = mounted::any(&judged).then(|| mounted::faults_and_sets(&judged));
    let (assert, arguments) = match (site, mounted) {
        (Site::Select, _) => (quote!(__p::assert_selected), quote!(__SUBJECT, __REPORT)),
        (_, None) => (quote!(__p::assert_covered), quote!(__SUBJECT, __REPORT,)),
        (_, Some(mounted)) => (quote!(__p::assert_covered_beside), quote!(__SUBJECT, __REPORT, #mounted)),
    };
    // A rule that could not be parsed may be the one that covers a parameter, so coverage is not checked then.
    let covered = errors.is_empty().then(|| check(assert, arguments, at));
    let select = site == Site::Select;
    let attributes = (!select).then(|| check(quote!(__p::assert_attributes), quote!(__SUBJECT.schema), at));
    let (table, sources) = data(&judged, select);
    let set = if select { quote!(Selection::<#model, _>) } else { quote!(Rules::<#model>) };
    quote! {
        #report
        #attributes
        #checks
        #covered
        const __TABLE: &[__p::Rule] = #table;
        __p::#set::new(__TABLE, #sources)
    }
}

/// Returns the table of rules, and the sources that it refers to by number, or the values of a selection.
fn data(rules: &[Judged<'_>], select: bool) -> (TokenStream, TokenStream) {
    let (mut table, mut number) = (Lists::default(), Counter::default());
    let (mut sources, mut closures, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for judged in rules {
        let slot = words::number(sources.len());
        let action = match &judged.rhs.kind {
            Kind::Default => quote!(Default),
            Kind::Keep => quote!(Keep),
            Kind::Value(value) => {
                values.push(value);
                quote!(Keep)
            }
            Kind::Const(_) => {
                let constant = &judged.constant;
                quote!(Init(#constant))
            }
            Kind::Each(closure) => quote!(Each(#closure)),
            Kind::Block(block) | Kind::Made(block) => {
                sources.push(call(quote!(__p::source), block.clone(), judged.rhs.at));
                quote!(Slot(#slot))
            }
            Kind::Closure(closure) => {
                closures.push(closure);
                sources.push(quote!(__p::by(#closure)));
                quote!(Slot(#slot))
            }
            Kind::Mounted { .. } => {
                table.push_set(judged, "RULES");
                number.pass_set(judged);
                continue;
            }
        };
        let patterns = judged.patterns.iter().map(|pattern| {
            let a = number.alternative();
            number.pass_alternative();
            if select { pattern.tokens() } else { quote!(__SUBJECT.alternatives[#a].pattern) }
        });
        let patterns = quote!(#(#patterns),*);
        number.pass_rule();
        let at = judged.patterns.first().map_or(judged.rhs.at.first, |pattern| pattern.at.first);
        table.push(rules::data(&patterns, judged.optional, &action, &judged.rhs.text, at));
    }
    let table = if mounted::any(rules) {
        let count = number.rule();
        table.joined(&quote!(__p::join_rules), &quote!(__p::Rule), &count)
    } else {
        table.into_list()
    };
    let sources = if select {
        quote!(const { &[#(#values),*] })
    } else if sources.is_empty() {
        quote!(__p::no_sources())
    } else if closures.len() == sources.len() {
        of_closures(&closures)
    } else {
        quote!(__p::sources([#(#sources),*]))
    };
    (table, sources)
}

/// Returns the sources of rules that are closures, in one call with the span of the first one's parameters. If the set
/// is a `const`, the compiler refuses that call by its name, which says what to write.
fn of_closures(closures: &[&TokenStream]) -> TokenStream {
    let list = halves(closures);
    let first: Vec<TokenTree> = closures.iter().take(1).flat_map(|closure| (*closure).clone()).collect();
    let mut bars = first.iter().filter(|token| is_punct(Some(token), '|')).map(TokenTree::span);
    let open = bars.next().unwrap_or_else(Span::call_site);
    let at = Extent { first: open, last: bars.next().unwrap_or(open) };
    call(quote!(__p::in_a_constant_write_const_before_the_closure), list, at)
}

/// The closures as a tree of pairs: its depth is all that the compiler has to follow.
fn halves(closures: &[&TokenStream]) -> TokenStream {
    match closures {
        [] => TokenStream::new(),
        [closure] => quote!(__p::By(#closure)),
        _ => {
            let (first, second) = closures.split_at(closures.len() / 2);
            let [first, second] = [first, second].map(halves);
            quote!((#first, #second))
        }
    }
}
