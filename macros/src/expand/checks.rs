//! The `const _` items that check a set of rules: those of `init!`, and those in a struct's attributes.
//!
//! The matching is done once for the whole set, in `__REPORT`. Every other item only looks up its own part, and is
//! spanned on the tokens at fault.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::judged::Judged;
use super::mounted::{self, Counter, Lists};
use super::words::check;
use crate::catalogue::FOR_ANY;
use crate::diag::Extent;
use crate::parse::pattern::Segment;
use crate::parse::rhs::{Head, Init, Kind, Site, Value};
use crate::span::call;

/// Returns the subject and its report: `__SUBJECT` and `__REPORT`. `site` is where the rules stand.
pub fn report(name: &str, schema: &TokenStream, rules: &[Judged<'_>], site: Site) -> TokenStream {
    let (mut at, mut lists, mut sets) = (Counter::default(), Lists::default(), TokenStream::new());
    for rule in rules {
        if rule.is_mounted() {
            sets.extend(mounted::constants(rule, &at));
            lists.push_set(rule, "ALTERNATIVES");
            at.pass_set(rule);
            continue;
        }
        let number = at.rule();
        let says = says(&rule.rhs.kind, site);
        let (on_field, optional) = (rule.on_field, rule.optional);
        for pattern in &rule.patterns {
            if rule.own && rule.on_field && !optional && matches!(rule.rhs.kind, Kind::Const(_)) {
                let (segments, text) = (pattern.segments.iter().map(Segment::tokens), pattern.text());
                lists.push(quote!(__p::Alternative::of_bare(&[#(#segments),*], #text, #number)));
                at.pass_alternative();
                continue;
            }
            let pattern = pattern.tokens();
            lists.push(quote!(__p::Alternative {
                pattern: #pattern,
                rule: #number,
                says: __p::Says::#says,
                on_field: #on_field,
                optional: #optional,
                mounted: ::core::option::Option::None,
            }));
            at.pass_alternative();
        }
        at.pass_rule();
    }
    let mut count = at.alternative();
    let alternatives = if mounted::any(rules) {
        sets.extend(quote!(const __ALTERNATIVES: ::core::primitive::usize = #count;));
        count = quote!(__ALTERNATIVES);
        lists.joined(&quote!(__p::join_alternatives), &quote!(__p::Alternative), &count)
    } else {
        lists.into_list()
    };
    quote! {
        #sets
        const __SUBJECT: &__p::Subject<#count> = &__p::Subject {
            name: #name,
            schema: #schema,
            alternatives: #alternatives,
        };
        #[allow(long_running_const_eval)]
        const __PARAMETERS: ::core::primitive::usize = __p::count(__SUBJECT.schema, __SUBJECT.alternatives);
        #[allow(long_running_const_eval)]
        const __REPORT: &__p::Report<__PARAMETERS, #count> = &__p::report(__SUBJECT.schema, __SUBJECT.alternatives);
    }
}

/// What a rule says, as far as reach goes. Braces of a rule may hold values that exist already, unless they are seen to hold an
/// initializer.
fn says(kind: &Kind, site: Site) -> TokenStream {
    match kind {
        Kind::Default => quote!(Default),
        Kind::Value(_) => quote!(Value),
        _ if matches!(site, Site::Attribute) => quote!(Attribute),
        Kind::Const(_) | Kind::Closure(_) | Kind::Each(_) | Kind::Made(_) => quote!(Initializer),
        Kind::Keep | Kind::Block(_) | Kind::Mounted { .. } => quote!(Other),
    }
}

/// Returns the items that check every rule against `__REPORT`, and the constants of the initializers.
pub fn judge(rules: &[Judged<'_>]) -> TokenStream {
    let mut out = TokenStream::new();
    let mut at = Counter::default();
    for rule in rules {
        if rule.is_mounted() {
            out.extend(mounted::judged(rule, &at));
            at.pass_set(rule);
            continue;
        }
        let number = at.rule();
        for pattern in &rule.patterns {
            if !rule.own && !rule.optional {
                let a = at.alternative();
                let (path, arguments) = match &rule.rhs.kind {
                    Kind::Const(Init { head: Head::Opaque(_), .. }) => {
                        let text = &rule.rhs.text;
                        (quote!(__p::assert_pattern_of_constant), quote!(__SUBJECT, __REPORT, #a, #text))
                    }
                    _ => (quote!(__p::assert_pattern), quote!(__SUBJECT, __REPORT, #a)),
                };
                out.extend(check(path, arguments, pattern.at));
            }
            at.pass_alternative();
        }
        at.pass_rule();
        let blame = rule.patterns.first().filter(|_| !rule.own).map_or(rule.rhs.at, |pattern| pattern.at);
        match &rule.rhs.kind {
            Kind::Default => {
                out.extend(check(quote!(__p::assert_defaults), quote!(__SUBJECT, __REPORT, #number), blame));
                let arguments = quote!(__SUBJECT, __REPORT, #number, __p::none(), false);
                out.extend(check(quote!(__p::assert_suits), arguments, blame));
            }
            Kind::Const(init) => {
                let constant = &rule.constant;
                if rule.rhs.like.is_none() {
                    out.extend(constants(init, constant));
                }
                out.extend(of_initializer(init, constant, &Governed::By(number.clone())));
                if !matches!(&init.head, Head::Call { name, .. } if FOR_ANY.iter().any(|known| name == known)) {
                    let own = rule.own;
                    let arguments = quote!(__SUBJECT, __REPORT, #number, __p::some(&#constant), #own);
                    out.extend(check(quote!(__p::assert_suits), arguments, blame));
                }
            }
            // These values are known at run time only, or are checked where they stand.
            Kind::Keep
            | Kind::Block(_)
            | Kind::Made(_)
            | Kind::Closure(_)
            | Kind::Each(_)
            | Kind::Mounted { .. }
            | Kind::Value(_) => {}
        }
    }
    out
}

/// The parameters that get an initializer.
pub enum Governed {
    /// Those of the rule of this number.
    By(TokenStream),
    /// Not known where the initializer stands.
    Unknown,
}

impl Governed {
    /// Their element types.
    fn elements(&self) -> TokenStream {
        match self {
            Self::By(rule) => quote!(__p::rule_elements(__REPORT, #rule)),
            Self::Unknown => quote!(__p::DTypeSet::NONE),
        }
    }
}

/// Returns the constants of an initializer, and the items that check it.
pub fn constants_and_checks(init: &Init, constant: &Ident) -> TokenStream {
    let mut out = constants(init, constant);
    out.extend(of_initializer(init, constant, &Governed::Unknown));
    out
}

/// Returns the constants of an initializer and of those among its arguments.
pub fn constants(init: &Init, constant: &Ident) -> TokenStream {
    let mut out = TokenStream::new();
    let mut inner = Vec::new();
    for (i, child) in init.children().into_iter().enumerate() {
        let name = format_ident!("{constant}_{i}");
        out.extend(constants(child, &name));
        inner.push(quote!(#name));
    }
    let expression = init.expression(&inner);
    // The compiler blames some errors inside of the expression on the whole item. The span puts them on the expression.
    let mut named = constant.clone();
    named.set_span(init.at.first.located_at(init.at.first));
    out.extend(quote! {
        const #named: __p::Init = {
            use __p::init::*;
            __p::import_is_used(sqrt);
            #expression
        };
    });
    out
}

/// Returns the items that check an initializer, and those among its arguments: one for the arguments of each, of which the
/// compiler reports the first that is wrong, and one for the combination of options.
pub fn of_initializer(init: &Init, constant: &Ident, governed: &Governed) -> TokenStream {
    let mut out = TokenStream::new();
    arguments(init, constant, governed, &mut out);
    out.extend(combined(init, constant, governed));
    out
}

/// Adds the items that check the arguments, innermost first.
fn arguments(init: &Init, constant: &Ident, governed: &Governed, out: &mut TokenStream) {
    for (i, child) in init.children().into_iter().enumerate() {
        arguments(child, &format_ident!("{constant}_{i}"), governed, out);
    }
    let calls: Vec<TokenStream> = match &init.head {
        Head::Opaque(_) => {
            let elements = governed.elements();
            vec![call(quote!(__p::assert_initializer), quote!(&#constant, true, #elements), init.at)]
        }
        Head::Mixture { arms, .. } => {
            let ends = arms.first().zip(arms.last());
            let at = ends.map_or(init.at, |(first, last)| Extent { first: first.0.at.first, last: last.0.at.last });
            vec![argument(constant, "weights", governed, at)]
        }
        Head::Gates { .. } => vec![argument(constant, "blocks", governed, init.at)],
        Head::Call { positional, named, .. } => {
            let given = positional.iter().chain(named.iter().map(|(_, argument)| argument));
            let given = given.filter(|given| matches!(given.value, Value::Expression(_)));
            given.map(|given| argument(constant, given.name, governed, given.at)).collect()
        }
    };
    match &calls[..] {
        [] => {}
        [call] => out.extend(quote!(const _: () = #call;)),
        _ => out.extend(quote!(const _: () = { #(#calls;)* };)),
    }
}

/// Returns the item that checks the combination of options, anywhere in the initializer. The result of a user's
/// function is checked as a whole elsewhere.
fn combined(init: &Init, constant: &Ident, governed: &Governed) -> TokenStream {
    let combines = match &init.head {
        Head::Opaque(_) => false,
        Head::Mixture { .. } | Head::Gates { .. } => true,
        Head::Call { named, .. } => named.len() > 1 || !init.children().is_empty(),
    };
    if combines {
        let elements = governed.elements();
        check(quote!(__p::assert_initializer), quote!(&#constant, false, #elements), init.at)
    } else {
        TokenStream::new()
    }
}

/// Returns the check of one argument.
fn argument(constant: &Ident, name: &str, governed: &Governed, at: Extent) -> TokenStream {
    match governed {
        Governed::By(rule) => call(quote!(__p::assert_argument_of), quote!(&#constant, #name, __REPORT, #rule), at),
        Governed::Unknown => call(quote!(__p::assert_argument), quote!(&#constant, #name, __p::DTypeSet::NONE), at),
    }
}
