//! The parentheses behind a name: arguments by position, options by name, and their values.

use super::cursor::Cursor;
use super::error::ParseInitError;
use crate::init::options::misuse::not_taken;
use crate::init::options::value::{Bound, Kind, Signature, Value};
use crate::init::{Center, Distribution, Gain, Init, Mode, Scaling, Side, Window};
use crate::number::Exact;
use crate::printed::Quoted;
use crate::similar::nearest;

/// A reader of the parentheses behind a name.
pub(super) struct Arguments<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    /// True if there are parentheses.
    open: bool,
    signature: Signature,
    place: usize,
    /// The number of arguments that were read.
    read: usize,
}

impl<'c, 't> Arguments<'c, 't> {
    pub(super) fn new(cursor: &'c mut Cursor<'t>, signature: Signature, place: usize) -> Self {
        let open = cursor.take("(");
        Self { cursor, open, signature, place, read: 0 }
    }

    /// Reads the next argument as a number.
    pub(super) fn number(&mut self) -> Result<f64, ParseInitError> {
        self.begin()?;
        self.cursor.number()
    }

    /// Reads the next argument as a whole number.
    pub(super) fn whole(&mut self, place: usize) -> Result<usize, ParseInitError> {
        let name = self.signature.arguments.get(self.read).copied().unwrap_or_default();
        self.begin()?;
        whole(self.cursor, name, place)
    }

    /// Reads the next argument as an initializer.
    pub(super) fn init(
        &mut self,
        inner: &mut dyn FnMut(&mut Cursor<'_>) -> Result<Init, ParseInitError>,
    ) -> Result<Init, ParseInitError> {
        self.begin()?;
        inner(self.cursor)
    }

    /// Reads the next argument as a value of this kind.
    pub(super) fn value(&mut self, name: &str, kind: Kind) -> Result<Value, ParseInitError> {
        self.begin()?;
        value(self.cursor, name, kind)
    }

    /// Goes to the next argument. Returns an error if there is none.
    fn begin(&mut self) -> Result<(), ParseInitError> {
        let more = self.open && (self.read == 0 || self.cursor.take(",")) && !self.cursor.is_next(")");
        self.read += 1;
        if more && self.cursor.is_option() {
            return Err(ParseInitError::new(self.cursor.place(), takes(self.signature)));
        }
        if more {
            return Ok(());
        }
        // A token other than the end of the list is a different mistake.
        if self.open && !self.cursor.is_next(")") {
            return Err(self.cursor.expected("`)`"));
        }
        Err(ParseInitError::new(self.place, takes(self.signature)))
    }

    /// Reads the options and the end of the list. `kinds` holds the kinds of all arguments, the positional ones first.
    pub(super) fn options(self, mut init: Init, kinds: &[Kind]) -> Result<Init, ParseInitError> {
        let Self { cursor, open, signature, .. } = self;
        if !open {
            return Ok(init);
        }
        let Signature { name, arguments, required } = signature;
        let mut given: Vec<&str> = Vec::new();
        let mut first = required == 0;
        while !cursor.take(")") {
            if !first && !cursor.take(",") {
                return Err(cursor.expected("`)`"));
            }
            first = false;
            if cursor.take(")") {
                break;
            }
            let Some((option, place)) = cursor.name_before("=") else {
                return Err(ParseInitError::new(cursor.place(), takes(signature)));
            };
            if given.contains(&option) {
                return Err(ParseInitError::new(place, format!("`{}` is given twice", Quoted(option))));
            }
            given.push(option);
            let known = arguments.iter().zip(kinds).skip(required).find(|(known, _)| **known == option);
            let Some((known, kind)) = known else {
                let help = did_you_mean(option, arguments.iter().copied().skip(required));
                let message = if help.is_empty() {
                    not_taken(signature, &Quoted(option).to_string()).to_string()
                } else {
                    format!("`{name}` takes no `{}`{help}", Quoted(option))
                };
                return Err(ParseInitError::new(place, message));
            };
            init = init.with(known, value(cursor, option, *kind)?);
            if let Some(message) = init.misuse() {
                return Err(ParseInitError::new(place, message.as_str().to_owned()));
            }
        }
        Ok(init)
    }
}

/// Reads the value of an argument.
fn value(cursor: &mut Cursor<'_>, name: &str, kind: Kind) -> Result<Value, ParseInitError> {
    Ok(match kind {
        Kind::Number => Value::Number(cursor.number()?),
        Kind::Bound => Value::Bound(Bound::some(cursor.number()?)),
        Kind::Whole => {
            let place = cursor.place();
            Value::Whole(whole(cursor, name, place)?)
        }
        Kind::Truth if cursor.take("true") => Value::Truth(true),
        Kind::Truth if cursor.take("false") => Value::Truth(false),
        Kind::Truth => return Err(cursor.expected("`true` or `false`")),
        Kind::Array => return Err(cursor.expected("a number")),
        Kind::Gain => Value::Gain(gain(cursor)?),
        Kind::Mode => Value::Mode(choice(cursor, name, Mode::ALL)?),
        Kind::Distribution => Value::Distribution(choice(cursor, name, Distribution::ALL)?),
        Kind::Center => Value::Center(choice(cursor, name, Center::ALL)?),
        Kind::Side => Value::Side(choice(cursor, name, Side::ALL)?),
        Kind::Window => Value::Window(choice(cursor, name, Window::ALL)?),
        Kind::Scaling => Value::Scaling(choice(cursor, name, Scaling::ALL)?),
    })
}

fn gain(cursor: &mut Cursor<'_>) -> Result<Gain, ParseInitError> {
    let place = cursor.place();
    if let Ok(factor) = cursor.number() {
        let (factor, list) = (Exact(factor), Gain::LIST);
        let message = format!("a `gain` is no number\nhelp: `gain = Value({factor})`; there are {list}");
        return Err(ParseInitError::new(place, message));
    }
    if cursor.take("of(") {
        return Err(ParseInitError::new(place, "`of` cannot be read from text: it takes a function".to_owned()));
    }
    match choice(cursor, "gain", Gain::ALL)? {
        Gain::LeakyRelu(_) => Ok(Gain::LeakyRelu(in_parentheses(cursor)?)),
        Gain::Value(_) => Ok(Gain::Value(in_parentheses(cursor)?)),
        gain => Ok(gain),
    }
}

fn in_parentheses(cursor: &mut Cursor<'_>) -> Result<f64, ParseInitError> {
    cursor.expect("(")?;
    let number = cursor.number()?;
    cursor.expect(")")?;
    Ok(number)
}

/// Reads a name, and returns the value that it stands for.
fn choice<T: Copy>(cursor: &mut Cursor<'_>, option: &str, among: &[(&'static str, T)]) -> Result<T, ParseInitError> {
    let names = || among.iter().map(|(known, _)| *known);
    let list = || match option {
        "gain" => Gain::LIST.to_owned(),
        _ => names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    };
    let found = cursor.name(&format!("a `{option}`"));
    let (name, place) = found.map_err(|error| error.with(&format!("\nhelp: there are {}", list())))?;
    if let Some((_, value)) = among.iter().find(|(known, _)| *known == name) {
        return Ok(*value);
    }
    // A gain that is called alike is that of another function.
    let similar = if option == "gain" { String::new() } else { did_you_mean(name, names()) };
    let help = if similar.is_empty() { format!("\nhelp: there are {}", list()) } else { similar };
    Err(ParseInitError::new(place, format!("no `{option}` is called `{}`{help}", Quoted(name))))
}

/// A whole number, which may be spelled as `1e3`, too.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number of 32 bits")]
fn whole(cursor: &mut Cursor<'_>, option: &str, place: usize) -> Result<usize, ParseInitError> {
    if let Some(number) = cursor.whole() {
        return Ok(number);
    }
    let number = cursor.number()?;
    let wrong = if number < 0.0 {
        "must not be negative".to_owned()
    } else if number >= f64::from(u32::MAX) {
        format!("is too large\nhelp: it is a whole number up to {}, the digits written out", usize::MAX)
    } else if number.fract() == 0.0 {
        return Ok(number as usize);
    } else {
        "must be a whole number".to_owned()
    };
    Err(ParseInitError::new(place, format!("`{option}` {wrong}")))
}

/// Says which arguments an initializer takes by position.
fn takes(signature: Signature) -> String {
    let Signature { name, arguments, required } = signature;
    let names: Vec<String> = arguments.iter().take(required).map(|name| format!("`{name}`")).collect();
    match &*names {
        [] => format!("`{name}` takes no arguments but options by name"),
        [one] => format!("`{name}` takes one argument, {one}"),
        [front @ .., last] => format!("`{name}` takes {required} arguments, {} and {last}", front.join(", ")),
    }
}

/// Suggests the most similar name, in a line of its own, if any.
pub(super) fn did_you_mean<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(written, names).map_or_else(String::new, |name| format!("\nhelp: did you mean `{name}`?"))
}
