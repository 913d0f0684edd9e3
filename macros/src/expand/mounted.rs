//! Mounted rule sets, `blocks[*] => rules(BLOCK_RULES)`, and the constants that flatten them into ordinary rules.
//!
//! The number of rules in a set is known only when the constant is evaluated. So the rules after the set are counted
//! from the end of the set.
//!
//! What many references lead into, segments, patterns, rules and the lists of them, is a `static`. Incremental compilation
//! hashes a constant with all that it refers to, again for each reference, and of a `static` only the name: with constants, a
//! set of 512 rules took half a minute.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::judged::Judged;
use super::words::{check, number};
use crate::parse::pattern::Pattern;
use crate::parse::rhs::Kind;
use crate::span::call;

/// The numbers of the next rule and the next alternative.
#[derive(Default)]
pub struct Counter {
    /// The constant of the rule that mounts the last set before.
    after: Option<Ident>,
    rules: usize,
    alternatives: usize,
}

impl Counter {
    /// The number of the next rule.
    pub fn rule(&self) -> TokenStream {
        self.number("RULES_END", self.rules)
    }

    /// The number of the next alternative.
    pub fn alternative(&self) -> TokenStream {
        self.number("ALTERNATIVES_END", self.alternatives)
    }

    /// Counts one alternative.
    pub fn pass_alternative(&mut self) {
        self.alternatives += 1;
    }

    /// Counts one rule, after its alternatives.
    pub fn pass_rule(&mut self) {
        self.rules += 1;
    }

    /// Counts a rule that mounts a set.
    pub fn pass_set(&mut self, rule: &Judged<'_>) {
        *self = Self { after: Some(rule.constant.clone()), rules: 0, alternatives: 0 };
    }

    fn number(&self, end: &str, further: usize) -> TokenStream {
        let further = number(further);
        if let Some(constant) = &self.after {
            let end = format_ident!("{constant}_{end}");
            quote!(#end + #further)
        } else {
            quote!(#further)
        }
    }
}

/// True if a set is among the rules.
pub fn any(rules: &[Judged<'_>]) -> bool {
    rules.iter().any(Judged::is_mounted)
}

/// Returns the constants of one mounted set.
pub fn constants(rule: &Judged<'_>, at: &Counter) -> TokenStream {
    let Kind::Mounted { set, .. } = &rule.rhs.kind else { return TokenStream::new() };
    let name = |part| rule.beside(part);
    let [the_set, prefixes, size] = ["SET", "PREFIXES", "SIZE"].map(name);
    let [segments, patterns, rules, alternatives] = ["SEGMENTS", "PATTERNS", "RULES", "ALTERNATIVES"].map(name);
    let [rules_end, alternatives_end] = ["RULES_END", "ALTERNATIVES_END"].map(name);
    let patterns_of_prefixes = rule.patterns.iter().map(Pattern::tokens);
    let mounted = call(quote!(__p::mounted), set.clone(), rule.rhs.at);
    let mountable = check(quote!(__p::assert_mountable), quote!(#prefixes, &#the_set), rule.at());
    let (first_rule, first_alternative) = (at.rule(), at.alternative());
    let optional = rule.optional;
    quote! {
        const #the_set: __p::Mounted = #mounted;
        const #prefixes: &[__p::Pattern] = &[#(#patterns_of_prefixes),*];
        #mountable
        const #size: __p::Size = __p::mounted_size(#prefixes, &#the_set);
        static #segments: [__p::PatternSegment; #size.segments] = __p::mounted_segments(#prefixes, &#the_set);
        static #patterns: [__p::Pattern; #size.patterns] =
            __p::mounted_patterns(#prefixes, &#the_set, &#segments);
        static #rules: [__p::Rule; #size.rules] = __p::mounted_rules(#prefixes, &#the_set, #optional, &#patterns);
        static #alternatives: [__p::Alternative; #size.patterns] =
            __p::mounted_alternatives(#prefixes, &#rules, #first_rule);
        const #rules_end: ::core::primitive::usize = #first_rule + #size.rules;
        const #alternatives_end: ::core::primitive::usize = #first_alternative + #size.patterns;
    }
}

/// Returns the constant for the fault of one mounted set, and the item that reports it.
pub fn judged(rule: &Judged<'_>, at: &Counter) -> TokenStream {
    let Kind::Mounted { text, .. } = &rule.rhs.kind else { return TokenStream::new() };
    let name = |part| rule.beside(part);
    let [set, prefixes, rules, fault] = ["SET", "PREFIXES", "RULES", "FAULT"].map(name);
    let (first_rule, first_alternative) = (at.rule(), at.alternative());
    let optional = rule.optional;
    let reported = check(quote!(__p::assert_mounted), quote!(#fault), rule.at());
    quote! {
        #[allow(long_running_const_eval)]
        const #fault: &::core::option::Option<__p::Message> = &__p::mount_fault(__SUBJECT, __REPORT, &__p::Mount {
            set: &#set,
            name: #text,
            prefixes: #prefixes,
            optional: #optional,
            rule: #first_rule,
            rules: &#rules,
            alternative: #first_alternative,
        });
        #reported
    }
}

/// Returns two lists: the faults of all mounted sets, and the sets.
pub fn faults_and_sets(rules: &[Judged<'_>]) -> TokenStream {
    let mounted = || rules.iter().filter(|rule| rule.is_mounted());
    let faults = mounted().map(|rule| rule.beside("FAULT"));
    let sets = mounted().map(|rule| rule.beside("SET"));
    quote!(&[#(#faults),*], &[#(&#sets),*])
}

/// The parts of a list. Mounted sets are parts that exist as constants: `&[&[a, b], SET, &[c]]`.
#[derive(Default)]
pub struct Lists {
    done: Vec<TokenStream>,
    open: Vec<TokenStream>,
}

impl Lists {
    /// Adds an entry of our own.
    pub fn push(&mut self, one: TokenStream) {
        self.open.push(one);
    }

    /// Adds the entries of a set.
    pub fn push_set(&mut self, rule: &Judged<'_>, part: &str) {
        self.close();
        let constant = rule.beside(part);
        self.done.push(quote!(&#constant));
    }

    /// Returns the list, if it has no sets.
    pub fn into_list(self) -> TokenStream {
        let list = self.open;
        quote!(&[#(#list),*])
    }

    /// Returns a function of all lists, as one constant expression. Each list is a constant of this type, because the
    /// contents of rules must outlive the call.
    pub fn joined(mut self, function: &TokenStream, of: &TokenStream, count: &TokenStream) -> TokenStream {
        self.close();
        let lists = self.done;
        let constants: Vec<_> = (0..lists.len()).map(|i| format_ident!("__LIST_{i}")).collect();
        quote!({
            #(const #constants: &[#of] = #lists;)*
            static JOINED: [#of; #count] = #function(&[#(#constants),*]);
            &JOINED
        })
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if !open.is_empty() {
            self.done.push(quote!(&[#(#open),*]));
        }
    }
}
