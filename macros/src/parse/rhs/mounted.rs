//! `rules(SET)`: a rule set of a part.

use proc_macro2::TokenTree;

use super::Kind;
use super::expression::local_variable;
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{stream, text};

/// Reads what stands in the parentheses.
pub fn parse(tokens: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Kind> {
    if diagnostics.in_attribute {
        diagnostics.error(
            at,
            "`rules(..)` stands in `init!`\nhelp: what an attribute says of a part stands on its field, rule by rule, or \
             on the part's own type",
        );
        return None;
    }
    if tokens.is_empty() {
        diagnostics.error(
            at,
            "`rules` needs a rule set\nhelp: `rules(BLOCK_RULES)`, of a `const BLOCK_RULES: Rules<'static, Block> = init! \
             { <Block> .. }`",
        );
        return None;
    }
    if let Some(local) = local_variable(tokens) {
        let message = format!(
            "`{local}` is a local variable, and a mounted rule set is a constant\n\
             help: make it one, `const BLOCK_RULES: Rules<'static, Block> = init! {{ <Block> .. }}`"
        );
        diagnostics.error(Extent::of(local.span()), message);
        return None;
    }
    Some(Kind::Mounted { set: stream(tokens), text: text(tokens) })
}
