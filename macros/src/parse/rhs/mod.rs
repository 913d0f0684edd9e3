//! Right-hand sides: `zeros`, `xavier_uniform(gain = Relu)`, `MY_INIT`, `{ expr }`, `|p| expr`.

mod call;
mod emit;
mod expression;
mod foreign;
mod gates;
mod mounted;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::catalogue::{self, RUN_TIME};
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{find_fat_arrow, is_punct, open_fragment, split_at_commas, stream, text};
use call::call;
use expression::expression;
pub use expression::{is_expression, local_variable};

/// What stands behind `=>`, or alone on a parameter's field.
#[derive(Clone)]
pub struct Rhs {
    pub kind: Kind,
    pub text: String,
    pub at: Extent,
}

/// What kind of right-hand side it is.
#[derive(Clone)]
pub enum Kind {
    Default,
    Keep,
    /// A constant initializer.
    Const(Init),
    /// `{ expr }`
    Block(TokenStream),
    /// `|p| expr`
    Closure(TokenStream),
    /// `const |p| expr`: a closure that captures nothing.
    Each(TokenStream),
    /// `rules(SET)`: a rule set of a part, and its text.
    Mounted {
        set: TokenStream,
        text: String,
    },
}

/// A constant initializer: a call that we know, or an expression that we do not.
#[derive(Clone)]
pub struct Init {
    /// The constructor with its arguments; initializers among them are `None` here and stand in `inner`.
    pub head: Head,
    pub at: Extent,
}

/// How an initializer is made.
#[derive(Clone)]
pub enum Head {
    /// An initializer of ours.
    Call { name: Ident, positional: Vec<Argument>, named: Vec<(Ident, Argument)> },
    /// `mixture { weight => initializer, .. }`
    Mixture { name: Ident, arms: Vec<(Argument, Init)> },
    /// `gates([initializer, ..])`
    Gates { name: Ident, blocks: Vec<Init> },
    /// Any other expression of type `Init`; a bare lower-case name is called.
    Opaque(TokenStream),
}

/// One argument.
#[derive(Clone)]
pub struct Argument {
    /// What the initializer calls it.
    pub name: &'static str,
    pub value: Value,
    pub at: Extent,
}

/// What an argument is.
#[derive(Clone)]
pub enum Value {
    Expression(TokenStream),
    /// A function and its name.
    Function(TokenStream, String),
    Init(Box<Init>),
}

/// Why no parameter can be tied to another.
const TIE: &str = "`tie` is no initializer: a struct owns each of its arrays once\n\
    help: keep one field, and use it twice in the forward pass, as in `h.dot(&self.embedding.weight.t())`";

/// Parses a right-hand side. `None` if it was reported as wrong.
pub fn parse(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Option<Rhs> {
    let tokens = unwrap_macro_spelling(&open_fragment(tokens.to_vec()));
    let at = Extent::over(&tokens, nearby);
    let kind = match &tokens[..] {
        [] => {
            diagnostics.error(at, "expected an initializer after `=>`");
            return None;
        }
        [TokenTree::Ident(word)] if word == "default" => Kind::Default,
        [TokenTree::Ident(word)] if word == "keep" => Kind::Keep,
        [block @ TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => Kind::Block(braced(block)),
        [TokenTree::Punct(p), ..] if p.as_char() == '|' => Kind::Closure(stream(&tokens)),
        [TokenTree::Ident(word), TokenTree::Punct(p), ..] if word == "move" && p.as_char() == '|' => {
            Kind::Closure(stream(&tokens))
        }
        [TokenTree::Ident(word), closure @ ..] if word == "const" && is_punct(closure.first(), '|') => {
            Kind::Each(stream(closure))
        }
        [TokenTree::Ident(word)] | [TokenTree::Ident(word), TokenTree::Group(_)] if word == "tie" => {
            diagnostics.error(at, TIE);
            return None;
        }
        [TokenTree::Ident(word), TokenTree::Group(args)]
            if word == "rules" && args.delimiter() == Delimiter::Parenthesis =>
        {
            mounted::parse(&args.stream().into_iter().collect::<Vec<_>>(), at, diagnostics)?
        }
        [TokenTree::Ident(word), TokenTree::Group(args), rest @ ..]
            if RUN_TIME.iter().any(|name| word == name)
                && args.delimiter() == Delimiter::Parenthesis
                && (rest.is_empty() || is_punct(rest.first(), '.')) =>
        {
            let (call, rest) = (foreign_call(word, args.stream()), stream(rest));
            Kind::Block(quote!(__p::run_time::#call #rest))
        }
        _ => Kind::Const(initializer(&tokens, at, diagnostics)?),
    };
    let readable = match &kind {
        Kind::Const(Init { head: Head::Opaque(expression), .. })
        | Kind::Block(expression)
        | Kind::Closure(expression)
        | Kind::Each(expression)
        | Kind::Mounted { set: expression, .. } => {
            let expression: Vec<TokenTree> = expression.clone().into_iter().collect();
            is_expression(&expression, diagnostics)
        }
        _ => true,
    };
    readable.then(|| Rhs { kind, text: text(&tokens), at })
}

/// The value of a block of the user's, whose braces are no business of a lint.
///
/// An error about it shall stand on it.
fn braced(block: &TokenTree) -> TokenStream {
    quote_spanned!(block.span()=> {
        #[allow(unused_braces)]
        let __value = #block;
        __value
    })
}

/// `init!<zeros>` is a legal spelling of `zeros` in an attribute.
fn unwrap_macro_spelling(tokens: &[TokenTree]) -> Vec<TokenTree> {
    match tokens {
        [
            TokenTree::Ident(name),
            TokenTree::Punct(bang),
            TokenTree::Punct(open),
            inner @ ..,
            TokenTree::Punct(close),
        ] if name == "init" && bang.as_char() == '!' && open.as_char() == '<' && close.as_char() == '>' => {
            inner.to_vec()
        }
        _ => tokens.to_vec(),
    }
}

fn initializer(tokens: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Init> {
    let tokens = &open_fragment(tokens.to_vec())[..];
    let head = match tokens {
        [] => {
            diagnostics.error(at, "expected an initializer");
            return None;
        }
        [TokenTree::Ident(name), TokenTree::Group(arms)]
            if name == "mixture" && arms.delimiter() == Delimiter::Brace =>
        {
            Head::Mixture { name: name.clone(), arms: mixture(arms.stream(), at, diagnostics)? }
        }
        [TokenTree::Ident(name)] if name == "mixture" => {
            diagnostics
                .error(at, "`mixture` needs its parts\nhelp: `mixture { 0.5 => zeros, 0.5 => normal(0.0, 1.0) }`");
            return None;
        }
        [TokenTree::Ident(name)] if name == "gates" => {
            diagnostics.error(at, format!("`gates` needs its blocks\nhelp: {}", gates::HELP));
            return None;
        }
        [TokenTree::Ident(name), TokenTree::Group(list)]
            if name == "gates" && list.delimiter() == Delimiter::Parenthesis =>
        {
            gates::parse(name, list.stream(), at, diagnostics)?
        }
        [TokenTree::Ident(name)] => match catalogue::find(&name.to_string()) {
            Some(entry) => call(entry, name, TokenStream::new(), at, tokens, diagnostics)?,
            None if name == "torch" => {
                diagnostics.error(at, "there is no initializer `torch`\nhelp: did you mean `pytorch`?");
                return None;
            }
            None if foreign::is_refused(name, TokenStream::new(), diagnostics) => return None,
            None => Head::Opaque(bare(name)),
        },
        [TokenTree::Ident(name), TokenTree::Group(args)] if args.delimiter() == Delimiter::Parenthesis => {
            match catalogue::find(&name.to_string()) {
                Some(entry) => call(entry, name, args.stream(), at, tokens, diagnostics)?,
                None if foreign::is_refused(name, args.stream(), diagnostics) => return None,
                None => Head::Opaque(foreign_call(name, args.stream())),
            }
        }
        _ if find_fat_arrow(tokens).is_some() => {
            diagnostics.error(at, "expected `,` between two rules");
            return None;
        }
        _ => Head::Opaque(stream(tokens)),
    };
    Some(Init { head, at })
}

/// A bare name that is none of ours: a constant, or a function to call.
fn bare(name: &Ident) -> TokenStream {
    let text = name.to_string();
    if text.starts_with(|c: char| c.is_uppercase()) || text.starts_with('_') {
        return quote!(#name);
    }
    foreign_call(name, TokenStream::new())
}

/// A call of a function that is none of ours. The compiler says whether it exists, and suggests ours if it does not; a name
/// of another system says so itself.
fn foreign_call(name: &Ident, args: TokenStream) -> TokenStream {
    let (mut positional, mut setters) = (Vec::new(), TokenStream::new());
    for part in split_at_commas(args) {
        match &part[..] {
            [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..]
                if equals.as_char() == '=' && !is_punct(value.first(), '=') =>
            {
                let value = stream(value);
                setters.extend(quote!(.#key(#value)));
            }
            _ => positional.push(stream(&part)),
        }
    }
    let call = if let Some(fault) = foreign::fault(name) {
        foreign::call(name, &positional, &fault)
    } else {
        quote!(#name(#(#positional),*))
    };
    quote!(#call #setters)
}

fn mixture(arms: TokenStream, at: Extent, diagnostics: &mut Diagnostics) -> Option<Vec<(Argument, Init)>> {
    let mut out = Vec::new();
    for arm in split_at_commas(arms) {
        let here = Extent::over(&arm, at.last);
        let Some(arrow) = find_fat_arrow(&arm) else {
            diagnostics.error(here, "expected `weight => initializer`\nhelp: for example `0.25 => uniform(5.0, 10.0)`");
            return None;
        };
        let weight = expression("weights", &arm[..arrow], here, diagnostics)?;
        let inner = &arm[arrow + 2..];
        let init = initializer(inner, Extent::over(inner, here.last), diagnostics)?;
        out.push((weight, init));
    }
    Some(out)
}
