//! Right-hand sides: `zeros`, `xavier_uniform(gain = Relu)`, `MY_INIT`, `{ expr }`, `|p| expr`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::catalogue::{self, Entry, FUNCTION, INIT, RUN_TIME};
use crate::diag::{Diagnostics, Extent};
use crate::suggest;
use crate::tokens::{find_fat_arrow, is_punct, split_at_commas, stream, text};

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

/// Parses a right-hand side. `None` if it was reported as wrong.
pub fn parse(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Option<Rhs> {
    let tokens = unwrap_macro_spelling(tokens);
    let at = Extent::over(&tokens, nearby);
    let kind = match &tokens[..] {
        [] => {
            diagnostics.error(at, "expected an initializer after `=>`");
            return None;
        }
        [TokenTree::Ident(word)] if word == "default" => Kind::Default,
        [TokenTree::Ident(word)] if word == "keep" => Kind::Keep,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => Kind::Block(braced(&stream(&tokens))),
        [TokenTree::Punct(p), ..] if p.as_char() == '|' => Kind::Closure(stream(&tokens)),
        [TokenTree::Ident(word), TokenTree::Punct(p), ..] if word == "move" && p.as_char() == '|' => {
            Kind::Closure(stream(&tokens))
        }
        [TokenTree::Ident(word), TokenTree::Group(_)] if RUN_TIME.iter().any(|name| word == name) => {
            let call = stream(&tokens);
            Kind::Block(quote!(__p::run_time::#call))
        }
        _ => Kind::Const(initializer(&tokens, at, diagnostics)?),
    };
    let readable = match &kind {
        Kind::Const(Init { head: Head::Opaque(expression), .. })
        | Kind::Block(expression)
        | Kind::Closure(expression) => {
            let expression: Vec<TokenTree> = expression.clone().into_iter().collect();
            is_expression(&expression, diagnostics)
        }
        _ => true,
    };
    readable.then(|| Rhs { kind, text: text(&tokens), at })
}

/// The value of a block of the user's, whose braces are no business of a lint.
fn braced(block: &TokenStream) -> TokenStream {
    quote!({
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
    let head = match tokens {
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
        [TokenTree::Ident(name)] => match catalogue::find(&name.to_string()) {
            Some(entry) => call(entry, name, TokenStream::new(), at, tokens, diagnostics)?,
            None => Head::Opaque(bare(name)),
        },
        [TokenTree::Ident(name), TokenTree::Group(args)] if args.delimiter() == Delimiter::Parenthesis => {
            match catalogue::find(&name.to_string()) {
                Some(entry) => call(entry, name, args.stream(), at, tokens, diagnostics)?,
                None => Head::Opaque(foreign_call(name, args.stream())),
            }
        }
        _ => {
            let after_equals = tokens.iter().position(|token| is_punct(Some(token), '='));
            if find_fat_arrow(tokens).is_some() && after_equals.is_some() {
                diagnostics.error(at, "expected `,` after the rule before this one");
                return None;
            }
            Head::Opaque(stream(tokens))
        }
    };
    Some(Init { head, at })
}

/// A bare name that is none of ours: a constant, or a function to call.
fn bare(name: &Ident) -> TokenStream {
    let text = name.to_string();
    if text.starts_with(|c: char| c.is_uppercase()) || text.starts_with('_') {
        return quote!(#name);
    }
    quote!(#name())
}

/// A call of a function that is none of ours. The compiler says whether it exists, and suggests ours if it does not.
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
    quote!(#name(#(#positional),*) #setters)
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

/// A call of an initializer of ours.
fn call(
    entry: &'static Entry,
    name: &Ident,
    args: TokenStream,
    at: Extent,
    whole: &[TokenTree],
    diagnostics: &mut Diagnostics,
) -> Option<Head> {
    let (mut positional, mut named) = (Vec::new(), Vec::<(Ident, Argument)>::new());
    let mut complete = true;
    for part in split_at_commas(args) {
        let here = Extent::over(&part, at.last);
        if let [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..] = &part[..]
            && equals.as_char() == '='
            && !is_punct(value.first(), '=')
        {
            match named_argument(entry, key, value, &named, diagnostics) {
                Some(argument) => named.push((key.clone(), argument)),
                None => complete = false,
            }
            continue;
        }
        let Some(&argument) = entry.positional.get(positional.len()) else {
            diagnostics.error(here, too_many(entry, &text(&part)));
            return None;
        };
        match positional_argument(argument, &part, here, whole, diagnostics) {
            Some(argument) => positional.push(argument),
            None => return None,
        }
    }
    if positional.len() < entry.positional.len() {
        let missing = suggest::list(&entry.positional[positional.len()..]);
        let usage = format!("{}({})", entry.name, entry.positional.join(", "));
        let message = format!("`{}` needs {missing}\nhelp: write `{usage}`", entry.name);
        diagnostics.error(at, message);
        return None;
    }
    complete.then(|| Head::Call { name: name.clone(), positional, named })
}

fn too_many(entry: &Entry, written: &str) -> String {
    let name = entry.name;
    let takes = match entry.positional {
        [] => format!("`{name}` takes no argument by position"),
        names => format!("`{name}` takes {} by position and no more", suggest::list(names)),
    };
    match entry.named {
        [] if entry.positional.is_empty() => format!("{takes}\nhelp: write `{name}`"),
        [] => takes,
        [only] => format!("{takes}\nhelp: write `{only} = {written}`"),
        names => format!("{takes}\nhelp: name the argument: {}", suggest::list(names)),
    }
}

fn named_argument(
    entry: &Entry,
    key: &Ident,
    value: &[TokenTree],
    seen: &[(Ident, Argument)],
    diagnostics: &mut Diagnostics,
) -> Option<Argument> {
    let here = Extent::of(key.span());
    let written = key.to_string();
    let Some(&argument) = entry.named.iter().find(|name| written == **name) else {
        let message = if entry.positional.contains(&&*written) {
            let usage = entry.positional.join(", ");
            format!("`{written}` is given by position\nhelp: write `{}({usage})`", entry.name)
        } else if entry.named.is_empty() {
            format!("`{}` takes no `{written}`\nhelp: it has no named arguments", entry.name)
        } else {
            format!("`{}` takes no `{written}`{}", entry.name, suggest::help(&written, entry.named))
        };
        diagnostics.error(here, message);
        return None;
    };
    if seen.iter().any(|(key, _)| *key == written) {
        diagnostics.error(here, format!("`{written}` is given twice"));
        return None;
    }
    let at = Extent::over(value, key.span());
    let values = catalogue::values_of(argument);
    if let [TokenTree::Ident(word), ..] = value
        && value.len() <= 2
        && !values.is_empty()
        && !values.iter().any(|known| word == known)
        && let Some(near) = suggest::nearest(&word.to_string(), values.iter().copied())
    {
        diagnostics.error(at, format!("unknown {argument} `{word}`\nhelp: did you mean `{near}`?"));
        return None;
    }
    expression(argument, value, at, diagnostics)
}

fn positional_argument(
    name: &'static str,
    tokens: &[TokenTree],
    at: Extent,
    whole: &[TokenTree],
    diagnostics: &mut Diagnostics,
) -> Option<Argument> {
    let value = match name {
        INIT => Value::Init(Box::new(initializer(tokens, at, diagnostics)?)),
        FUNCTION if !is_expression(tokens, diagnostics) => return None,
        FUNCTION => Value::Function(stream(tokens), text(tokens)),
        _ => {
            if let Some(local) = local_variable(tokens)
                && !diagnostics.in_attribute
            {
                let message = format!(
                    "`{local}` is a local variable, and this initializer is a constant\n\
                     help: write `{{ init::{} }}` to evaluate it at run time",
                    text(whole)
                );
                diagnostics.error(Extent::of(local.span()), message);
                return None;
            }
            return expression(name, tokens, at, diagnostics);
        }
    };
    Some(Argument { name, value, at })
}

fn expression(name: &'static str, tokens: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Argument> {
    if tokens.is_empty() {
        diagnostics.error(at, "expected a value");
        return None;
    }
    if let Some(local) = local_variable(tokens) {
        let message = if diagnostics.in_attribute {
            format!(
                "`{local}` is not known here: an attribute's initializer is a constant\n\
                 help: write `|p| init::..` and ask `p`, such as `p.shape()[0]` or `p.fan_in()`"
            )
        } else {
            format!(
                "`{local}` is a local variable, and this initializer is a constant\n\
                 help: write the whole initializer in braces, `{{ init::.. }}`, to evaluate it at run time"
            )
        };
        diagnostics.error(Extent::of(local.span()), message);
        return None;
    }
    if let Some(method) = run_time_method(tokens) {
        let help = if method == "sqrt" {
            "write `sqrt(x)` for `x.sqrt()`: ours works in constants"
        } else if diagnostics.in_attribute {
            "write `|p| init::..` to evaluate it at run time"
        } else {
            "write the whole initializer in braces, `{ init::.. }`, to evaluate it at run time"
        };
        let message = format!("`{method}` cannot be called in a constant\nhelp: {help}");
        diagnostics.error(Extent::of(method.span()), message);
        return None;
    }
    if !is_expression(tokens, diagnostics) {
        return None;
    }
    Some(Argument { name, value: Value::Expression(stream(tokens)), at })
}

/// Whether the tokens are an expression; if not, that is reported.
pub fn is_expression(tokens: &[TokenTree], diagnostics: &mut Diagnostics) -> bool {
    diagnostics.take(syn::parse2::<syn::Expr>(stream(tokens))).is_some()
}

/// A method of floats that constants cannot call.
fn run_time_method(tokens: &[TokenTree]) -> Option<Ident> {
    const METHODS: &[&str] =
        &["sqrt", "cbrt", "powi", "powf", "exp", "ln", "log", "log2", "log10", "sin", "cos", "tanh"];
    tokens.windows(3).find_map(|window| match window {
        [TokenTree::Punct(dot), TokenTree::Ident(method), TokenTree::Group(_)]
            if dot.as_char() == '.' && METHODS.iter().any(|known| method == known) =>
        {
            Some(method.clone())
        }
        _ => None,
    })
}

/// The first name in an expression that can only be a local variable: lower-case, alone, not called.
pub fn local_variable(tokens: &[TokenTree]) -> Option<Ident> {
    const NOT_LOCAL: &[&str] = &[
        "as", "true", "false", "if", "else", "match", "self", "crate", "super", "f32", "f64", "usize", "u8", "u16",
        "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128", "isize", "const", "let", "unsafe",
    ];
    tokens.iter().enumerate().find_map(|(i, token)| match token {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            let before = i.checked_sub(1).map(|i| &tokens[i]);
            let after = tokens.get(i + 1);
            let called = matches!(after, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            let path = is_punct(before, ':') || is_punct(after, ':') || is_punct(before, '.') || is_punct(after, '!');
            let lower = name.starts_with(|c: char| c.is_lowercase());
            (lower && !called && !path && !NOT_LOCAL.contains(&&*name)).then(|| ident.clone())
        }
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            local_variable(&group.stream().into_iter().collect::<Vec<_>>())
        }
        _ => None,
    })
}

impl Init {
    /// The initializer as one expression, for where nothing may stand beside it.
    pub fn inline(&self) -> TokenStream {
        let expression = self.expression(&|inner| inner.inline());
        quote!({ use __p::init::*; #expression })
    }

    /// The expression, with the initializers among its arguments as `inner` gives them.
    pub fn expression(&self, inner: &dyn Fn(&Init) -> TokenStream) -> TokenStream {
        match &self.head {
            Head::Opaque(tokens) => tokens.clone(),
            Head::Mixture { name, arms } => {
                let arms = arms.iter().map(|(weight, init)| {
                    let (weight, init) = (weight.tokens(inner), inner(init));
                    quote!((#weight, #init))
                });
                quote!(#name([#(#arms),*]))
            }
            Head::Call { name, positional, named } => {
                let values = positional.iter().map(|argument| argument.tokens(inner));
                let mut call = quote!(#name(#(#values),*));
                for (key, argument) in named {
                    let value = argument.tokens(inner);
                    call = quote!(#call.#key(#value));
                }
                for argument in positional {
                    if let Value::Function(_, name) = &argument.value {
                        call = quote!(#call.named(#name));
                    }
                }
                call
            }
        }
    }
}

impl Argument {
    fn tokens(&self, inner: &dyn Fn(&Init) -> TokenStream) -> TokenStream {
        match &self.value {
            Value::Expression(tokens) | Value::Function(tokens, _) => tokens.clone(),
            Value::Init(init) => inner(init),
        }
    }
}
