//! `#[cfg(..)]` on a rule.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::{LitBool, Meta};

use super::text::text;
use super::tokens::{called, is_punct, is_word, trees};
use crate::diag::{Diagnostics, Extent};

/// The rules where a condition holds, and where it does not.
pub struct Conditional {
    /// The condition, without `cfg`.
    pub predicate: TokenStream,
    pub with: Vec<Vec<TokenTree>>,
    pub without: Vec<Vec<TokenTree>>,
}

/// Finds the first condition among the rules, and every rule that stands under it. Other attributes are refused, and
/// removed.
pub fn conditional(rules: &mut Vec<Vec<TokenTree>>, diagnostics: &mut Diagnostics) -> Option<Conditional> {
    rules.retain_mut(|rule| read(rule, diagnostics));
    let predicate = rules.iter().find_map(|rule| predicate(rule))?;
    let condition = text(&trees(predicate.clone()));
    let is_under = |rule: &[TokenTree]| self::predicate(rule).is_some_and(|it| text(&trees(it)) == condition);
    let without = rules.iter().filter(|rule| !is_under(rule)).cloned().collect();
    let with = rules.iter().map(|rule| if is_under(rule) { rule[2..].to_vec() } else { rule.clone() }).collect();
    Some(Conditional { predicate, with, without })
}

/// Refuses the attributes in front of a rule that are no conditions, and removes them. Returns false if no rule follows.
fn read(rule: &mut Vec<TokenTree>, diagnostics: &mut Diagnostics) -> bool {
    let mut i = 0;
    while let Some(attribute) = attribute(&rule[i..]) {
        let content = trees(attribute.stream());
        let at = Extent::over(&rule[i..i + 2], attribute.span());
        if called(&content).is_some_and(|(name, predicate)| name == "cfg" && is_predicate(predicate)) {
            i += 2;
            continue;
        }
        let message = match &content[..] {
            [name, ..] if is_word(Some(name), "cfg") => {
                "expected one condition\nhelp: write `#[cfg(feature = \"large\")]`, or join several by `all(..)` or `any(..)`"
            }
            [name, ..] if is_word(Some(name), "doc") => "a rule has no documentation\nhelp: write `// ..`",
            [name, ..] if is_word(Some(name), "cfg_attr") => {
                "a rule takes no attribute but `#[cfg(..)]`\nhelp: put the condition on the rule: `#[cfg(..)] **.bias => zeros`"
            }
            _ => "a rule takes no attribute but `#[cfg(..)]`\nhelp: remove it",
        };
        diagnostics.error(at, message);
        rule.drain(i..i + 2);
    }
    if rule.len() == i && i > 0 {
        let message =
            "expected a rule after `#[cfg(..)]`\nhelp: the condition is of one rule, and stands in front of it";
        diagnostics.error(Extent::over(rule, Span::call_site()), message);
    }
    rule.len() > i
}

/// True if that can be a condition: `unix`, `feature = "large"`, `not(test)`, `true`.
fn is_predicate(tokens: TokenStream) -> bool {
    syn::parse2::<Meta>(tokens.clone()).is_ok() || syn::parse2::<LitBool>(tokens).is_ok()
}

/// The condition in front of a rule.
fn predicate(rule: &[TokenTree]) -> Option<TokenStream> {
    let content = trees(attribute(rule)?.stream());
    called(&content).map(|(_, predicate)| predicate)
}

/// The brackets of the attribute in front.
fn attribute(tokens: &[TokenTree]) -> Option<&Group> {
    match tokens {
        [hash, TokenTree::Group(group), ..] if is_punct(Some(hash), '#') && group.delimiter() == Delimiter::Bracket => {
            Some(group)
        }
        _ => None,
    }
}
