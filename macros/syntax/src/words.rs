//! What a macro and a text say of rules, and patterns, in the same words.

use std::fmt;

/// What begins a segment.
pub const SEGMENT: &str = "expected a field name, `*`, `**`, `<Kind>` or an index in brackets";

/// What may follow a segment.
pub const BEHIND_A_SEGMENT: &str = "expected `.`, `|` or `=>` after this segment";

/// A star beside a name.
pub const STAR: &str = "`*` stands for a whole segment, never for a part of a name\n\
                        help: name what is meant, `a.weight | b.weight`, or write `*` alone";

/// An index behind a dot.
pub const BEHIND_A_DOT: &str = "expected a field name after `.`\nhelp: write an index without a dot, `blocks[3]`";

/// What may stand in brackets.
pub const INDEX: &str =
    "expected an index: `[3]`, `[2..6]`, `[2..]`, `[..6]`, `[last]`, `[..last]` or `[*]`, with plain numbers";

/// A rule without its arrow.
pub const ARROW: &str = "expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`";

/// A rule that ends at its arrow.
pub const RIGHT_SIDE: &str = "expected an initializer after `=>`";

/// Two rules without a comma between them.
pub const BETWEEN_RULES: &str = "expected `,` between two rules";

/// A parameter that is to be another one.
pub const TIE: &str = "`tie` is no initializer: a struct owns each of its arrays once\n\
    help: keep one field, and use it twice in the forward pass, as in `h.dot(&self.embedding.weight.t())`";

/// The deepest nesting of groups that is accepted. Real code is far below; much deeper input would overflow the stack
/// of a recursive parser.
pub const MAX_DEPTH: usize = 100;

/// Groups that nest deeper than [`MAX_DEPTH`].
pub const TOO_DEEP: &str = "the input nests more than 100 groups deep";

/// What someone wrote, as a message quotes it: cut after 200 characters.
pub(crate) struct Cut<'t>(pub(crate) &'t str);

impl fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(200).and_then(|(end, _)| self.0.get(..end)) {
            Some(start) => write!(f, "{start}.."),
            None => f.write_str(self.0),
        }
    }
}
